"""What all state machines have in common."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.beat import app as beat
from portal.celery import app
from portal.lateness import Lateness
from portal.urls import urlpatterns as _loads_every_room  # noqa: F401
from portal.workflow import State

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
COLORS = {"neutral", "accent", "success"}
# Red, amber and blue are how late something is, and what has gone wrong and must be mended (decision 37).
LATE_OR_WRONG = {"info", "warning", "danger"}
WENT_WRONG = {"failed", "unread", "wrong", "stopped", "set_aside"}
TAG = re.compile(r'class="ds-tag"\s+data-color="([^"]*)"\s*>\s*([^<]*)')
BROKEN_RULE = '{% translate "Varsel" %}'


def every(kind: type) -> set[type]:
    return {found for child in kind.__subclasses__() for found in [child, *every(child)]}


def test_every_state_has_a_word_and_a_colour():
    states = [state for kind in every(State) for state in kind]
    assert len(states) >= 40
    assert [
        state for state in states if state.color not in COLORS | LATE_OR_WRONG or not str(state.label)
    ] == []


def test_red_amber_and_blue_are_lateness_and_what_went_wrong_alone():
    states = [state for kind in every(State) - {Lateness} for state in kind if state.color in LATE_OR_WRONG]
    assert {state.value for state in states} == WENT_WRONG
    assert {state.color for state in states} == {"danger"}
    tags = [
        (path.name, color, words.strip())
        for path in sorted(TEMPLATES.rglob("*.html"))
        for color, words in TAG.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(tags) >= 25
    loud = [words for _file, color, words in tags if LATE_OR_WRONG & set(re.findall(r"[a-z]+", color))]
    assert loud == [BROKEN_RULE]


def test_a_state_without_a_colour_cannot_be_written():
    with pytest.raises((TypeError, AttributeError)):

        class Careless(State):
            NEW = "new", _("Ny")


def test_whatever_is_called_a_state_is_one():
    named = [kind for kind in every(TextChoices) if re.search(r"(State|Status)$", kind.__name__)]
    assert [kind for kind in named if not issubclass(kind, State)] == []


def test_every_stored_state_is_shown_with_its_words():
    """A model with a state has `shown_state` and no second list of words."""
    stored = [
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "choices", None)
        and field.name in ("state", "status")
        and not hasattr(model, "pgh_obj")
    ]
    assert len(stored) >= 7
    assert [model for model in stored if not hasattr(model, "shown_state")] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_ask_for_no_state_by_its_key(path):
    keys = "|".join({state.value for kind in every(State) for state in kind})
    asked = re.compile(rf"""(?:state|status|action|value)\w*(?:\.value)?\s*(?:==|!=)\s*["'](?:{keys})["']""")
    assert asked.findall(path.read_text(encoding="utf-8")) == []


def test_the_timed_tasks_are_these_and_they_exist():
    app.loader.import_default_modules()
    timed = {name: entry["task"].rpartition(".")[2] for name, entry in beat.conf.beat_schedule.items()}
    assert timed == {
        "sweep": "sweep",
        "follow-hearings": "follow_the_days",
        "erase-senders": "erase_senders",
        "tidy-selections": "tidy_selections",
        "count-facts": "count_facts",
        "tidy-national-files": "tidy_national_files",
        "tidy-prints": "tidy_prints",
        "open-rounds": "open_rounds",
        "remind-of-deadlines": "remind_of_deadlines",
        "send-digests": "send_digests",
        "send-together": "send_together",
        "erase-log": "erase_log",
        "erase-old": "erase_old",
        "clear-unfinished": "clear_unfinished",
    }
    assert {entry["task"] for entry in beat.conf.beat_schedule.values()} <= set(app.tasks)
