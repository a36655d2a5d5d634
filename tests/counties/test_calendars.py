"""What is moved or called off reaches those who come: first shown to who does it, then by mail, into their calendars."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from counties.models import Event, Meeting, Registration
from counties.operations import events, organisation
from portal.access import Permission
from portal.errors import Conflict, Unseen
from portal.models import OutgoingMail, Removal
from portal.operations import outbox, records
from tests import factories
from tests.portal.test_editing import fields_of
from tests.previews import as_previewed

LATER = dt.datetime(2036, 3, 10, 9, tzinfo=dt.UTC)  # what is to come, by the real clock too
SUMMER = dt.datetime(2036, 7, 1, 9, tzinfo=dt.UTC)


def course(**fields: Any) -> Event:
    return factories.event(**({"starts_at": LATER} | fields))


def moved(event: Event, by: Any, **values: Any) -> Event:
    event.refresh_from_db()
    return as_previewed(events.save, event=event, values=values, seen=event.mark, by=by)


def letters() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.to_outsiders().order_by("pk").values_list("to", "subject"))


def entry_of(mail: OutgoingMail) -> Any:
    (entry,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return entry


def said(mail: OutgoingMail) -> tuple[str, str, str, int]:
    """Method, UID, status and sequence of the file that goes with it."""
    calendar, entry = Calendar.from_ical(mail.calendar), entry_of(mail)
    return str(calendar["METHOD"]), str(entry["UID"]), str(entry["STATUS"]), int(entry["SEQUENCE"])


@pytest.mark.parametrize(
    "values",
    [
        {"place": "Elverum"},
        {"starts_at": LATER + dt.timedelta(hours=1)},
        {"ends_at": LATER + dt.timedelta(hours=5)},
        {"starts_at": SUMMER, "ends_at": SUMMER + dt.timedelta(hours=3)},
    ],
)
def test_a_move_is_told_to_everyone_signed_up_and_moves_their_entries(people, values):
    event = course(capacity=1)
    for name in ("Anne", "Berit"):
        factories.sign_up(event, name)
    moved(event, people["kari"], **values)
    first, second = OutgoingMail.objects.to_outsiders().order_by("pk")[2:]
    assert [(mail.to, mail.subject) for mail in (first, second)] == [
        ("anne@example.org", f"Flyttet: {event}"),
        ("berit@example.org", f"Flyttet: {event}"),
    ]
    uid = f"arrangement-{event.pk}@innkjopsportalen"
    event.refresh_from_db()
    assert said(first) == ("REQUEST", uid, "CONFIRMED", event.version)
    assert said(second) == ("REQUEST", uid, "TENTATIVE", event.version)
    assert entry_of(first)["DTSTART"].dt == event.starts_at


@pytest.mark.parametrize("values", [{"title": "Nytt navn"}, {"description": "Mer"}, {"capacity": 40}])
def test_what_is_no_move_writes_to_nobody(people, values):
    event = course()
    factories.sign_up(event)
    moved(event, people["kari"], **values)
    assert len(letters()) == 1


def test_what_is_over_is_corrected_without_telling_anybody(people):
    event = factories.event()
    factories.sign_up(event)
    over = dt.datetime(2011, 2, 14, 9, tzinfo=dt.UTC)
    Event.objects.filter(pk=event.pk).update(
        starts_at=over, ends_at=over + dt.timedelta(hours=3), closes_on=over.date()
    )
    moved(Event.objects.get(pk=event.pk), people["kari"], place="Elverum")
    assert len(letters()) == 1


@pytest.mark.parametrize("day", [15, 16])
def test_what_is_to_come_is_told_of_by_the_portals_own_day(day, people):
    """It is 15 February 2011 here, whatever the clock says."""
    event = factories.event(starts_at=dt.datetime(2011, 2, day, 9, tzinfo=dt.UTC))
    Registration.objects.create(
        event=event, name="Tone", email="tone@example.org", group="leder", state="confirmed"
    )
    moved(event, people["kari"], place="Elverum")
    assert [to for to, _subject in letters()] == ["tone@example.org"]


def test_the_sequence_grows_and_the_uid_stays_whatever_the_portal_is_called(people, settings):
    event = course()
    factories.sign_up(event)
    moved(event, people["kari"], place="Elverum")
    settings.PORTAL_BASE_URL = "https://et.annet.sted"
    moved(event, people["kari"], place="Løten")
    as_previewed(events.call_off, event=event, reason="Sykdom", by=people["kari"])
    all_said = [said(mail) for mail in OutgoingMail.objects.to_outsiders().order_by("pk")]
    assert [one[0] for one in all_said] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert len({one[1] for one in all_said}) == 1
    assert all_said[-1][2] == "CANCELLED"
    assert [one[3] for one in all_said] == sorted({one[3] for one in all_said})


def test_who_leaves_gets_the_entry_out_of_the_calendar(people):
    event = course()
    events.cancel(registration=factories.sign_up(event))
    assert [said(mail)[0] for mail in OutgoingMail.objects.to_outsiders().order_by("pk")] == [
        "REQUEST",
        "CANCEL",
    ]


def test_nothing_is_changed_or_sent_before_the_letters_have_been_looked_at(people):
    event = course()
    registration = factories.sign_up(event)
    for previewed in ("", "feil", "0" * 64):
        with pytest.raises(Unseen) as shown:
            events.call_off(event=event, reason="Sykdom", previewed=previewed, by=people["kari"])
        assert registration.token not in "".join(letter.text for letter in shown.value.letters)
    event.refresh_from_db()
    assert (event.is_open, len(letters())) == (True, 1)


def test_who_signs_up_after_the_preview_is_previewed_too(as_):
    event = course()
    factories.sign_up(event, "Anne")
    client, path = as_("kari"), f"/kalender/{event.pk}/avlys/"
    shown = client.post(path, {"reason": "Sykdom"})
    assert "anne<wbr>@example" in shown.content.decode()
    factories.sign_up(event, "Berit")
    again = client.post(path, fields_of(shown, "reason"))
    assert "berit<wbr>@example" in again.content.decode()
    assert client.post(path, fields_of(again, "reason")).status_code == 302
    assert [to for to, subject in letters() if subject.startswith("Avlyst")] == [
        "anne@example.org",
        "berit@example.org",
    ]


def test_the_edit_page_shows_who_gets_what_and_keeps_what_is_typed(as_):
    event = course()
    registration = factories.sign_up(event, "Anne")
    client, path = as_("kari"), f"/kalender/{event.pk}/rediger/"
    shown = client.post(path, fields_of(client.get(path), "place") | {"place": ["Elverum"]})
    page = shown.content.decode()
    assert "Se over e-postene" in page
    assert "anne<wbr>@example" in page
    assert registration.token not in page
    assert client.post(path, fields_of(shown, "place")).status_code == 302
    event.refresh_from_db()
    assert (event.place, letters()[-1][1]) == ("Elverum", f"Flyttet: {event}")


def test_an_event_with_people_is_called_off_and_not_hidden(people):
    event = course()
    factories.sign_up(event)
    with pytest.raises(Conflict, match="Avlys det"):
        moved(event, people["kari"], state="draft")


def meeting_with(*addresses: str, **fields: Any) -> Meeting:
    for address in addresses:
        factories.member(name=address.partition("@")[0], email=address)
    return factories.meeting(**({"starts_at": LATER} | fields))


def test_a_meeting_that_is_moved_is_told_to_those_who_were_invited(people):
    meeting, kari = meeting_with("anne@example.org", "berit@example.org"), people["kari"]
    as_previewed(organisation.invite, meeting=meeting, by=kari)
    factories.member(name="Ny", email="ny@example.org")
    values, may = {"starts_at": LATER + dt.timedelta(hours=1)}, Permission.ORGANISATION_EDIT
    as_previewed(
        organisation.save_meeting, row=meeting, values=values, permission=may, seen=meeting.mark, by=kari
    )
    assert letters()[2:] == [
        (to, "Flyttet: styringsgruppen i Hedmark") for to in ("anne@example.org", "berit@example.org")
    ]
    first, *_rest, last = OutgoingMail.objects.to_outsiders().order_by("pk")
    assert said(first)[:2] == said(last)[:2]
    assert said(first)[3] < said(last)[3]
    assert last.body.startswith("Møtet i styringsgruppen i Hedmark er flyttet.")


def test_a_meeting_nobody_is_invited_to_is_moved_and_deleted_in_silence(people):
    meeting, kari, may = meeting_with("anne@example.org"), people["kari"], Permission.ORGANISATION_EDIT
    organisation.save_meeting(
        row=meeting, values={"place": "Elverum"}, permission=may, seen=meeting.mark, by=kari
    )
    organisation.remove_meeting(row=meeting, permission=may, by=kari)
    assert letters() == []


def test_a_deleted_meeting_is_called_off_and_one_put_back_can_be_invited_to_again(people):
    meeting, kari = meeting_with("anne@example.org"), people["kari"]
    as_previewed(organisation.invite, meeting=meeting, by=kari)
    as_previewed(organisation.remove_meeting, row=meeting, permission=Permission.ORGANISATION_EDIT, by=kari)
    back = records.restore(removal=Removal.objects.get(), by=kari)
    assert (back.invited, back.invited_at) == ([], None)
    as_previewed(organisation.invite, meeting=back, by=kari)
    invited, off, again = (said(mail) for mail in OutgoingMail.objects.to_outsiders().order_by("pk"))
    assert (off[0], off[2]) == ("CANCEL", "CANCELLED")
    assert invited[3] < off[3] <= again[3]
    assert invited[1] == off[1] == again[1]


def test_who_no_longer_sits_is_told_when_the_invitation_is_sent_again(people):
    meeting, kari = meeting_with("anne@example.org", "berit@example.org"), people["kari"]
    as_previewed(organisation.invite, meeting=meeting, by=kari)
    meeting.styringsgruppe.members.filter(name="anne").update(to_on=dt.date(2010, 1, 1))
    as_previewed(organisation.invite, meeting=meeting, by=kari)
    assert letters()[2:] == [
        ("berit@example.org", "Innkalling: styringsgruppen i Hedmark"),
        ("anne@example.org", "Avlyst: styringsgruppen i Hedmark"),
    ]


def test_who_sits_is_asked_by_the_local_day(people):
    """A meeting just after midnight is on the new day in Norway, and on the old one in UTC."""
    factories.member(name="Ny", email="ny@example.org", from_on=dt.date(2036, 7, 1))
    meeting = factories.meeting(starts_at=dt.datetime(2036, 6, 30, 22, 30, tzinfo=dt.UTC))
    assert as_previewed(organisation.invite, meeting=meeting, by=people["kari"]) == 1


@pytest.mark.parametrize(("verb", "subject"), [("innkalling", "Innkalling"), ("slett", "Avlyst")])
def test_the_meetings_pages_show_the_letters_first(verb, subject, people, as_):
    meeting = meeting_with("anne@example.org")
    if verb == "slett":
        as_previewed(organisation.invite, meeting=meeting, by=people["kari"])
    before, client = len(letters()), as_("kari")
    path = f"/fylker/hedmark/moter/{meeting.pk}/{verb}/"
    asked = {"seen": Meeting.objects.get(pk=meeting.pk).mark}
    shown = client.post(path, asked)
    assert "anne<wbr>@example" in shown.content.decode()
    assert len(letters()) == before
    assert client.post(path, asked | fields_of(shown, "previewed")).status_code == 302
    assert letters()[-1] == ("anne@example.org", f"{subject}: styringsgruppen i Hedmark")


def test_the_mail_itself_says_its_method_and_opens_as_a_calendar(people, mailoutbox):
    event = course()
    factories.sign_up(event, "Åse")
    as_previewed(events.call_off, event=event, reason="Sykdom", by=people["kari"])
    outbox.send_waiting()
    for mail, method in zip(mailoutbox, ["REQUEST", "CANCEL"], strict=True):
        parsed = message_from_bytes(mail.message().as_bytes(), policy=policy.default)
        (part,) = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
        assert part["Content-Type"].params["method"] == method
        (entry,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
        assert entry["ATTENDEE"].params["CN"] == "Åse"
        assert str(entry["ORGANIZER"]).startswith("mailto:")


def feed(query: str = "") -> Any:
    return Client().get(f"/kalender.ics{query}")


@pytest.mark.parametrize(("at", "zone"), [(LATER, "10:00+01:00"), (SUMMER, "11:00+02:00")])
def test_the_hour_is_norwegian_with_its_zone_in_the_file(at, zone, db):
    course(starts_at=at, title="Kurs")
    calendar = Calendar.from_ical(feed().content)
    (entry,), (known,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert entry["DTSTART"].params["TZID"] == known["TZID"] == "Europe/Oslo"
    assert entry["DTSTART"].dt == at
    assert entry["DTSTART"].dt.isoformat().endswith(f"T{zone[:5]}:00{zone[5:]}")


def test_the_feed_keeps_the_last_year_and_what_is_called_off(db):
    for title, state, year in [
        ("Kommer", "open", 2011),
        ("I fjor", "open", 2010),
        ("Avlyst", "cancelled", 2011),
        ("For lenge siden", "open", 2009),
        ("Kladd", "draft", 2011),
    ]:
        factories.event(title=title, state=state, starts_at=dt.datetime(year, 3, 1, 9, tzinfo=dt.UTC))
    entries = Calendar.from_ical(feed().content).walk("VEVENT")
    assert {str(entry["SUMMARY"]): str(entry["STATUS"]) for entry in entries} == {
        "Kommer": "CONFIRMED",
        "I fjor": "CONFIRMED",
        "Avlyst": "CANCELLED",
    }


@pytest.mark.parametrize("query", ["?region=x", "?when=x", "?kind=x", "?fylke=hedmark", "?side=2"])
def test_a_feed_of_what_does_not_exist_is_not_found(query, db):
    assert feed(query).status_code == 404


@pytest.mark.parametrize("query", ["", "?region=hedmark&kind=&q=", "?when=all", "?kind=kurs"])
def test_a_feed_of_a_known_search_is_a_calendar(query, db):
    factories.event()
    assert len(Calendar.from_ical(feed(query).content).walk("VEVENT")) == 1


def test_the_feed_is_the_same_until_something_changes(db):
    event = course()
    first = feed()
    assert Client().get("/kalender.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304
    Event.objects.filter(pk=event.pk).update(place="Elverum")
    assert feed()["ETag"] != first["ETag"]


def test_text_stored_before_it_was_cleaned_does_not_break_a_file(db):
    course(title="Linje\x07\nBEGIN:VALARM", description="a\x0bb")
    (entry,) = Calendar.from_ical(feed().content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Linje BEGIN:VALARM"
    assert not entry.subcomponents
