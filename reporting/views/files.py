"""The report as PDF: the sealed file itself, or a draft drawn on request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.access import Permission, require
from portal.files import attachment, inline, named
from portal.http import SignedInRequest
from portal.models import Job
from portal.pages import get_visible
from reporting import snapshot
from reporting.models import AnnualReport, DraftPdf, SealedPdf, SealedReport
from reporting.operations import rendering
from reporting.operations.signing import RENDER_SEALED
from reporting.views.find import find_report
from reporting.views.reading import compiled
from reporting.workspace import space_of


@login_not_required
@never_cache
@require_safe
def report_pdf(request: HttpRequest, round_slug: str, slug: str) -> HttpResponse:
    """The sealed PDF that this person reads; while there is none, the draft or the way to get it."""
    report = find_report(request, round_slug, slug)
    seal = report.seal_for(request.user)
    return _sealed(request, report, seal) if seal else _draft(request, report)


@login_not_required
@never_cache
@require_safe
def seal_pdf(request: HttpRequest, round_slug: str, slug: str, number: int) -> HttpResponse:
    """One numbered version, also a replaced one for those inside."""
    rows = SealedReport.objects.visible_to(request.user).select_related("report__round", "report__region")
    seal = get_visible(
        request, rows, report__round__slug=round_slug, report__region__slug=slug, number=number
    )
    return _sealed(request, seal.sealed_report, seal)


@never_cache
@require_safe
def report_word(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    """What this person reads of it, for comments on paper; for those inside."""
    from reporting import word  # noqa: PLC0415 - a web process has python-docx when it is asked for a file

    report = find_report(request, round_slug, slug)
    require(request.user, Permission.REPORT_READ, report)
    whole = compiled(report, report.seal_for(request.user))
    name = named("utkast" if whole.is_draft else "årsrapport", report.round.year, report.region)
    return attachment(word.draw(whole, on=clock.today()), word.TYPE, f"{name}.docx")


@require_POST
def draft_request(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = find_report(request, round_slug, slug)
    draft = rendering.request_draft(report=report, by=request.user)
    if draft.file:
        return redirect(report.url("report-pdf"))
    return redirect(Job.objects.get(kind=rendering.RENDER_DRAFT, key=str(draft.pk)))


def _sealed(request: HttpRequest, report: AnnualReport, seal: SealedReport) -> HttpResponse:
    try:
        return _pdf(rendering.sealed_bytes(seal), seal.file_name)
    except SealedPdf.DoesNotExist:
        job = Job.objects.filter(kind=RENDER_SEALED, key=str(seal.pk)).first()
        return render(request, "reporting/report_pdf.html", _waits(request, report, seal, job))


def _draft(request: HttpRequest, report: AnnualReport) -> HttpResponse:
    require(request.user, Permission.REPORT_READ, report)
    wanted = snapshot.sha256(snapshot.canonical(snapshot.draft(report)))
    draft = DraftPdf.objects.filter(report=report, snapshot_sha256=wanted).first()
    if draft is not None and draft.file:
        with draft.file.open("rb") as file:
            return _pdf(file.read(), f"{named('utkast', report.round.year, report.region)}.pdf")
    job = Job.objects.filter(kind=rendering.RENDER_DRAFT, key=str(draft.pk)).first() if draft else None
    return render(request, "reporting/report_pdf.html", _waits(request, report, None, job))


def _pdf(content: bytes, name: str) -> HttpResponse:
    return inline(content, "application/pdf", name)


def _waits(
    request: HttpRequest, report: AnnualReport, seal: SealedReport | None, job: Job | None
) -> dict[str, Any]:
    """What the page with no PDF yet is drawn from."""
    space = space_of(report, request.user, request.path)
    return {"report": report, "seal": seal, "job": job, "space": space}
