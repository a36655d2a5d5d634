"""The steps of the workflow, each a page that says what will happen, and a POST that does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import Permission, require
from portal.errors import Stale
from portal.http import SignedInRequest, seen_on
from portal.operations import records
from portal.recent import asked_again
from portal.unsaved import keeps_words
from reporting import reading
from reporting.boxed import in_compiled
from reporting.completion import ReportCompletion, completion_of
from reporting.forms import CommentForm, ReviewForm, SignForm, WordForm
from reporting.models import AnnualReport, ReportingRound, ReportTemplate, Section
from reporting.operations import reports, reviewing, signing
from reporting.operations.reports import TOLD
from reporting.operations.steps import Incomplete, mark_of, require_step, told_of
from reporting.since import counted_otherwise, since_they_came
from reporting.views.find import find_report
from reporting.views.reading import read_before_act
from reporting.workflow import REPORT, Action
from reporting.workspace import space_of

page_and_post = require_http_methods(["GET", "HEAD", "POST"])


def _review_fields(round_slug: str, **_place: str) -> ReviewForm | None:
    round_ = ReportingRound.objects.filter(slug=round_slug).select_related("template").first()
    return ReviewForm(_sections(round_.template)) if round_ else None


@never_cache
@page_and_post
def report_submit(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = _for_step(request, round_slug, slug, Action.SUBMIT)
    if request.method == "POST":
        try:
            reports.submit(report=report, seen=_seen(request), by=request.user)
        except Incomplete as incomplete:
            messages.error(request, incomplete.reason)
            return redirect(report.url("report-submit"))
        messages.success(request, _("Rapporten er sendt til fylkesmannen for signering."))
        return redirect(report)
    progress = completion_of(report)
    space = space_of(report, request.user, request.path, progress)
    context = {"report": report, "progress": progress, "space": space, "seen": mark_of(report)}
    return render(request, "reporting/report_submit.html", context)


@never_cache
@page_and_post
@asked_again
def report_sign(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = _for_step(request, round_slug, slug, Action.SIGN)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seal = signing.sign(report=report, seen=_seen(request), by=request.user)
        except Stale as stale:
            return _sign_page(request, report, SignForm(), stale=stale)
        messages.success(request, _("Rapporten er signert og levert. Kvitteringsnummer: %s") % seal.receipt)
        return redirect(report.url("report-pdf"))
    return _sign_page(request, report, form)


def _sign_page(
    request: SignedInRequest, report: AnnualReport, form: SignForm, *, stale: Stale | None = None
) -> HttpResponse:
    """What is signed, as it stands; where it is `stale`, with what is another than what was read the first time."""
    progress = completion_of(report)
    shown = read_before_act(request, report, None, progress)
    content, read = shown["compiled"], request.POST.get("shown", "")
    context = {
        **shown,
        "form": form,
        **_changes(report, progress, shown),
        "boxed": list(in_compiled(content)),
        "stale": stale,
        "changed": reading.changed_since(read, shown["content"]) if stale else [],
        "seen": content.sha256 if stale else seen_on(request, content.sha256),
        "was_shown": read if read and not stale else reading.written(shown["content"]),
    }
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(request, "reporting/report_sign.html", context, status=status)


def _changes(report: AnnualReport, progress: ReportCompletion, shown: dict[str, Any]) -> dict[str, Any]:
    """Since it came, and since it came the time before, where it has been sent back (1 query)."""
    since = since_they_came([report]).get(report.pk) if shown["summary"].asked else None
    came = shown["content"]["submitted"]
    return {
        "came_at": came and dt.datetime.fromisoformat(came["at"]),
        "came_from": came and came["by"],
        "since": since,
        "since_answers": list(since.answers(progress)) if since else [],
        "counted_otherwise": counted_otherwise(progress),
    }


@never_cache
@page_and_post
@keeps_words(CommentForm)
def report_send_back(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    return _with_comment(
        request,
        _for_step(request, round_slug, slug, Action.SEND_BACK),
        Action.SEND_BACK,
        reports.send_back,
        gettext_lazy("Rapporten er sendt tilbake til koordinatoren."),
    )


@never_cache
@page_and_post
@keeps_words(CommentForm)
def report_withdraw(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    return _with_comment(
        request,
        _for_step(request, round_slug, slug, Action.WITHDRAW),
        Action.WITHDRAW,
        reports.withdraw,
        gettext_lazy("Rapporten er trukket tilbake og kan skrives i igjen."),
    )


@never_cache
@page_and_post
@keeps_words(CommentForm)
def report_reopen(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    return _with_comment(
        request,
        _for_step(request, round_slug, slug, Action.REOPEN),
        Action.REOPEN,
        reports.reopen,
        gettext_lazy("Rapporten er åpnet på nytt. Den forrige utgaven beholdes."),
    )


@never_cache
@require_safe
def report_review(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = find_report(request, round_slug, slug)
    require(request.user, Permission.REPORT_REVIEW, report)
    return _review_page(request, report, _review_form(report, None))


@require_POST
def report_start_review(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = find_report(request, round_slug, slug)
    reports.start_review(report=report, seen=_seen(request), by=request.user)
    return redirect(report.url("report-review"))


@never_cache
@require_POST
@asked_again
@keeps_words(_review_fields)
def report_return(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    report = _for_step(request, round_slug, slug, Action.RETURN)
    form = _review_form(report, request.POST)
    if not form.is_valid():
        return _review_page(request, report, form)
    reports.return_to_region(
        report=report,
        seen=_seen(request),
        by=request.user,
        comment=form.cleaned_data["comment"],
        section_comments=form.section_comments,
        question_comments=form.question_comments,
    )
    messages.success(request, _("Rapporten er returnert til %s.") % report.region)
    return redirect(report)


@never_cache
@page_and_post
@asked_again
@keeps_words(WordForm)
def report_approve(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    done = gettext_lazy("Rapporten er godkjent.")
    form = WordForm(request.POST or None)
    return _once_more(
        request, find_report(request, round_slug, slug), Action.APPROVE, reports.approve, done, form
    )


@never_cache
@page_and_post
def report_publish(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    done = gettext_lazy("Rapporten er publisert. Alle kan lese den nå.")
    return _once_more(request, find_report(request, round_slug, slug), Action.PUBLISH, reports.publish, done)


def _once_more(
    request: SignedInRequest,
    report: AnnualReport,
    action: Action,
    operation: Callable[..., Any],
    done: str | Promise,
    form: WordForm | None = None,
) -> HttpResponse:
    """A page that says what happens and who is told, then the operation on what the person had read.

    With a `form` a word goes along.
    """
    if request.method == "POST" and (form is None or form.is_valid()):
        words = {"comment": form.cleaned_data["comment"]} if form else {}
        operation(report=report, seen=_seen(request), by=request.user, **words)
        messages.success(request, str(done))
        return redirect(report)
    REPORT.guard(report, action, request.user)
    mark = seen_on(request, mark_of(report))
    records.require_same(request.GET.get("seen"), mark, about=report)
    context = {
        "report": report,
        "space": space_of(report, request.user, request.path),
        "action": action,
        "form": form,
        "publishes": action == Action.PUBLISH,
        "told": told_of(report, TOLD[action]),
        "seal": report.current_seal(),
        "seen": mark,
    }
    return render(request, "reporting/report_confirm.html", context)


def _seen(request: SignedInRequest) -> str:
    """What the person had before them when they chose the step."""
    return request.POST.get("seen", "")


def _for_step(request: SignedInRequest, round_slug: str, slug: str, action: Action) -> AnnualReport:
    """The report, where this person may take the step and its state allows it (the operation asks again)."""
    report = find_report(request, round_slug, slug)
    require_step(report, action, request.user)
    return report


def _with_comment(
    request: SignedInRequest,
    report: AnnualReport,
    action: Action,
    operation: Callable[..., Any],
    done: str | Promise,
) -> HttpResponse:
    """A page with a reason to fill in, then the operation."""
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment = form.cleaned_data["comment"]
        operation(report=report, seen=_seen(request), by=request.user, comment=comment)
        messages.success(request, str(done))
        return redirect(report)
    seen = seen_on(request, mark_of(report))
    space = space_of(report, request.user, request.path)
    context = {"report": report, "space": space, "form": form, "action": action, "seen": seen}
    return render(request, "reporting/report_step.html", context)


def _review_form(report: AnnualReport, data: Any) -> ReviewForm:
    return ReviewForm(_sections(report.round.template), data=data)


def _sections(template: ReportTemplate) -> list[Section]:
    return list(template.sections.order_by("number").prefetch_related("questions"))


def _review_page(request: SignedInRequest, report: AnnualReport, form: ReviewForm) -> HttpResponse:
    seal, in_review = report.current_seal(), REPORT.allows(report, Action.APPROVE)
    shown: dict[str, Any] = {"report": report, "space": space_of(report, request.user, request.path)}
    if seal is not None:
        shown = read_before_act(request, report, seal)
        shown["chapters"] = [
            (part, form.for_section(part.key), form.for_questions(part.key) if in_review else {})
            for part in shown["compiled"].sections
        ]
    context = {
        **shown,
        "form": form,
        "seen": seen_on(request, mark_of(report)),
        "seal": seal,
        "reviewer": reviewing.reviewer_of(report),
        "can_start": REPORT.allows(report, Action.START_REVIEW),
        "in_review": in_review,
        "steps": [step for step in REPORT.steps(report, request.user) if step.action == Action.PUBLISH],
    }
    return render(request, "reporting/report_review.html", context)
