"""State × action × cast of requests, events, sign-ups and uploads, written by hand."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from counties.models import (
    EventState,
    Registration,
    RegistrationState,
    RequestState,
    Upload,
    UploadState,
)
from counties.operations import assistance, events, participants, uploads
from counties.workflow import EVENT, REGISTRATION, REQUEST, UPLOAD, RegistrationAction
from counties.workflow.events import CHOSEN
from portal.errors import Conflict, Denied
from tests import factories

HELD = dt.datetime(2011, 2, 1, 9, tzinfo=dt.UTC)
RECORDERS = {"kari", "ola", "knut"}

# From each state: who may take which step, and the state it leads to. Whatever is not here is refused.
REQUESTS = {
    ("new", "answer"): ("active", RECORDERS),
    ("new", "close"): ("closed", RECORDERS),
    ("new", "hand_over"): ("new", RECORDERS),
    ("active", "answer"): ("active", RECORDERS),
    ("active", "close"): ("closed", RECORDERS),
    ("active", "hand_over"): ("new", RECORDERS),
    ("closed", "reopen"): ("active", RECORDERS),
}
EVENTS = {
    ("draft", "edit"): ("draft", RECORDERS),
    ("draft", "publish"): ("open", RECORDERS),
    ("draft", "call_off"): ("cancelled", RECORDERS),
    ("open", "edit"): ("open", RECORDERS),
    ("open", "unpublish"): ("draft", RECORDERS),
    ("open", "call_off"): ("cancelled", RECORDERS),
    ("open", "register"): ("open", RECORDERS),
}
NATIONAL = {key: (state, {"siv"}) for key, (state, _people) in EVENTS.items() if key[1] != "register"}
UPLOADS = {
    ("asked", "choose"): ("checking", RECORDERS),
    ("unread", "read_again"): ("checking", RECORDERS),
    ("ready", "accept"): ("importing", RECORDERS),
    ("stopped", "accept"): ("importing", RECORDERS),
    ("ready", "read_again"): ("checking", RECORDERS),
    ("wrong", "read_again"): ("checking", RECORDERS),
    ("stopped", "read_again"): ("checking", RECORDERS),
    ("done", "undo"): ("undone", RECORDERS),
}


def edit(row, by, **values):
    return events.save(event=row, values=values, seen=row.mark, by=by)


STEPS = {
    "answer": lambda row, by: assistance.answer(request=row, text="Ja.", by=by),
    "close": lambda row, by: assistance.close(request=row, outcome="Vi fant krav.", hours=None, by=by),
    "hand_over": lambda row, by: assistance.hand_over(
        request=row, to_region=factories.region("nordland"), reason="De kan møbler.", by=by
    ),
    "reopen": lambda row, by: assistance.reopen(request=row, by=by),
    "edit": edit,
    "publish": lambda row, by: edit(row, by, state="open"),
    "unpublish": lambda row, by: edit(row, by, state="draft"),
    "call_off": lambda row, by: events.call_off(event=row, reason="Sykdom", by=by),
    "register": lambda row, by: participants.become_activity(event=row, by=by),
    "choose": lambda row, by: uploads.choose(upload=row, choices={}, by=by),
    "accept": lambda row, by: uploads.accept(upload=row, by=by),
    "read_again": lambda row, by: uploads.read_again(upload=row, by=by),
    "undo": lambda row, by: uploads.undo(upload=row, by=by),
}


def after(row, action, by):
    """The row's state when the step was taken, None where it was refused; nothing is left of it."""
    row = type(row).objects.get(pk=row.pk)
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            STEPS[action](row, by)
            row.refresh_from_db()
            state = row.state
        except (Denied, Conflict):
            state = None
        transaction.savepoint_rollback(point)
    return state


def check(row, state, actions, allowed, people):
    for action in actions:
        to, who = allowed.get((state, action), (None, set()))
        taken = {name: after(row, action, person) for name, person in people.items()}
        assert taken == {name: to if name in who else None for name in people}, (state, action)


@pytest.mark.parametrize("state", RequestState.values)
def test_steps_of_a_request(state, people):
    asked = factories.ask()
    if state != "new":
        assistance.answer(request=asked, text="Hei.", by=people["knut"])
    if state == "closed":
        assistance.close(request=asked, outcome="Løst.", hours=None, by=people["knut"])
    check(asked, state, ["answer", "close", "hand_over", "reopen"], REQUESTS, people)


@pytest.mark.parametrize("state", EventState.values)
def test_steps_of_a_regions_event(state, people):
    event = factories.event(starts_at=HELD, state=state)
    actions = ["edit", "call_off", "register"]
    actions += ["publish"] if state != "open" else []
    actions += ["unpublish"] if state != "draft" else []
    check(event, state, actions, EVENTS, people)


@pytest.mark.parametrize("state", EventState.values)
def test_steps_of_a_national_event(state, people):
    event = factories.event(None, starts_at=HELD, state=state)
    check(event, state, ["edit", "call_off", "register"], NATIONAL, people)


@pytest.mark.parametrize("state", UploadState.values)
def test_steps_of_an_upload(state, people):
    upload = Upload.objects.create(
        region=factories.region(),
        noun="aktiviteter",
        file=ContentFile(b"", "liste.csv"),
        name="liste.csv",
        state=state,
        uploaded_by=people["kari"],
    )
    check(upload, state, ["choose", "accept", "read_again", "undo"], UPLOADS, people)


def test_the_asker_writes_in_every_state_and_opens_a_closed_request(people):
    asked = factories.ask()
    assistance.add_from_asker(request=asked, text="En ting til.")
    assistance.close(request=asked, outcome="Løst.", hours=None, by=people["knut"])
    assistance.add_from_asker(request=asked, text="Og en til.")
    asked.refresh_from_db()
    assert (asked.state, asked.activity) == ("active", None)


def test_a_place_that_is_given_up_is_not_taken_again(db):
    place = factories.sign_up(factories.event())
    events.cancel(registration=place)
    place = Registration.objects.get()
    assert place.state == RegistrationState.CANCELLED
    for action in RegistrationAction:
        with pytest.raises(Conflict):
            REGISTRATION.target(place, action)


def test_what_the_portal_does_itself_is_nobodys(people):
    place = Registration(state=RegistrationState.WAITING)
    with pytest.raises(Denied):
        REGISTRATION.guard(place, RegistrationAction.MOVE_UP, people["siv"])


def test_a_reader_is_told_why_there_are_no_buttons(as_, people):
    page = " ".join(as_("stine").get(factories.ask().get_absolute_url()).content.decode().split())
    assert "Send svar, Lukk saken, Overfør til et annet knutepunkt: Du kan ikke" in page


def test_a_called_off_event_has_no_way_back(as_, people):
    event = factories.event(state="cancelled")
    assert as_("kari").get(f"{event.get_absolute_url()}rediger/").status_code == 409
    assert "Avlys<" not in as_("kari").get(event.get_absolute_url()).content.decode()


def test_the_tables_have_the_ways_above_and_no_others():
    by_hand = {*REQUESTS, ("new", "write"), ("active", "write"), ("closed", "write")}
    assert {(state.value, action.value) for state, action in REQUEST.table} == by_hand
    assert {(state.value, action.value) for state, action in EVENT.table} == set(EVENTS)
    by_portal = {(state, step) for state in ("checking", "unread") for step in ("ask", "reject", "clear")}
    by_portal |= {(state, step) for state in ("importing", "stopped") for step in ("finish", "reject")}
    by_portal |= {("checking", "stop"), ("importing", "stop")}
    assert {(state.value, action.value) for state, action in UPLOAD.table} == set(UPLOADS) | by_portal
    assert set(CHOSEN) == set(EventState) - {EventState.CANCELLED}
