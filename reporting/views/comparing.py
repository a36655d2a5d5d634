"""Two sealed versions of a report beside each other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.access import Permission, can
from portal.files import FileAnswer, Sheet, respond
from portal.http import SignedInRequest
from reporting.models import AnnualReport, SealedReport
from reporting.reading import chapters_between
from reporting.views.find import find_report
from reporting.workflow import BACK
from reporting.workspace import space_of


@require_safe
def seal_compare(
    request: SignedInRequest, round_slug: str, slug: str, earlier: int, later: int
) -> HttpResponse:
    """What the later version says otherwise, with the reason that it was opened for those inside."""
    report = find_report(request, round_slug, slug)
    before, after, others = _pair(request, report, earlier, later)
    opened = report.events.filter(action__in=BACK, seal__number__gte=earlier, seal__number__lt=later)
    is_inside = can(request.user, Permission.REPORT_READ, report)
    context = {
        "report": report,
        "space": space_of(report, request.user, request.path),
        "before": before,
        "after": after,
        "others": others,
        "chapters": chapters_between(before.content, after.content),
        "opened": opened.select_related("done_by").order_by("pk") if is_inside else [],
    }
    return render(request, "reporting/seal_compare.html", context)


@require_safe
def compare_export(
    request: SignedInRequest, round_slug: str, slug: str, earlier: int, later: int, kind: str
) -> FileAnswer:
    """One row per answer that is another."""
    report = find_report(request, round_slug, slug)
    before, after, _others = _pair(request, report, earlier, later)
    edition = _("Utgave %(number)d (%(receipt)s)")
    headings = [edition % {"number": seal.number, "receipt": seal.receipt} for seal in (before, after)]
    rows = [
        [chapter.number, chapter.title, answer.label, answer.then, answer.now]
        for chapter in chapters_between(before.content, after.content)
        for answer in chapter.answers
    ]
    sheet = Sheet([_("Nummer"), _("Kapittel"), _("Spørsmål"), *headings], rows)
    return respond(sheet, kind, "endringer", round_slug, report.region, f"{earlier}-{later}")


def _pair(
    request: HttpRequest, report: AnnualReport, earlier: int, later: int
) -> tuple[SealedReport, SealedReport, list[int]]:
    """Both versions, and the numbers of the other earlier ones.

    Raises `Http404` where the person may not see both.
    """
    rows = SealedReport.objects.visible_to(request.user).filter(report=report)
    seals = {seal.number: seal for seal in rows.select_related("signed_by").order_by("number")}
    if earlier >= later or not {earlier, later} <= seals.keys():
        raise Http404
    others = [number for number in seals if number < later and number != earlier]
    return seals[earlier], seals[later], others
