"""Puljer at the same age, and each region's mirror."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.progress import left_for
from counties.views.find import find_region
from portal import clock
from portal.http import SignedInRequest
from reporting.charts.overview import specification
from reporting.dashboards.comparison import comparable, comparison_of
from reporting.dashboards.country import country
from reporting.dashboards.forms import ComparisonForm, MirrorForm
from reporting.dashboards.mirror import happenings, mirror_of
from reporting.dashboards.numbers import counted_at


@login_not_required
@require_safe
def pulje_comparison(request: HttpRequest) -> HttpResponse:
    on, where = clock.today(), country()
    form = ComparisonForm(request.GET, where, comparable(request.user))
    compared = comparison_of(request.user, form.measure(), form.place().region, where, on=on)
    context = {
        "form": form,
        "compared": compared,
        "specifications": {compared.chart.key: specification(compared.chart)},
        "counted_at": counted_at(),
    }
    return render(request, "reporting/overview/comparison.html", context)


@require_safe
def region_mirror(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    on = clock.today()
    form = MirrorForm(request.GET, on=on)
    since = on - dt.timedelta(days=form.chosen_days())
    context = {
        "region": region,
        "form": form,
        "year": form.chosen_year(),
        "rows": mirror_of(request.user, region, form.chosen_year()),
        "left": left_for(region, on=on),
        "happened": happenings(region, since=since),
        "since": since,
        "counted_at": counted_at(),
    }
    return render(request, "reporting/overview/mirror.html", context)
