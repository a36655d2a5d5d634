"""Reading a report: its front, the whole of it, and its history."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import clock
from portal.access import Permission, can, require
from portal.http import SignedInRequest
from portal.lists import page_of
from reporting.changes import year_before
from reporting.compile import compile_report
from reporting.compiled import CompiledReport
from reporting.completion import ReportCompletion, completion_of
from reporting.counted import who_overruled
from reporting.models import AnnualReport, SealedReport
from reporting.operations.steps import HANDS_IN, mark_of
from reporting.snapshot import canonical, draft, sha256
from reporting.summary import summary_of
from reporting.views.find import find_report
from reporting.workflow import REPORT, REVIEW, Action
from reporting.workspace import next_step, space_of

if TYPE_CHECKING:
    from portal.access import Person


@login_not_required
@require_safe
def report_detail(request: HttpRequest, round_slug: str, slug: str) -> HttpResponse:
    """The working page for those inside; for everyone else the published report itself."""
    report = find_report(request, round_slug, slug)
    if not can(request.user, Permission.REPORT_READ, report):
        return _read(request, report)
    progress = completion_of(report)
    following = next_step(report, request.user, progress)
    closed = report.is_closed(on=clock.today())
    left_out = REVIEW | {following.action, Action.SUBMIT} | (set(HANDS_IN) if closed else set())
    seals = list(report.seals.select_related("signed_by", "pdf").order_by("-number"))
    context = {
        "report": report,
        "progress": progress,
        "space": space_of(report, request.user, request.path, progress),
        "next_step": following,
        "steps": [step for step in REPORT.steps(report, request.user) if step.action not in left_out],
        "seen": mark_of(report),
        "may_write": report.takes_words(on=clock.today())
        and can(request.user, Permission.REPORT_WRITE, report),
        "days_left": (report.due_on - clock.today()).days,
        "closed": closed,
        "extension": report.extension,
        "is_late": report.is_late(on=clock.today()),
        "last_event": report.events.select_related("done_by").order_by("-pk").first(),
        "seals": [
            (seal, earlier, at > 0 or not report.is_sealed)
            for at, (seal, earlier) in enumerate(zip_longest(seals, seals[1:]))
        ],
        "signed": compiled(report, seals[0]) if seals and report.is_sealed else None,
    }
    return render(request, "reporting/report_detail.html", context)


@login_not_required
@require_safe
def report_read(request: HttpRequest, round_slug: str, slug: str) -> HttpResponse:
    """The whole report on one page."""
    return _read(request, find_report(request, round_slug, slug))


@require_safe
def report_history(request: HttpRequest, round_slug: str, slug: str) -> HttpResponse:
    report = find_report(request, round_slug, slug)
    require(request.user, Permission.REPORT_READ, report)
    events = report.events.select_related("done_by", "seal").prefetch_related(
        "comments__section", "comments__question"
    )
    context = {
        "report": report,
        "space": space_of(report, request.user, request.path),
        "page": page_of(request, events.order_by("-pk")),
        "extensions": report.extensions.select_related("given_by").order_by("-pk"),
        "reminders": report.reminders.order_by("-pk"),
        "saves": report.answers.select_related("saved_by", "section").order_by("-saved_at"),
    }
    return render(request, "reporting/report_history.html", context)


def _read(request: HttpRequest, report: AnnualReport) -> HttpResponse:
    seal = report.seal_for(request.user)
    progress = None if seal else completion_of(report)
    content = compiled(report, seal, progress)
    context: dict[str, Any] = {
        "report": report,
        "seal": seal,
        "earlier": _before(seal, request.user),
        "compiled": content,
        "space": space_of(report, request.user, request.path, progress, content),
        "may_write": report.takes_words(on=clock.today())
        and can(request.user, Permission.REPORT_WRITE, report),
    }
    return render(request, "reporting/report_read.html", context)


def _before(seal: SealedReport | None, person: Person) -> SealedReport | None:
    """The newest of the earlier versions that the person may read (1 query, none for a first version)."""
    if seal is None or seal.number == 1:
        return None
    rows = SealedReport.objects.visible_to(person).filter(report=seal.report_id, number__lt=seal.number)
    return rows.order_by("-number").first()


def compiled(
    report: AnnualReport, seal: SealedReport | None, progress: ReportCompletion | None = None
) -> CompiledReport:
    """The sealed version where there is one to read, else the draft as it stands."""
    if seal is not None:
        return compile_report(seal.content, sha256=seal.sha256)
    content = draft(report, progress)
    return compile_report(content, sha256=sha256(canonical(content)))


def read_before_act(
    request: SignedInRequest,
    report: AnnualReport,
    seal: SealedReport | None,
    progress: ReportCompletion | None = None,
) -> dict[str, Any]:
    """What the pages to sign and to judge show before their buttons: the text, and what to look at in it."""
    content = seal.content if seal else draft(report, progress)
    mark = seal.sha256 if seal else sha256(canonical(content))
    whole = compile_report(content, sha256=mark)
    return {
        "report": report,
        "content": content,
        "compiled": whole,
        "space": space_of(report, request.user, request.path, compiled=whole),
        "summary": summary_of(report, content, year_before(report), who_overruled(report)),
    }
