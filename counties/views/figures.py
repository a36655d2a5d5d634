"""The rows behind a figure. What a person sees is up to the measure."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.forms.figures import RowsForm
from counties.measures.lists import ROW_LISTS, rows_of, sum_of, whole_of
from counties.measures.measure import Measure
from counties.measures.places import country
from counties.measures.registry import MEASURES, remarks_on
from counties.measures.tables import RowTable
from portal import clock
from portal.access import require, scope
from portal.errors import LoginNeeded
from portal.files import FileAnswer, respond_table
from portal.lists import paged


@login_not_required
@require_safe
def figure_rows(request: HttpRequest, key: str) -> HttpResponse:
    measure, form, table = _asked(request, key)
    narrowing = form.narrowing()
    paged(request, table)
    context = {
        "measure": measure,
        "form": form,
        "table": table,
        "page": table.page,
        "sum": sum_of(measure, table.data.data),
        "of": whole_of(measure, request.user, narrowing, on=clock.today()),
        "place": narrowing.place,
        "year": narrowing.year,
        "whole": narrowing.place.open_to(request.user, measure.opens),
        "filtered": bool(form.wanted),
        "remarks": remarks_on(measure, narrowing),
    }
    return render(request, "counties/figure_rows.html", context)


@login_not_required
@require_safe
def figure_rows_export(request: HttpRequest, key: str, kind: str) -> FileAnswer:
    measure, form, table = _asked(request, key)
    return respond_table(table, kind, "oversikt", key, notes=remarks_on(measure, form.narrowing()))


def _asked(request: HttpRequest, key: str) -> tuple[Measure, RowsForm, RowTable]:
    measure = _readable(request, key)
    form = RowsForm(request.GET, country(), measure)
    rows = rows_of(measure, request.user, form.narrowing(), on=clock.today())
    return measure, form, ROW_LISTS[measure.rows_key].table(rows, user=request.user)


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
