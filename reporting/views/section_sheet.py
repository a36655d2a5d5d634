"""A chapter's numbers from a sheet: the file fills the form, and the person saves it there."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.access import Permission
from portal.files import FileAnswer, respond
from portal.http import SignedInRequest
from reporting.answers import Raw
from reporting.completion import ReportCompletion, SectionCompletion
from reporting.models import AnnualReport
from reporting.section_sheet import SectionSheetForm, fill, numeric, template
from reporting.views.find import find_chapter
from reporting.views.writing import section_page


@never_cache
@require_safe
def section_sheet(
    request: SignedInRequest, round_slug: str, slug: str, section: str, kind: str
) -> FileAnswer:
    """The template to fill in."""
    report, _progress, row = _find(request, round_slug, slug, section)
    values = row.saved.values if row.saved else {}
    return respond(template(row.section, values), kind, "tall", round_slug, report.region, row.section.title)


@never_cache
@require_POST
def section_fill(request: SignedInRequest, round_slug: str, slug: str, section: str) -> HttpResponse:
    report, progress, row = _find(request, round_slug, slug, section)
    if not report.takes_words(on=clock.today()):
        return redirect(f"{report.url('report-read')}#kapittel-{section}")
    upload = SectionSheetForm(request.POST, request.FILES)
    stands = row.saved.values if row.saved else {}
    found: dict[str, Raw] = {}
    if upload.is_valid():
        try:
            found, notes = upload.typed(row.section)
            for note in notes:
                messages.info(request, note)
        except ValidationError as error:
            upload.add_error("file", error)
    form = fill(row.section, stands, found, row.figures)
    version = row.saved.version if row.saved else 0
    return section_page(
        request, report, progress, row, form, version=version, upload=upload, filled=bool(found)
    )


def _find(
    request: SignedInRequest, round_slug: str, slug: str, section: str
) -> tuple[AnnualReport, ReportCompletion, SectionCompletion]:
    """For those who write in it. Raises `Http404`, also for a chapter without numbers."""
    report, progress, row = find_chapter(request, round_slug, slug, section, Permission.REPORT_WRITE)
    if not numeric(row.section):
        raise Http404
    return report, progress, row
