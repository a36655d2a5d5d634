"""Establishing the county's organisation: styringsgruppe, meetings, and the choice of knutepunkt."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from counties import calendar
from counties.models import Decision, Knutepunkt, KnutepunktCandidate, Meeting, Styringsgruppe
from portal import clock, formats
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations import records
from portal.operations.notifications import send_to


@transaction.atomic
def appoint(
    *,
    candidate: KnutepunktCandidate,
    meeting: Meeting,
    details: dict[str, Any],
    seen: str | None = None,
    by: User,
) -> Knutepunkt:
    """The meeting decides that the candidate is the knutepunkt; the one before it ends the day before.

    `details`: `text` (the decision), `from_on`, and the knutepunkt's own fields. `seen` is the candidate's mark.
    Raises `Denied`, `Conflict`, `Gone` or `Stale`.
    """
    meeting = Meeting.objects.select_for_update().select_related("styringsgruppe__region").get(pk=meeting.pk)
    require(by, Permission.ORGANISATION_EDIT, meeting)
    if candidate.region_id != meeting.styringsgruppe.region_id:
        raise Conflict(_("Kandidaten hører til et annet fylke."))
    candidate = records.locked(candidate)
    records.require_same(seen, candidate.mark, about=candidate)
    text, from_on = details.pop("text"), details["from_on"]
    with because(_("Valgte knutepunkt"), by):
        _end_the_one_before(candidate.region_id, from_on)
        decision = Decision.objects.create(meeting=meeting, number=_next_number(meeting), text=text)
        return Knutepunkt.objects.create(
            region=candidate.region, host=candidate.name, kind=candidate.kind, decision=decision, **details
        )


@transaction.atomic
def decide(*, meeting: Meeting, text: str, by: User) -> Decision:
    """Write a decision into the meeting's list. Raises `Denied`."""
    meeting = Meeting.objects.select_for_update().select_related("styringsgruppe").get(pk=meeting.pk)
    require(by, Permission.ORGANISATION_EDIT, meeting)
    with because(_("Førte vedtak"), by):
        return Decision.objects.create(meeting=meeting, number=_next_number(meeting), text=text)


@transaction.atomic
def invite(*, meeting: Meeting, seen: str | None = None, by: User) -> int:
    """Send the invitation as it was `seen`, with a calendar file, to those who sit then and have an address.

    Returns how many. Raises `Denied`, `Stale`, or `Conflict` where nobody has an address.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("styringsgruppe__region")
        .get(pk=meeting.pk)
    )
    require(by, Permission.ORGANISATION_EDIT, meeting)
    records.require_same(seen, meeting.mark, about=meeting)
    people = meeting.styringsgruppe.members.sitting(on=meeting.starts_at.date()).exclude(email="")
    if not people:
        raise Conflict(_("Ingen av medlemmene har e-postadresse. Skriv den inn først."), about=meeting)
    file = calendar.of_meeting(meeting)
    subject = _("Innkalling: styringsgruppen i %s") % meeting.styringsgruppe.region
    for member in people:
        body = _("Du er innkalt til %(what)s, %(place)s.\n\nSaksliste:\n%(agenda)s")
        details = {"what": str(meeting).lower(), "place": meeting.place, "agenda": meeting.agenda or "–"}
        send_to(address=member.email, subject=subject, body=body % details, calendar=file)
    meeting.invited_at = clock.now()
    with because(_("Sendte innkalling"), by):
        meeting.save(update_fields=["invited_at"])
    return len(people)


def current_group(region_id: int, *, on: dt.date) -> Styringsgruppe | None:
    return Styringsgruppe.objects.filter(region=region_id).active(on=on).select_related("region").first()


def _end_the_one_before(region_id: int, from_on: dt.date) -> None:
    rows = Knutepunkt.objects.select_for_update().filter(region_id=region_id)
    later = rows.filter(Q(from_on__gte=from_on) | Q(to_on__gte=from_on)).first()
    if later is not None:
        day = max(later.from_on, later.to_on or later.from_on)
        raise Conflict(
            _("%(host)s er knutepunkt %(date)s. Det nye må begynne senere.")
            % {"host": later, "date": formats.day(day)}
        )
    active = rows.filter(to_on=None).first()
    if active is None:
        return
    active.to_on = from_on - dt.timedelta(days=1)
    active.save(update_fields=["to_on"])


def _next_number(meeting: Meeting) -> int:
    last = meeting.decisions.order_by("-number").first()
    return last.number + 1 if last else 1
