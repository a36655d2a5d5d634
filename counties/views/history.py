"""How rows came to be: who changed what, when and why; for those inside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from counties.forms.followup import YearForm
from counties.history import Change, changes_among, changes_of
from counties.models import (
    AssistanceRequest,
    Event,
    Grant,
    KommuneFollowUp,
    Milestone,
    MilestoneReached,
    Region,
    TildelingsbrevFollowUp,
)
from counties.views.find import find_region, find_row, grant_region
from portal import formats
from portal.access import Permission, can, require
from portal.http import SignedInRequest
from portal.links import reverse
from portal.pages import get_visible


@require_safe
def register_history(request: SignedInRequest, slug: str, noun: str, pk: int) -> HttpResponse:
    region = find_region(request, slug)
    row = find_row(request, slug, noun, pk)[-1]
    return _page(request, str(row), row.get_absolute_url(), changes_of(row), region)


@require_safe
def event_history(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible(request, Event.objects.visible_to(request.user).select_related("region"), pk=pk)
    if not can(request.user, Permission.COUNTY_READ, row):
        raise Http404
    what = f"{row}, {formats.day(row.starts_at)}"
    return _page(request, what, row.get_absolute_url(), changes_of(row), row.region)


@require_safe
def request_history(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = AssistanceRequest.objects.where(request.user, Permission.COUNTY_READ)
    row = get_visible(request, rows.select_related("region"), pk=pk)
    return _page(request, str(row), row.get_absolute_url(), changes_of(row), row.region)


@require_safe
def kommune_grid_history(request: SignedInRequest, slug: str) -> HttpResponse:
    region, year = find_region(request, slug), YearForm(request.GET).chosen
    events = _events(KommuneFollowUp).filter(kommune__fylke__region=region, year=year)
    changes = changes_among(events, named_by="kommune")
    what = _("Oppfølging av kommunene i %d") % year
    return _page(request, what, _of_year("kommune-grid", region, year), changes, region)


@require_safe
def letter_grid_history(request: SignedInRequest, slug: str) -> HttpResponse:
    region, year = find_region(request, slug), YearForm(request.GET).chosen
    events = _events(TildelingsbrevFollowUp).filter(virksomhet__home__fylke__region=region, year=year)
    changes = changes_among(events, named_by="virksomhet")
    what = _("Tildelingsbrev til statlige virksomheter i %d") % year
    return _page(request, what, _of_year("letter-grid", region, year), changes, region)


@require_safe
def grant_history(request: SignedInRequest, slug: str) -> HttpResponse:
    region, year = grant_region(request, slug), YearForm(request.GET).chosen
    changes = changes_among(_events(Grant).filter(region=region, year=year), named_by="kind")
    what = _("Tilskudd i %d") % year
    return _page(request, what, _of_year("grant-account", region, year), changes, region)


@require_safe
def milestone_history(request: SignedInRequest, slug: str) -> HttpResponse:
    """The region's own dates, the deleted ones too."""
    region = find_region(request, slug)
    changes = changes_among(_events(MilestoneReached).filter(region=region), named_by="milestone")
    return _page(request, _("Milepælene"), region.get_absolute_url(), changes, region)


@require_safe
def plan_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The dates that are planned for a milestone."""
    require(request.user, Permission.NATIONAL_PLAN)
    row = get_object_or_404(Milestone.objects.select_related("pulje"), pk=pk)
    what = f"{row}, {row.pulje}"
    return _page(request, what, reverse("counties:milestone-plan", args=[pk]), changes_of(row))


def _events(model: Any) -> Any:
    return model.pgh_event_model.objects


def _of_year(name: str, region: Region, year: int) -> str:
    return f"{reverse(f'counties:{name}', args=[region.slug])}?year={year}"


def _page(
    request: HttpRequest, what: str, url: str, changes: list[Change], region: Region | None = None
) -> HttpResponse:
    context = {"what": what, "url": url, "changes": changes, "region": region}
    return render(request, "counties/history.html", context)
