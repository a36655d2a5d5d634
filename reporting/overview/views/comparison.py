"""Puljer at the same age, and each region's mirror."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counties.measures.places import country
from counties.views.find import find_region
from portal import clock
from portal.files import FileAnswer, respond
from portal.http import SignedInRequest
from portal.lists import page_of
from reporting.overview import sheets
from reporting.overview.charts.specifications import specification
from reporting.overview.comparison import Comparison, comparable, comparison_of
from reporting.overview.forms import ComparisonForm, MirrorForm, SeenForm
from reporting.overview.happenings import happenings
from reporting.overview.mirror import frame_of, mirror_of
from reporting.overview.numbers import counted_at, remarks_on
from reporting.overview.operations import marks


@login_not_required
@require_safe
def pulje_comparison(request: HttpRequest) -> HttpResponse:
    form, compared = _compared(request)
    page = page_of(request, compared.standings)
    context = {
        "form": form,
        "compared": compared,
        "page": page,
        "remarks": remarks_on(standing.figure for standing in page),
        "specifications": {compared.chart.key: specification(compared.chart)},
        "counted_at": counted_at(),
    }
    return render(request, "overview/comparison.html", context)


@login_not_required
@require_safe
def comparison_export(request: HttpRequest, key: str, kind: str) -> FileAnswer:
    _form, compared = _compared(request)
    drawn = {"alder": sheets.of_ages, "regioner": sheets.of_standings}.get(key)
    if drawn is None:
        raise Http404
    return respond(drawn(compared), kind, "puljene", key)


@require_safe
def region_mirror(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    on, frame = clock.today(), frame_of(request.user, region)
    form = MirrorForm(request.GET, on=on, seen_at=frame.seen_at)
    context = {
        "region": region,
        "form": form,
        "year": form.chosen_year(),
        "rows": mirror_of(request.user, region, form.chosen_year()),
        "happened": happenings(region, since=form.since(), person=request.user),
        "since": form.since(),
        "now": clock.now(),
        "counted_at": frame.counted_at,
    }
    return render(request, "overview/mirror.html", context)


@require_safe
def mirror_export(request: SignedInRequest, slug: str, kind: str) -> FileAnswer:
    region = find_region(request, slug)
    year = MirrorForm(request.GET, on=clock.today(), seen_at=None).chosen_year()
    sheet = sheets.of_mirror(mirror_of(request.user, region, year), year, region.pulje.number)
    return respond(sheet, kind, "speil", region, year)


@require_POST
def mirror_seen(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the page showed is seen; what has happened since it was drawn stays news."""
    region = find_region(request, slug)
    form = SeenForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else clock.now()
    marks.mark_seen(region=region, by=request.user, until=min(until, clock.now()))
    messages.success(request, _("Merket som sett. Neste gang ser du bare det som er nytt."))
    return redirect("overview:region-mirror", slug)


def _compared(request: HttpRequest) -> tuple[ComparisonForm, Comparison]:
    on, where = clock.today(), country()
    form = ComparisonForm(request.GET, where, comparable(request.user))
    return form, comparison_of(request.user, form.measure(), form.place().region, where, on=on)
