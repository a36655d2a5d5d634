"""What a section said before, to look at and to take back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.access import Permission
from portal.http import SignedInRequest, whole_number
from portal.lists import page_of
from reporting.operations import writing
from reporting.versions import differing, version_of, versions_of
from reporting.views.find import find_chapter
from reporting.workspace import space_of


@require_safe
def section_versions(request: SignedInRequest, round_slug: str, slug: str, section: str) -> HttpResponse:
    report, progress, row = find_chapter(request, round_slug, slug, section, Permission.REPORT_WRITE)
    context = {
        "report": report,
        "row": row,
        "space": space_of(report, request.user, row.url, progress),
        "page": page_of(request, versions_of(report, row.section)),
    }
    return render(request, "reporting/section_versions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section_version(
    request: SignedInRequest, round_slug: str, slug: str, section: str, number: int
) -> HttpResponse:
    """GET shows where the version differs from what stands; POST takes it back."""
    report, progress, row = find_chapter(request, round_slug, slug, section, Permission.REPORT_WRITE)
    version = version_of(report, row.section, number)
    if version is None:
        raise Http404
    if request.method == "POST":
        seen = whole_number(request.POST.get("version", ""), highest=999_999_999)
        writing.take_back(
            report=report,
            section=row.section,
            number=number,
            version=-1 if seen is None else seen,
            by=request.user,
        )
        messages.success(request, _("Versjon %d er hentet tilbake.") % number)
        return redirect(row.url)
    stands = row.saved.values if row.saved else {}
    context = {
        "report": report,
        "row": row,
        "version": version,
        "differing": differing(list(row.section.questions.all()), version.values, stands),
        "space": space_of(report, request.user, row.url, progress),
        "may_write": report.takes_words(on=clock.today()),
    }
    return render(request, "reporting/section_version.html", context)
