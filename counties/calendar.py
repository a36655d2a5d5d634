"""Meetings and events as entries of people's calendars; `portal.appointments` writes them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from counties.models import Event, Meeting
from portal import clock
from portal.appointments import Appointment


def of_meeting(meeting: Meeting) -> Appointment:
    """Its `styringsgruppe__region` must be loaded."""
    return Appointment(
        key=f"mote-{meeting.pk}",
        version=meeting.version,
        title=_("Styringsgruppen i %s") % meeting.styringsgruppe.region,
        begins=meeting.starts_at,
        ends=meeting.ends_at,
        place=meeting.place,
        text=meeting.agenda,
        path=meeting.get_absolute_url(),
        changed_at=clock.now(),
    )


def of_event(event: Event) -> Appointment:
    return Appointment(
        key=f"arrangement-{event.pk}",
        version=event.version,
        title=event.title,
        begins=event.starts_at,
        ends=event.ends_at,
        place=event.place,
        text=event.description,
        path=event.get_absolute_url(),
        changed_at=getattr(event, "changed_at", None) or clock.now(),
        is_cancelled=event.is_cancelled,
    )
