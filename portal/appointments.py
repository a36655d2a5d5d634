"""Entries of people's calendars as iCalendar (RFC 5545), and as mails that write, move and delete one (RFC 5546).

An entry keeps its UID for good, wherever the portal is; its SEQUENCE is the row's version, which only grows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.timezone import localtime
from icalendar import Calendar, Timezone, vCalAddress
from icalendar import Event as Entry

from portal import clock

PRODUCT = "-//Grønne innkjøp//Portalen//NO"
HOME = "innkjopsportalen"  # the part of every UID that says whose it is
AGAIN = dt.timedelta(hours=1)  # between two readings of a feed

# Norwegian time by the rule that has held since 1996, so that no program needs to know it beforehand.
OSLO = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Appointment:
    """What stands in somebody's calendar. `changed_at` is of the row it is made from."""

    key: str
    version: int
    title: str
    begins: dt.datetime
    ends: dt.datetime
    place: str
    text: str
    path: str
    changed_at: dt.datetime
    is_cancelled: bool = False


def published(*appointments: Appointment, name: str = "") -> str:
    """A file to open, or a feed that people's calendars read again and again; the same until a row changes."""
    calendar = _calendar("PUBLISH", [_entry(one) for one in appointments])
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", "Europe/Oslo")
        calendar.add("refresh-interval", AGAIN, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    return _text(calendar)


def invitation(appointment: Appointment, *, to: str, name: str, waits: bool = False) -> str:
    """Writes the entry into one person's calendar, or moves it there. Who `waits` for a place has it in pencil."""
    entry = _entry(appointment, at=clock.now(), status="TENTATIVE" if waits else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if waits else "OPAQUE")
    _ask(entry, to, name, "TENTATIVE" if waits else "ACCEPTED")
    return _text(_calendar("REQUEST", [entry]))


def withdrawal(appointment: Appointment, *, to: str, name: str) -> str:
    """Takes the entry out of one person's calendar."""
    entry = _entry(appointment, at=clock.now(), status="CANCELLED")
    _ask(entry, to, name, "DECLINED")
    return _text(_calendar("CANCEL", [entry]))


def _calendar(method: str, entries: Iterable[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(OSLO))
    for entry in entries:
        calendar.add_component(entry)
    return calendar


def _text(calendar: Calendar) -> str:
    return str(calendar.to_ical(), "utf-8")


def _entry(what: Appointment, *, at: dt.datetime | None = None, status: str = "") -> Entry:
    """One entry, said `at` a moment, or when the row last changed."""
    entry = Entry()
    entry.add("uid", f"{what.key}@{HOME}")
    entry.add("sequence", what.version)
    entry.add("dtstamp", (at or what.changed_at).astimezone(dt.UTC))
    entry.add("dtstart", localtime(what.begins))
    entry.add("dtend", localtime(what.ends))
    entry.add("status", status or ("CANCELLED" if what.is_cancelled else "CONFIRMED"))
    entry.add("summary", what.title)
    entry.add("location", what.place)
    entry.add("description", what.text)
    entry.add("url", f"{settings.PORTAL_BASE_URL}{what.path}")
    entry.add("organizer", _person(*parseaddr(settings.DEFAULT_FROM_EMAIL)))
    return entry


def _ask(entry: Entry, to: str, name: str, answer: str) -> None:
    """Nobody need answer: who is signed up has said so already, and the portal reads no answers."""
    guest = _person(name, to)
    guest.params.update({"PARTSTAT": answer, "RSVP": "FALSE"})
    entry.add("attendee", guest)


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = name.replace('"', "'")
    return person
