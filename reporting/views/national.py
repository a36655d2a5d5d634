"""The national overview and the rows behind its figures. What a person sees is up to the measures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from portal import clock
from portal.access import Permission, can, require, scope
from portal.errors import LoginNeeded
from portal.exports import respond_table
from portal.http import SignedInRequest, render_part
from portal.lists import PER_PAGE, page_number
from reporting.charts.overview import specification
from reporting.dashboards.country import country, map_of, may_map, reports_of
from reporting.dashboards.forms import OverviewForm, RowsForm
from reporting.dashboards.measures import MEASURES, Measure
from reporting.dashboards.national import overview_of
from reporting.dashboards.numbers import counted_at
from reporting.dashboards.rows import ROW_LISTS, Narrowing, rows_of, sum_of
from reporting.tables import RowTable


@login_not_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    on, where = clock.today(), country()
    form = OverviewForm(request.GET, where, may_map(request.user), on=on)
    choice = form.choice()
    found = overview_of(request.user, choice, on=on)
    context = {
        "form": form,
        "choice": choice,
        "overview": found,
        "map": map_of(request.user, choice, form.measure(), where),
        "reports": reports_of(request.user, choice, where, on=on),
        "specifications": {chart.key: specification(chart) for chart in found.charts},
        "may_mirror": can(request.user, Permission.COUNTY_READ, choice.place.region),
        "counted_at": counted_at(),
    }
    return render_part(request, "reporting/overview/national.html", "figures", context)


@login_not_required
@require_safe
def overview_rows(request: HttpRequest, key: str) -> HttpResponse:
    measure = _readable(request, key)
    form = RowsForm(request.GET, country(), measure)
    rows = rows_of(measure, request.user, _narrowing(form), on=clock.today())
    table: RowTable = ROW_LISTS[measure.rows_key].table(rows, user=request.user)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "page": page_number(request)}).configure(table)
    context = {
        "measure": measure,
        "form": form,
        "table": table,
        "page": table.page,
        "sum": sum_of(measure, rows),
        "place": form.place(),
        "filtered": bool(form.wanted),
        "counted_at": counted_at(),
    }
    return render(request, "reporting/overview/rows.html", context)


@login_not_required
@require_safe
def overview_rows_export(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    measure = _readable(request, key)
    form = RowsForm(request.GET, country(), measure)
    rows = rows_of(measure, request.user, _narrowing(form), on=clock.today())
    return respond_table(ROW_LISTS[measure.rows_key].table(rows, user=request.user), kind, f"oversikt-{key}")


def _readable(request: HttpRequest, key: str) -> Measure:
    """The measure, where this person may read rows of it at all. Raises `Http404`, `LoginNeeded` or `Denied`."""
    measure = MEASURES.get(key)
    if measure is None:
        raise Http404
    if measure.opens and not scope(request.user, measure.opens).anywhere:
        if not request.user.is_authenticated:
            raise LoginNeeded
        require(request.user, measure.opens)
    return measure


def _narrowing(form: RowsForm) -> Narrowing:
    wanted = form.wanted
    return Narrowing(
        place=form.place(),
        year=wanted.get("year"),
        month=wanted.get("month"),
        category=wanted.get("category", ""),
        theme=wanted.get("theme", ""),
        text=wanted.get("q", ""),
    )
