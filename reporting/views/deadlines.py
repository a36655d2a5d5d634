"""A round's deadlines as DIFI follows them, and another for those who need it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import formats
from portal.access import Permission, require
from portal.editing import sent
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.unsaved import keeps_words
from reporting.deadline_forms import DeadlineFilterForm, ExtendForm
from reporting.models import AnnualReport, ReportingRound
from reporting.operations import deadlines
from reporting.operations.reminders import not_handed_in
from reporting.tables import DeadlineTable
from reporting.views.find import regions_called


@require_safe
def round_deadlines(request: SignedInRequest, round_slug: str) -> HttpResponse:
    round_ = _round_of(request, round_slug)
    form = DeadlineFilterForm(request.GET)
    table = paged(request, DeadlineTable(_rows(request, round_, form)))
    context = {
        "round": round_,
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": any(form.wanted.values()),
        "missing": not_handed_in(round_),
    }
    return render(request, "reporting/round_deadlines.html", context)


@require_safe
def deadline_export(request: SignedInRequest, round_slug: str, kind: str) -> FileAnswer:
    round_ = _round_of(request, round_slug)
    rows = _rows(request, round_, DeadlineFilterForm(request.GET))
    return respond_table(DeadlineTable(rows), kind, "frister", round_slug)


def _form(round_slug: str) -> ExtendForm | None:
    round_ = ReportingRound.objects.filter(slug=round_slug).first()
    return ExtendForm(round_=round_, missing=not_handed_in(round_), chosen=[]) if round_ else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words(_form)
def round_extend(request: SignedInRequest, round_slug: str) -> HttpResponse:
    round_ = _round_of(request, round_slug)
    missing = not_handed_in(round_)
    form = ExtendForm(
        request.POST or None, round_=round_, missing=missing, chosen=request.GET.getlist("region")
    )
    given = sent(form, deadlines.extend, round_=round_, by=request.user)
    if given is None:
        return render(
            request, "reporting/round_extend.html", {"round": round_, "missing": missing, "form": form}
        )
    text = ngettext(
        "%(count)d rapport har frist %(day)s nå.", "%(count)d rapporter har frist %(day)s nå.", len(given)
    )
    messages.success(request, text % {"count": len(given), "day": formats.day_in_words(given[0].due_on)})
    return redirect("reporting:round-deadlines", round_slug)


def _round_of(request: SignedInRequest, round_slug: str) -> ReportingRound:
    require(request.user, Permission.REPORT_REVIEW)
    return get_object_or_404(ReportingRound.objects.real(), slug=round_slug)


def _rows(request: HttpRequest, round_: ReportingRound, form: DeadlineFilterForm) -> QuerySet[AnnualReport]:
    """Region by region."""
    rows = AnnualReport.objects.of_round(round_).with_deadlines(request.user).for_lists()
    wanted = form.wanted
    if text := wanted.get("q"):
        rows = rows.filter(region__in=regions_called(text))
    if wanted.get("missing"):
        rows = rows.filter(pk__in=[report.pk for report in not_handed_in(round_)])
    return rows.order_by("region__number")
