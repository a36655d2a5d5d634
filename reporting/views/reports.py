"""The list of reports: the public sees the published ones, others what their roles let them see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.models import Region
from portal import clock
from portal.files import respond_table
from portal.lists import page_of
from portal.norwegian import with_words
from reporting.completion import completion_of_many
from reporting.forms import ReportFilterForm
from reporting.models import AnnualReport
from reporting.tables import ReportTable
from reporting.workflow import HANDED_IN, Status


@login_not_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    form = ReportFilterForm(request.GET)
    page = page_of(request, _filtered(request, form))
    progress = completion_of_many([report for report in page if _is_open(report)])
    today = clock.today()
    rows = [
        {
            "report": report,
            "status": Status(report.seen_status),
            "progress": progress.get(report.pk),
            "is_late": report.is_late(on=today),
        }
        for report in page
    ]
    filtered = form.is_valid() and any(form.cleaned_data.values())
    context = {"form": form, "page": page, "rows": rows, "filtered": filtered}
    return render(request, "reporting/report_list.html", context)


@login_not_required
@require_safe
def report_export(request: HttpRequest, kind: str) -> HttpResponse:
    rows = _filtered(request, ReportFilterForm(request.GET))
    return respond_table(ReportTable(rows), kind, "årsrapporter")


def _is_open(report: AnnualReport) -> bool:
    """Whether somebody writes in it, as far as the reader may know."""
    return (report.reopened_status or report.seen_status) not in HANDED_IN


def _filtered(request: HttpRequest, form: ReportFilterForm) -> QuerySet[AnnualReport]:
    """Newest year first, then by region's number; a wrong value in the search row filters nothing."""
    reports = AnnualReport.objects.visible_to(request.user).with_seen_status(request.user).for_lists()
    form.is_valid()
    wanted = form.cleaned_data
    if text := wanted.get("q"):
        reports = reports.filter(region__in=_regions_called(text))
    if round_ := wanted.get("year"):
        reports = reports.of_round(round_)
    if pulje := wanted.get("pulje"):
        reports = reports.filter(region__pulje=pulje)
    if status := wanted.get("status"):
        reports = reports.filter(Q(("seen_status", status)))  # annotated, so unknown to the type checker
    return reports.order_by("-round__year", "region__number")


def _regions_called(text: str) -> QuerySet[Region]:
    return with_words(Region.objects.all(), text, "name", many=["fylker__name"])
