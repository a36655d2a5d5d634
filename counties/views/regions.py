"""Public pages of the regions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from counties.desk import coming_in
from counties.forms import KommuneFilterForm, RegionFilterForm
from counties.map import close_up, fylker_on_map
from counties.models import (
    Event,
    FrameworkAgreement,
    Fylke,
    Knutepunkt,
    Kommune,
    Region,
    Styringsgruppe,
)
from counties.standing import Plan, milestones_of
from counties.tables import KommuneTable, RegionTable
from counties.views.find import find_region
from counties.work import work_in
from portal import clock
from portal.access import Permission, can
from portal.accounts import previous_visit
from portal.desks import visit_since
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import page_of
from portal.norwegian import with_words

MOST_AGREEMENTS = 6


@login_not_required
@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    form = RegionFilterForm(request.GET)
    regions = _filtered(form)
    context = {
        "form": form,
        "page": page_of(request, regions.prefetch_related("fylker__fylkesmann")),
        "map": fylker_on_map(matching=set(regions.values_list("pk", flat=True))),
        "filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
    }
    return render(request, "counties/region_list.html", context)


@login_not_required
@require_safe
def region_export(request: HttpRequest, kind: str) -> FileAnswer:
    return respond_table(RegionTable(_filtered(RegionFilterForm(request.GET))), kind, "regioner")


@login_not_required
@require_safe
def region_detail(request: HttpRequest, slug: str) -> HttpResponse:
    here = Region.objects.visible_to(request.user).select_related("pulje").with_size().filter(slug=slug)
    group = Styringsgruppe.objects.filter(region=OuterRef("pk")).active(on=clock.today())
    region: Any = here.annotate(
        has_group=Exists(group), appointed_on=Subquery(group.values("established_on")[:1])
    ).first()
    if region is None:  # a fylke that shares its region with another is found there
        fylke = get_object_or_404(Fylke.objects.select_related("region"), slug=slug)
        return redirect(fylke.region)
    form, today = KommuneFilterForm(request.GET), clock.today()
    fylker = list(region.fylker.select_related("fylkesmann"))
    agreements = FrameworkAgreement.objects.of_region(region).in_force(on=today)
    in_force: list[Any] = list(agreements.select_related("region").with_what_was_taken())
    with_criteria = [row for row in in_force if row.taken]
    coming = Event.objects.published().filter(region=region, ends_at__date__gte=today).with_places()
    context = {
        "region": region,
        "fylker": fylker,
        "map": close_up({fylke.number for fylke in fylker}),
        "plan": Plan(milestones_of(region, on=today)),
        "knutepunkt": Knutepunkt.objects.filter(region=region).active(on=today).first(),
        "events": list(coming.order_by("starts_at")[:4]),
        "agreements": with_criteria[:MOST_AGREEMENTS],
        "others": len(in_force) - len(with_criteria),
        "inside": can(request.user, Permission.COUNTY_READ, region),
        "form": form,
        "page": page_of(request, list(_kommuner(region, form))),  # a list is counted without being asked for
        "unfolded": bool(request.GET),
    }
    return render(request, "counties/region_detail.html", context)


@require_safe
def region_work(request: SignedInRequest, slug: str) -> HttpResponse:
    """What is left to do, and what is coming; the way to the rest is beside it."""
    region, today = find_region(request, slug), clock.today()
    context = {
        "region": region,
        "left": work_in(request.user, region, visit_since(previous_visit(request))),
        "ahead": coming_in(region, on=today),
        "may_record": can(request.user, Permission.WORK_RECORD, region),
    }
    return render(request, "counties/region_work.html", context)


@login_not_required
@require_safe
def kommune_export(request: HttpRequest, slug: str, kind: str) -> FileAnswer:
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=slug)
    rows = _kommuner(region, KommuneFilterForm(request.GET))
    return respond_table(KommuneTable(rows), kind, "kommuner", region)


def _filtered(form: RegionFilterForm) -> QuerySet[Region]:
    """Regions as the search row says; a wrong value there filters nothing."""
    regions = Region.objects.select_related("pulje").with_size()
    form.is_valid()
    if pulje := form.cleaned_data.get("pulje"):
        regions = regions.filter(pulje=pulje)
    if text := form.cleaned_data.get("q"):
        kommuner = ("fylker__kommuner__name", "fylker__kommuner__parallel_name")
        regions = with_words(regions, text, "name", many=["fylker__name", *kommuner])
    return regions.order_by("number")


def _kommuner(region: Region, form: KommuneFilterForm) -> QuerySet[Kommune]:
    kommuner = Kommune.objects.filter(fylke__region=region).select_related("fylke")
    if form.is_valid() and (text := form.cleaned_data["q"]):
        kommuner = with_words(kommuner, text, "name", "parallel_name")
    return kommuner
