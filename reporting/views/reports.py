"""The list of reports: the public sees the published ones, others what their roles let them see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from counties.models import Region
from portal import clock
from portal.files import FileAnswer, respond_table
from reporting.by_year import by_year, parts_of
from reporting.completion import completion_of_many
from reporting.forms import ReportFilterForm
from reporting.models import AnnualReport
from reporting.models.national import years_to_open
from reporting.models.reports import AnnualReportQuerySet
from reporting.models.rounds import RoundKind
from reporting.tables import ReportTable
from reporting.views.bulk import files_of_rounds
from reporting.views.find import regions_called
from reporting.workflow import HANDED_IN


@login_not_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """A page is a few years, of all regions where there are not more of them than fit."""
    form = ReportFilterForm(request.GET)
    found = _filtered(request, form)
    every_year = list(
        found.yearly().order_by("-round__year").values_list("round__year", flat=True).distinct()
    )
    every_region = _regions(form, found)
    page = Paginator(parts_of(every_year, every_region), 1).get_page(request.GET.get("side"))
    years, regions = page.object_list[0] if page.object_list else ([], [])
    yearly = Q(round__kind=RoundKind.YEARLY)
    rows = list(
        found.filter(Q(yearly, round__year__in=years, region__in=regions) | ~yearly).defer(
            "published_seal__snapshot"
        )
    )
    reports = [report for report in rows if report.round.is_yearly]
    progress = completion_of_many([report for report in reports if _is_open(report)])
    filtered = any(form.cleaned_data.values())
    context = {
        "form": form,
        "page": page,
        "grid": by_year(reports, regions, years, progress, on=clock.today()),
        "note": _in_words(len(every_region), len(every_year)) if reports else "",
        "filtered": filtered,
        "files": files_of_rounds(years),
        "national_years": years_to_open(request.user, years),
        "others": [report for report in rows if not report.round.is_yearly],
    }
    return render(request, "reporting/report_list.html", context)


def _in_words(regions: int, years: int) -> str:
    many = ngettext("%d fylke eller region", "%d fylker og regioner", regions) % regions
    return _("%(regions)s, %(years)s år") % {"regions": many, "years": years}


def _regions(form: ReportFilterForm, found: AnnualReportQuerySet) -> list[Region]:
    """The rows: all that are searched among, or those with a report where one is looked for by its state."""
    wanted = form.cleaned_data
    regions = Region.objects.select_related("pulje").order_by("number")
    if wanted.get("status"):
        regions = regions.filter(pk__in=found.yearly().order_by().values("region"))
    if text := wanted.get("q"):
        regions = regions.filter(pk__in=regions_called(text))
    if pulje := wanted.get("pulje"):
        regions = regions.filter(pulje=pulje)
    return list(regions)


@login_not_required
@require_safe
def report_export(request: HttpRequest, kind: str) -> FileAnswer:
    rows = _filtered(request, ReportFilterForm(request.GET)).yearly()
    return respond_table(ReportTable(rows), kind, "årsrapporter")


def _is_open(report: AnnualReport) -> bool:
    """Whether somebody writes in it, as far as the reader may know."""
    return (report.reopened_status or report.seen_status) not in HANDED_IN


def _filtered(request: HttpRequest, form: ReportFilterForm) -> AnnualReportQuerySet:
    """Newest year first, then by region's number; a wrong value in the search row filters nothing."""
    reports = AnnualReport.objects.visible_to(request.user).with_seen_status(request.user).for_lists()
    form.is_valid()
    wanted = form.cleaned_data
    if text := wanted.get("q"):
        reports = reports.filter(region__in=regions_called(text))
    if round_ := wanted.get("year"):
        reports = reports.of_round(round_)
    if pulje := wanted.get("pulje"):
        reports = reports.filter(region__pulje=pulje)
    if status := wanted.get("status"):
        reports = reports.filter(Q(("seen_status", status)))  # annotated, so unknown to the type checker
    return reports.order_by("-round__year", "region__number")
