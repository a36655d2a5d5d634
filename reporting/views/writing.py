"""Writing a section."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock, formats
from portal.access import Permission, require
from portal.errors import Conflict
from portal.http import SignedInRequest, asks_for_json, whole_number
from reporting import presence
from reporting.changes import year_before
from reporting.chapter import CheckedChapter, chapter_of
from reporting.completion import ReportCompletion, SectionCompletion
from reporting.counted import fields_of, who_overruled
from reporting.forms import SectionForm
from reporting.models import AnnualReport, SectionAnswers
from reporting.operations import writing
from reporting.section_sheet import SectionSheetForm, numeric
from reporting.views.find import find_chapter, find_report
from reporting.workspace import space_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: SignedInRequest, round_slug: str, slug: str, section: str) -> HttpResponse:
    if request.method == "POST" and asks_for_json(request):
        return _autosave(request, find_report(request, round_slug, slug), section)
    report, progress, row = find_chapter(request, round_slug, slug, section, Permission.REPORT_READ)
    if request.method == "POST":
        return _save(request, report, progress, row)
    require(request.user, Permission.REPORT_WRITE, report)
    if not report.takes_words(on=clock.today()):  # nothing to write in now, but the answers can be read
        return redirect(f"{report.url('report-read')}#kapittel-{section}")
    form = SectionForm(row.section, row.saved.values if row.saved else None, row.figures)
    return section_page(request, report, progress, row, form, version=row.saved.version if row.saved else 0)


def _save(
    request: SignedInRequest, report: AnnualReport, progress: ReportCompletion, row: SectionCompletion
) -> HttpResponse:
    typed = SectionForm(row.section, figures=row.figures).typed(request.POST)
    try:
        saved = writing.save_section(
            report=report, section=row.section, values=typed, version=_version(request), by=request.user
        )
    except writing.SectionStale as stale:
        return _conflict(request, report, progress, row, stale)
    except Conflict as conflict:
        return _not_saved(request, report, progress, row, conflict, typed)
    wrong = progress.with_values(row, saved.values).wrong
    if wrong:
        text = ngettext(
            "Kapittelet er lagret, men %d svar må rettes eller forklares før rapporten kan sendes.",
            "Kapittelet er lagret, men %d svar må rettes eller forklares før rapporten kan sendes.",
            len(wrong),
        )
        messages.warning(request, text % len(wrong))
        return redirect(row.url)
    messages.success(request, _("Kapittel %s er lagret.") % row.section.number)
    following = progress.next_after(row)
    if "next" in request.POST:
        return redirect(following.url if following else report)
    return redirect(row.url)


def _autosave(request: SignedInRequest, report: AnnualReport, section: str) -> HttpResponse:
    """As `_save`, for the page's script: what became of it, which version it is, what the rules say of the answers,
    and who else is here. A mere sign of life gets the same answer, and saves nothing."""
    require(request.user, Permission.REPORT_WRITE, report)
    row = chapter_of(report, section)
    if row is None:
        raise Http404
    typed = SectionForm(row.section, figures=row.figures).typed(request.POST)
    others = here_too(presence.meet(report, row.section, request.user))
    keep = writing.look_in if "alive" in request.POST else partial(writing.save_section, looked_over=False)
    version = _version(request)
    try:
        saved = keep(report=report, section=row.section, values=typed, version=version, by=request.user)
    except writing.SectionStale as stale:
        return JsonResponse(
            {"state": "stale", "said": stale.reason, "others": others}, status=HTTPStatus.CONFLICT
        )
    except Conflict as conflict:
        return JsonResponse(
            {"state": "refused", "said": conflict.reason, "others": others}, status=HTTPStatus.CONFLICT
        )
    return JsonResponse(
        {
            "state": "saved",
            "version": saved.version,
            "said": said_of(saved),
            "others": others,
            "breaches": breaches_of(row.with_values(saved.values)),
        }
    )


def breaches_of(row: CheckedChapter) -> dict[str, str]:
    """By the key of each question that breaks a rule, what its page says of that (HTML)."""
    return {
        key: render_to_string("reporting/breaches.html", {"breaches": found})
        for key, found in row.breaches.items()
    }


def said_of(saved: SectionAnswers | None) -> str:
    """When and by whom a section was saved last, in words."""
    if saved is None or saved.saved_at is None:
        return ""
    words = {"when": formats.moment(saved.saved_at), "who": saved.saved_by}
    return _("Lagret %(when)s av %(who)s.") % words


def here_too(names: list[str]) -> str:
    """ "Kari Nordlie skriver her nå.", or nothing."""
    if not names:
        return ""
    said = ngettext("%s skriver her nå.", "%s skriver her nå.", len(names))
    return said % get_text_list(names, _("og"))


def _version(request: HttpRequest) -> int:
    version = whole_number(request.POST.get("version", ""), highest=999_999_999)
    return -1 if version is None else version


def _conflict(
    request: SignedInRequest,
    report: AnnualReport,
    progress: ReportCompletion,
    row: SectionCompletion,
    stale: writing.SectionStale,
) -> HttpResponse:
    """Both texts side by side; saving from here replaces the other's, knowingly."""
    theirs = SectionForm(row.section, stale.saved.values, row.figures)
    form = SectionForm(row.section, stale.typed, row.figures)
    differing = {
        name: theirs[name]
        for name in form.fields
        if stale.typed.get(name, "") != stale.saved.values.get(name, "")
    }
    return section_page(
        request,
        report,
        progress,
        row,
        form,
        version=stale.saved.version,
        status=HTTPStatus.CONFLICT,
        stale=stale,
        differing=differing,
    )


def _not_saved(
    request: SignedInRequest,
    report: AnnualReport,
    progress: ReportCompletion,
    row: SectionCompletion,
    conflict: Conflict,
    typed: dict[str, Any],
) -> HttpResponse:
    """The report was sent or signed meanwhile: what was typed stays on the screen to be copied."""
    return section_page(
        request,
        report,
        progress,
        row,
        SectionForm(row.section, typed, row.figures),
        version=_version(request),
        status=HTTPStatus.CONFLICT,
        refused=conflict.reason,
    )


def section_page(
    request: SignedInRequest,
    report: AnnualReport,
    progress: ReportCompletion,
    row: SectionCompletion,
    form: SectionForm,
    *,
    version: int,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    before = year_before(report)
    by = who_overruled(report, row.section) if row.has_overruled else {}
    counted, asked = fields_of(form, before, by, progress.with_values(row, form.data))
    context = {
        "report": report,
        "progress": progress,
        "row": row,
        "form": form,
        "counted": counted,
        "asked": asked,
        "before": before,
        "version": version,
        "space": space_of(report, request.user, row.url, progress),
        "previous": progress.before(row),
        "following": progress.after(row),
        "next_chapter": progress.next_after(row),
        "locked": not report.takes_words(on=clock.today()),
        "others": here_too(presence.others(report, row.section, request.user)),
        "said": said_of(row.saved),
        "upload": SectionSheetForm() if numeric(row.section) else None,
        **more,
    }
    return render(request, "reporting/section_edit.html", context, status=status)
