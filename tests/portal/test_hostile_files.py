"""No file gives a 500, changes anything when it is refused, or takes long. `make drills` tries two thousand."""

import re

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as trials
from hypothesis import strategies as st

from tests import hostile

TAKES = re.compile(r"forms\.FileField\(|forms\.FileInput|\(SheetForm\)")


@pytest.fixture(scope="module")
def places(kept):
    return hostile.places()


@seed(2011)
@trials(max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 99), name=hostile.NAMES, content=hostile.contents())
def test_no_file_breaks_anything(places, at, name, content):
    hostile.sent(list(places.values())[at % len(places)], name, content)


SHEETS = ["activities", "grants", "chapter", "criteria"]
CHEAP = [known for known in hostile.KNOWN if known not in {"a zip bomb", "a large sheet", "columns"}]


@pytest.mark.parametrize("known", CHEAP)
def test_what_somebody_has_thought_out_is_refused_in_words(places, known):
    """Each at one form that takes its kind; a drill sends all to all."""
    name, content = hostile.KNOWN[known]()
    kind = name.rpartition(".")[2]
    [form] = {"yaml": ["criteria"], "pdf": ["attachment"]}.get(kind, [SHEETS[CHEAP.index(known) % 3]])
    hostile.sent(places[form], name, content)
    if kind == "xlsx":
        hostile.sent(places["template"], name, content)


def test_every_form_that_takes_a_file_is_tried():
    """A form more than these needs a place in `tests/hostile.py`."""
    taking = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("portal", "criteria", "counties", "reporting")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if TAKES.search(path.read_text(encoding="utf-8"))
    }
    assert taking == {
        "counties/forms/sharing.py",  # template, version
        "counties/forms/organisation.py",  # minutes
        "counties/forms/virksomheter.py",  # activities, bodies
        "counties/forms/grants.py",  # grants
        "criteria/forms.py",  # criteria
        "criteria/hearing/forms/answering.py",  # attachment
        "reporting/forms.py",  # verify
        "reporting/section_sheet.py",  # chapter
    }
