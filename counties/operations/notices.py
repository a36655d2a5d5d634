"""What those who are signed up for an event, or invited to a meeting, get by mail, with a file for their calendar.

Each is written here and sent by the operation, so that who causes it can look at it first.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from counties import calendar
from counties.models import Event, Meeting, Registration
from portal import appointments, clock, formats
from portal.letters import Letter


def of_place(registration: Registration, event: Event) -> Letter:
    """A receipt, or the news that there is a place after all."""
    if registration.has_place:
        subject, text = _("Du har plass: %s"), _("Du har plass på %s.")
    else:
        subject = _("Venteliste: %s")
        text = _("Det er fullt på %s. Du står på ventelisten og får e-post hvis det blir plass.")
    return _with_entry(registration, event, subject % event, text % _line(event))


def of_move(registration: Registration, before: Event, event: Event) -> Letter:
    """The event has another time or place than `before`; the place, or the one in the queue, is kept."""
    standing = (
        _("Du har fortsatt plass.") if registration.has_place else _("Du står fortsatt på ventelisten.")
    )
    text = _("%(event)s er flyttet.\n\nFør: %(before)s\nNå: %(now)s\n\n%(standing)s") % {
        "event": f"«{event}»",
        "before": _when_and_where(before),
        "now": _when_and_where(event),
        "standing": standing,
    }
    return _with_entry(registration, event, _("Flyttet: %s") % event, text)


def of_call_off(registration: Registration, event: Event, reason: str) -> Letter:
    text = _("Vi må dessverre avlyse %(event)s.\n\n%(reason)s") % {"event": _line(event), "reason": reason}
    return _without_entry(registration, event, _("Avlyst: %s") % event, text)


def of_leaving(registration: Registration, event: Event) -> Letter:
    text = _("Du er meldt av %s. Takk for at du ga plassen videre.") % _line(event)
    return _without_entry(registration, event, _("Avmeldt: %s") % event, text)


def of_meeting(meeting: Meeting, people: Iterable[str]) -> list[Letter]:
    """The invitation, to each address."""
    text = _("Du er innkalt til %(what)s, %(when)s.\n\nSaksliste:\n%(agenda)s") % {
        "what": _of_region(meeting),
        "when": _when_and_where(meeting),
        "agenda": meeting.agenda or "–",
    }
    subject = _("Innkalling: styringsgruppen i %s") % meeting.styringsgruppe.region
    return [_invited(meeting, person, subject, text) for person in people]


def of_moved_meeting(before: Meeting, meeting: Meeting, people: Iterable[str]) -> list[Letter]:
    text = _("%(what)s er flyttet.\n\nFør: %(before)s\nNå: %(now)s\n\nSaksliste:\n%(agenda)s") % {
        "what": capfirst(_of_region(meeting)),
        "before": _when_and_where(before),
        "now": _when_and_where(meeting),
        "agenda": meeting.agenda or "–",
    }
    subject = _("Flyttet: styringsgruppen i %s") % meeting.styringsgruppe.region
    return [_invited(meeting, person, subject, text) for person in people]


def of_cancelled_meeting(meeting: Meeting, people: Iterable[str]) -> list[Letter]:
    """The meeting is off, or these are no longer asked to it."""
    text = _("Innkallingen gjelder ikke lenger: %(what)s, %(when)s.") % {
        "what": _of_region(meeting),
        "when": _when_and_where(meeting),
    }
    subject = _("Avlyst: styringsgruppen i %s") % meeting.styringsgruppe.region
    entry = calendar.of_meeting(meeting)
    return [
        Letter(person, subject, text, calendar=appointments.withdrawal(entry, to=person, name=""))
        for person in people
    ]


def is_moved(before: Event | Meeting, after: Event | Meeting) -> bool:
    """In time or place, where that still matters: what is over is corrected without telling anybody."""
    there = [(row.starts_at, row.ends_at, row.place) for row in (before, after)]
    return there[0] != there[1] and not clock.is_past(max(before.ends_at, after.ends_at))


def _with_entry(registration: Registration, event: Event, subject: str, text: str) -> Letter:
    file = appointments.invitation(
        calendar.of_event(event),
        to=registration.email,
        name=registration.name,
        waits=not registration.has_place,
    )
    return Letter(registration.email, subject, text, _way_out(registration), file)


def _without_entry(registration: Registration, event: Event, subject: str, text: str) -> Letter:
    file = appointments.withdrawal(calendar.of_event(event), to=registration.email, name=registration.name)
    return Letter(registration.email, subject, text, calendar=file)


def _invited(meeting: Meeting, person: str, subject: str, text: str) -> Letter:
    file = appointments.invitation(calendar.of_meeting(meeting), to=person, name="")
    return Letter(person, subject, text, calendar=file)


def _way_out(registration: Registration) -> str:
    """The link is the receiver's only key to the place, and nobody else's."""
    link = f"{settings.PORTAL_BASE_URL}{registration.get_absolute_url()}"
    if registration.has_place:
        return _("Kan du ikke komme? Meld deg av, så får en annen plassen:\n%s") % link
    return _("Vil du ikke vente? Meld deg av:\n%s") % link


def _line(event: Event) -> str:
    return f"«{event}», {_when_and_where(event)}"


def _when_and_where(row: Event | Meeting) -> str:
    return f"{formats.span(row.starts_at, row.ends_at)}, {row.place}"


def _of_region(meeting: Meeting) -> str:
    return _("møtet i styringsgruppen i %s") % meeting.styringsgruppe.region
