"""What the counties put on the pages of the apps below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from counties import country_desk
from counties.criterion_figures import most_used_and_dropped, use_of
from counties.glance import glance_at
from counties.models import Decision, Meeting, Region
from counties.rooms import workspace_of
from criteria.models import Criterion
from portal import clock
from portal.access import Permission, Role, can, scope
from portal.accounts import previous_visit
from portal.menu import roles_of
from portal.slots import fills


@fills("criterion", "counties/criterion_use.html")
def use_of_criterion(request: HttpRequest, criterion: Criterion) -> dict[str, Any]:
    use, where = use_of(criterion), scope(request.user, Permission.COUNTY_READ)
    inside = {row.slug for row in use.regions if where.everywhere or row.region_id in where.region_ids}
    return {"use": use, "criterion": criterion, "inside": inside}


@fills("criteria-home", "counties/criteria_used.html")
def most_used_criteria(_request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """What buyers take most (1 query)."""
    used = most_used_and_dropped()["used"]
    return {"used": used} if used else None


@fills("criteria-work", "counties/revision_link.html")
def what_to_revise(_request: HttpRequest, _about: None) -> dict[str, Any]:
    return {}


@fills("desk-first", "counties/desk_meeting.html")
def next_meeting(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For the styringsgruppe: when, about what, and what to read before it (2 queries)."""
    if Role.STYRINGSGRUPPE not in roles_of(request.user):
        return None
    groups = scope(request.user, Permission.COUNTY_READ).region_ids
    rows = Meeting.objects.filter(styringsgruppe__region__in=groups).select_related("styringsgruppe__region")
    meeting = rows.filter(ends_at__date__gte=clock.today()).order_by("starts_at").first()
    return {"meeting": meeting, "earlier": _before(meeting) if meeting else None}


@fills("meeting", "counties/meeting_papers.html")
def papers_of_meeting(request: HttpRequest, meeting: Meeting) -> dict[str, Any] | None:
    """Until it has been held, for those inside (1 query)."""
    if clock.is_past(meeting.ends_at) or not can(request.user, Permission.COUNTY_READ, meeting):
        return None
    return {"region": meeting.styringsgruppe.region, "earlier": _before(meeting)}


def _before(meeting: Meeting) -> Meeting | None:
    """The one before it in the same group."""
    rows = Meeting.objects.filter(styringsgruppe=meeting.styringsgruppe_id, starts_at__lt=meeting.starts_at)
    return rows.select_related("styringsgruppe__region").order_by("-starts_at").first()


@fills("desk", "counties/desk_county.html")
def county_at_a_glance(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For the fylkesmann, the first of the person's regions (2 queries)."""
    if not request.user.is_authenticated:
        return None
    grants = request.user.active_grants
    region = next((grant.region for grant in grants if grant.role == Role.FYLKESMANN), None)
    return {"region": region, "glance": glance_at(region, on=clock.today())} if region else None


@fills("desk", "counties/desk_decisions.html")
def newest_decisions(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For the styringsgruppe (1 query)."""
    if Role.STYRINGSGRUPPE not in roles_of(request.user):
        return None
    groups = scope(request.user, Permission.COUNTY_READ).region_ids
    rows = Decision.objects.filter(meeting__styringsgruppe__region__in=groups)
    rows = rows.select_related("meeting__styringsgruppe__region").order_by("-meeting__starts_at", "number")
    return {"decisions": rows[:5]}


@fills("desk", "counties/desk_kommuner.html")
def kommuner_by_fylke(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For KS: how far the kommuner have come, fylke by fylke (1 query)."""
    if Role.KS not in roles_of(request.user):
        return None
    year = clock.today().year - 1
    return {"rows": country_desk.kommuner_by_fylke(year), "year": year}


@fills("desk", "counties/desk_country.html")
def late_and_unspent(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For those who follow the plan and the money of the whole country (2 queries)."""
    if not can(request.user, Permission.GRANTS_READ):
        return None
    today = clock.today()
    return {
        "late": country_desk.late_milestones(on=today),
        "unspent": country_desk.unspent(today.year - 1),
        "year": today.year - 1,
    }


@fills("desk", "counties/desk_criteria.html")
def criteria_in_use(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For the panel: what is used and what is dropped most (1 query)."""
    return most_used_and_dropped() if can(request.user, Permission.CRITERIA_EDIT) else None


@fills("contact", "counties/contact.html")
def find_a_knutepunkt(_request: HttpRequest, _about: None) -> dict[str, Any]:
    return {}


@fills("side", "counties/rooms.html")
def rooms_of_the_workspace(request: HttpRequest, region: object) -> dict[str, Any] | None:
    """Beside every page about a region, for those who work inside it."""
    if not isinstance(region, Region) or not can(request.user, Permission.COUNTY_READ, region):
        return None
    return {"space": workspace_of(request.user, region, request.path, previous_visit(request))}
