"""DIFI's queue of reviews: who has what, since when, and who is to have it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.access import Permission, require
from portal.editing import sent
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from reporting.models import AnnualReport
from reporting.operations import reviewing
from reporting.review_forms import AssignForm, QueueFilterForm
from reporting.tables import QueueTable
from reporting.views.find import regions_called


@require_safe
def review_queue(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.REPORT_REVIEW)
    form = QueueFilterForm(request.GET)
    table = paged(request, QueueTable(_rows(request, form), judges=_judges()))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "reporting/review_queue.html", context)


@require_safe
def queue_export(request: SignedInRequest, kind: str) -> FileAnswer:
    require(request.user, Permission.REPORT_REVIEW)
    rows = _rows(request, QueueFilterForm(request.GET))
    return respond_table(QueueTable(rows, judges=_judges()), kind, "til vurdering")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_assign(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.REPORT_REVIEW)
    form = AssignForm(request.POST or None, chosen=request.GET.getlist("rapport"))
    count = sent(form, reviewing.assign, by=request.user)
    if count is None:
        return render(request, "reporting/review_assign.html", {"form": form})
    text = ngettext(
        "%(count)d rapport vurderes av %(name)s nå.", "%(count)d rapporter vurderes av %(name)s nå.", count
    )
    messages.success(request, text % {"count": count, "name": form.cleaned_data["reviewer"]})
    return redirect("reporting:review-queue")


def _judges() -> set[int]:
    return set(reviewing.reviewers().values_list("pk", flat=True))


def _rows(request: SignedInRequest, form: QueueFilterForm) -> QuerySet[AnnualReport]:
    rows, wanted = reviewing.queue(), form.wanted
    if text := wanted.get("q"):
        rows = rows.filter(region__in=regions_called(text))
    if wanted.get("whose") == "mine":
        rows = rows.filter(reviewer=request.user)
    elif wanted.get("whose"):
        rows = rows.filter(status__in=reviewing.JUDGED).exclude(reviewer__in=_judges())
    return rows
