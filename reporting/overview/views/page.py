"""The national overview. What a person sees is up to the measures."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from counties.measures.places import country
from portal import clock
from portal.access import Permission, can
from portal.errors import LoginNeeded
from portal.files import attachment, respond
from portal.http import SignedInRequest, render_part
from portal.models import Job
from reporting.overview import sheets
from reporting.overview.charts.specifications import specification
from reporting.overview.country import MeasureMap, ReportGrid, map_of, may_map, reports_of
from reporting.overview.forms import OverviewForm
from reporting.overview.models import OverviewPrint, PrintFile
from reporting.overview.numbers import counted_at
from reporting.overview.operations import prints
from reporting.overview.page import Overview, overview_of
from reporting.overview.prints import frozen

MEDIA = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Asked:
    """What the address chooses of the overview, as this person sees it."""

    form: OverviewForm
    overview: Overview
    map: MeasureMap
    reports: ReportGrid


def _asked(request: HttpRequest) -> Asked:
    on, where = clock.today(), country()
    form = OverviewForm(request.GET, where, may_map(request.user), on=on)
    found = overview_of(request.user, form.choice(), on=on)
    return Asked(
        form=form,
        overview=found,
        map=map_of(request.user, found.choice, form.measure(), where),
        reports=reports_of(request.user, found.numbers, where, on=on),
    )


@login_not_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    asked = _asked(request)
    choice = asked.overview.choice
    context = {
        "form": asked.form,
        "choice": choice,
        "overview": asked.overview,
        "map": asked.map,
        "reports": asked.reports,
        "specifications": {chart.key: specification(chart) for chart in asked.overview.charts},
        "may_mirror": can(request.user, Permission.COUNTY_READ, choice.place.region),
        "counted_at": counted_at(),
    }
    return render_part(request, "overview/page.html", "figures", context)


@login_not_required
@require_safe
def overview_table_export(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """One of the page's tables as a file. Raises `LoginNeeded` or `Http404` for one that is not on the page."""
    asked = _asked(request)
    found = {table.key: sheets.of_table(table) for table in asked.overview.tables}
    found |= {"kart": sheets.of_map(asked.map), "rapporter": sheets.of_reports(asked.reports)}
    if key not in found:
        raise Http404 if request.user.is_authenticated else LoginNeeded
    return respond(found[key], kind, "oversikt", key)


@require_POST
def print_request(request: SignedInRequest) -> HttpResponse:
    """The files of what the address chooses, as the page shows it."""
    asked = _asked(request)
    content = frozen(asked.overview, asked.map, asked.reports, counted_at())
    return redirect(prints.request(content=content, by=request.user))


@require_safe
def print_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(OverviewPrint.objects.visible_to(request.user), pk=pk)
    job = Job.objects.filter(kind=prints.DRAW_OVERVIEW, key=str(found.pk)).first()
    files = list(found.files.all())
    if not files and job is not None:
        return redirect(job)
    context = {
        "print": found,
        "pdf": next((file for file in files if file.name.endswith(".pdf")), None),
        "charts": _by_chart(files),
    }
    return render(request, "overview/print.html", context)


@require_safe
def print_file(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    found = get_object_or_404(OverviewPrint.objects.visible_to(request.user), pk=pk)
    stored = next((file for file in found.files.all() if file.name == name), None)
    if stored is None:
        raise Http404
    with stored.file.open("rb") as file:  # at most some hundred kB
        return attachment(file.read(), MEDIA[name.rpartition(".")[2]], stored.name)


def _by_chart(files: list[PrintFile]) -> list[tuple[str, list[PrintFile]]]:
    """Title → its pictures, in the page's order."""
    found: dict[str, list[PrintFile]] = {}
    for file in files:
        if not file.name.endswith(".pdf"):
            found.setdefault(file.title, []).append(file)
    return list(found.items())
