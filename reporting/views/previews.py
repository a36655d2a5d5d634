"""A template as a county will see it: the same forms, for a report that is nowhere kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counties.models import Region
from portal import clock
from portal.http import SignedInRequest
from reporting.changes import year_before
from reporting.checked import CheckedReport
from reporting.completion import SectionCompletion
from reporting.counted import fields_of
from reporting.figures import of_reports
from reporting.forms import SectionForm
from reporting.models import AnnualReport, ReportingRound, ReportTemplate
from reporting.structure import sections_of
from reporting.template_forms import PreviewForm
from reporting.views.templates import WRITES, find_template


@require_safe
def template_preview(request: SignedInRequest, key: str) -> HttpResponse:
    """At the first chapter."""
    template = find_template(request, key)
    first = template.sections.order_by("number").first()
    if first is None:
        messages.warning(request, _("Malen har ingen kapitler ennå."))
        return redirect(template)
    return redirect("reporting:chapter-preview", template.key, first.key)


@never_cache
@require_http_methods(WRITES)
def chapter_preview(request: SignedInRequest, key: str, section: str) -> HttpResponse:
    """GET shows the chapter to fill in; POST says what would be wrong with the answers, and keeps none of them."""
    template, choice = find_template(request, key), PreviewForm(request.GET)
    report = _report(template, choice.wanted.get("fylke"))
    sections = sections_of([template.pk], [report])[template.pk]
    row = next((found for found in sections if found.key == section), None)
    if row is None:
        raise Http404
    figures = of_reports([report])[report.pk]
    typed = SectionForm(row, figures=figures).typed(request.POST) if request.method == "POST" else None
    form = SectionForm(row, typed, figures)
    before = year_before(report)
    checked = CheckedReport(report, sections, {row.pk: typed or {}}, figures)
    completion = SectionCompletion(report, row, None, (), checked)
    counted, asked = fields_of(form, before, {}, completion)
    context = {
        "template": template,
        "sections": sections,
        "section": row,
        "report": report,
        "choice": choice,
        "form": form,
        "counted": counted,
        "asked": asked,
        "before": before,
        "is_tried": typed is not None and form.is_valid() and not completion.breaches,
    }
    return render(request, "reporting/chapter_preview.html", context)


def _report(template: ReportTemplate, region: Region | None) -> AnnualReport:
    """Of the year that the template is for, as far as a round says so."""
    round_ = template.reportinground_set.order_by("-year").first()
    year = round_.year if round_ else clock.today().year
    chosen = region or Region.objects.select_related("pulje").order_by("number").first()
    return AnnualReport(round=ReportingRound(year=year, template=template), region=chosen)
