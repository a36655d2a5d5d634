"""The national overview. What a person sees is up to the measures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counties.measures.places import Country, country
from portal import clock
from portal.access import Permission, can
from portal.errors import LoginNeeded
from portal.files import FileAnswer, Sheet, attachment, respond
from portal.http import SignedInRequest, render_part
from portal.lists import page_of
from portal.models import Job
from reporting.overview import sheets
from reporting.overview.charts.specifications import specification
from reporting.overview.country import MeasureMap, ReportGrid, map_of, may_map, reports_of
from reporting.overview.forms import OverviewForm
from reporting.overview.models import OverviewPrint, PrintFile
from reporting.overview.numbers import counted_at
from reporting.overview.operations import prints
from reporting.overview.page import Overview, charts_of, overview_of
from reporting.overview.prints import frozen
from reporting.overview.told import told
from reporting.remarks import Remarks, remarks_at

if TYPE_CHECKING:
    from portal.access import Person

REPORTS = "rapporter"  # the subject that is not one of the tables
MEDIA = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Asked:
    """What the address chooses of the overview, as this person sees it. Each part is read when it is asked for."""

    user: Person
    form: OverviewForm
    where: Country
    on: dt.date

    @cached_property
    def overview(self) -> Overview:
        return overview_of(self.user, self.form.choice(), self.where, self.said, on=self.on)

    @cached_property
    def said(self) -> Remarks:
        return remarks_at()

    @cached_property
    def map(self) -> MeasureMap:
        return map_of(self.user, self.form.choice(), self.form.measure(), self.where, self.said)

    @cached_property
    def reports(self) -> ReportGrid:
        return reports_of(self.user, self.overview.numbers, self.where, on=self.on)

    @cached_property
    def told(self) -> list[str]:
        return told(self.overview.numbers, lambda: self.reports, self.where, on=self.on)

    def sheet(self, key: str) -> Sheet | None:
        """One of the page's tables for a file; None for one that this person does not see."""
        if key == "kart":
            return sheets.of_map(self.map)
        if key == REPORTS:
            return sheets.of_reports(self.reports)
        return sheets.of_table(self.overview.table(key)) if key in self.overview.subjects else None


def _asked(request: HttpRequest) -> Asked:
    on, where = clock.today(), country()
    form = OverviewForm(request.GET, where, may_map(request.user), on=on)
    return Asked(request.user, form, where, on)


@login_not_required
@require_safe
def overview(request: SignedInRequest, subject: str = "") -> HttpResponse:
    """The country in short, or one subject of it. Raises `LoginNeeded` or `Http404` for one that is not seen."""
    asked = _asked(request)
    choice = asked.overview.choice
    subjects = {REPORTS: _("Rapportering")} | asked.overview.subjects
    if subject and subject not in subjects:
        raise Http404 if request.user.is_authenticated else LoginNeeded
    if subject:
        asked.form.hide_map()
    table = asked.overview.table(subject) if subject in asked.overview.subjects else None
    charts = charts_of(table) if table else []
    context: dict[str, Any] = {
        "form": asked.form,
        "choice": choice,
        "overview": asked.overview,
        "subject": subject,
        "subjects": subjects,
        "subject_name": subjects.get(subject, ""),
        "table": table,
        "charts": charts,
        "specifications": {chart.key: specification(chart) for chart in charts},
        "may_mirror": can(request.user, Permission.COUNTY_READ, choice.place.region),
        "counted_at": counted_at(),
    }
    if not subject:
        rows = page_of(request, asked.map.rated_rows)
        context |= {
            "told": asked.told,
            "map": asked.map,
            "page": rows,
            "map_remarks": asked.map.remarks_of(rows),
        }
    if subject == REPORTS:
        context |= {"reports": asked.reports, "page": page_of(request, asked.reports.rows)}
    return render_part(request, "overview/page.html", "figures", context)


@login_not_required
@require_safe
def overview_table_export(request: HttpRequest, key: str, kind: str) -> FileAnswer:
    """One of the page's tables as a file. Raises `LoginNeeded` or `Http404` for one that is not on the page."""
    found = _asked(request).sheet(key)
    if found is None:
        raise Http404 if request.user.is_authenticated else LoginNeeded
    return respond(found, kind, "oversikt", key)


@require_POST
def print_request(request: SignedInRequest) -> HttpResponse:
    """The files of what the address chooses, as the page shows it."""
    asked = _asked(request)
    content = frozen(asked.overview, asked.map, asked.reports, asked.told, counted_at())
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
