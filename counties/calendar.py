"""Meetings and events as iCalendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from counties.models import Event, Meeting
from portal import clock

PRODUCT = "-//Grønne innkjøp//Portalen//NO"


def of_meeting(meeting: Meeting) -> str:
    """One meeting. Its `styringsgruppe__region` must be loaded."""
    return _calendar(
        _entry(
            uid=f"mote-{meeting.pk}",
            title=f"Styringsgruppen i {meeting.styringsgruppe.region}",
            begins=meeting.starts_at,
            ends=meeting.ends_at,
            place=meeting.place,
            text=meeting.agenda,
            path=meeting.get_absolute_url(),
        )
    )


def of_events(events: Iterable[Event], *, name: str = "") -> str:
    """Published events, as a feed that people's calendars read again and again."""
    return _calendar(*[_of_event(event) for event in events], name=name)


def _of_event(event: Event) -> Entry:
    return _entry(
        uid=f"arrangement-{event.pk}",
        title=event.title,
        begins=event.starts_at,
        ends=event.ends_at,
        place=event.place,
        text=event.description,
        path=event.get_absolute_url(),
    )


def _calendar(*entries: Entry, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(entry)
    return str(calendar.to_ical(), "utf-8")


def _entry(
    *, uid: str, title: str, begins: dt.datetime, ends: dt.datetime, place: str, text: str, path: str
) -> Any:
    entry = Entry()
    entry.add("uid", f"{uid}@{settings.PORTAL_BASE_URL.partition('://')[2]}")
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", begins.astimezone(dt.UTC))
    entry.add("dtend", ends.astimezone(dt.UTC))
    entry.add("summary", title)
    entry.add("location", place)
    entry.add("description", text)
    entry.add("url", f"{settings.PORTAL_BASE_URL}{path}")
    return entry
