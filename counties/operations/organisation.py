"""Establishing the county's organisation: styringsgruppe, meetings, and the choice of knutepunkt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties.models import Decision, Knutepunkt, KnutepunktCandidate, Meeting, Styringsgruppe
from counties.operations import notices
from portal import clock, formats
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import Removal, User
from portal.operations import records
from portal.operations.outbox import post_as_previewed


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
def invite(*, meeting: Meeting, previewed: str = "", by: User) -> int:
    """Send the invitation, with a calendar file, to those who sit then and have an address; returns how many.

    Who was invited before and no longer is, is told so. Raises `Denied`, `Conflict` where nobody has an address, or
    `Unseen` where the letters have not been looked at.
    """
    meeting = _locked(meeting)
    require(by, Permission.ORGANISATION_EDIT, meeting)
    sitting = meeting.styringsgruppe.members.sitting(on=localtime(meeting.starts_at).date())
    people = sorted(set(sitting.exclude(email="").values_list("email", flat=True)))
    if not people:
        raise Conflict(_("Ingen av medlemmene har e-postadresse. Skriv den inn først."), about=meeting)
    no_longer = [person for person in meeting.invited if person not in people]
    letters = notices.of_meeting(meeting, people) + notices.of_cancelled_meeting(meeting, no_longer)
    meeting.invited_at, meeting.invited = clock.now(), people
    with because(_("Sendte innkalling"), by):
        meeting.save(update_fields=["invited_at", "invited"])
    post_as_previewed(letters, previewed)
    return len(people)


@transaction.atomic
def save_meeting(
    *,
    row: Meeting,
    values: Mapping[str, Any],
    permission: Permission,
    seen: str | None = None,
    previewed: str = "",
    by: User,
) -> Meeting:
    """As `records.save`; those invited are told of another time or place. Raises `Unseen` too."""
    before = records.locked(row)
    records.save(row=row, values=values, permission=permission, seen=seen, by=by)
    meeting = _locked(row)
    moved = notices.is_moved(before, meeting)
    letters = notices.of_moved_meeting(before, meeting, before.invited) if moved else []
    post_as_previewed(letters, previewed)
    return meeting


@transaction.atomic
def remove_meeting(
    *, row: Meeting, permission: Permission, seen: str | None = None, previewed: str = "", by: User
) -> Removal:
    """As `records.remove`; those invited are told that it is off. One that is put back invites nobody by itself."""
    meeting = _locked(row)
    require(by, permission, meeting)
    records.require_same(seen, meeting.mark, about=meeting)
    people = [] if clock.is_past(meeting.ends_at) else meeting.invited
    Meeting.objects.filter(pk=meeting.pk).update(invited=[], invited_at=None)
    removal = records.remove(row=row, permission=permission, by=by)
    meeting.version += 1  # the entry's last, which a meeting that is put back goes on from
    post_as_previewed(notices.of_cancelled_meeting(meeting, people), previewed)
    return removal


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("styringsgruppe__region")
    return rows.get(pk=meeting.pk)


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
