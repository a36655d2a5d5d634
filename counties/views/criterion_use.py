"""Criteria in agreements, activities and dialogue conferences, and the panel's list of what to revise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties.criterion_figures import to_revise
from counties.forms.criterion_use import (
    NotingForm,
    ReadinessForm,
    RevisionFilterForm,
    UseForm,
    UseGroupFilterForm,
)
from counties.models import Activity, Event, FrameworkAgreement, Outcome
from counties.operations import criterion_use
from counties.tables import RevisionTable
from counties.views.find import find_row
from criteria.models import Criterion, ProductGroup
from criteria.workflow import EDIT
from portal.access import Permission, require
from portal.errors import Stale
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.norwegian import with_words
from portal.operations import records
from portal.pages import get_visible, say_next
from portal.unsaved import keeps_words


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words(UseForm)
def use_add(request: SignedInRequest, slug: str, noun: str, pk: int) -> HttpResponse:
    region, register, row = find_row(request, slug, noun, pk)
    if not isinstance(row, Activity | FrameworkAgreement):
        raise Http404
    require(request.user, Permission.WORK_RECORD, row)
    chooser = UseGroupFilterForm(request.GET)
    groups = [group] if (group := chooser.wanted.get("gruppe")) else _groups_of(row)
    noted = row.uses.select_related("criterion")
    form = UseForm(request.POST or None, groups=groups, noted=noted, initial={"outcome": Outcome.USED})
    if count := _noted(form, criterion_use.record, place=row, by=request.user):
        text = ngettext("%d kriterium er ført:", "%d kriterier er ført:", count) % count
        say_next(request, f"{text} {_editions(form)}.", _("Før flere kriterier"), request.path)
        return redirect(row)
    context = {
        "region": region,
        "register": register,
        "row": row,
        "form": form,
        "chooser": chooser,
        "is_new": "ny" in request.GET,
    }
    return render(request, "counties/use_add.html", context, status=form.status)


def _groups_of(row: Activity | FrameworkAgreement) -> list[ProductGroup]:
    return list(row.product_groups.all()) if isinstance(row, FrameworkAgreement) else []


@require_POST
def use_delete(request: SignedInRequest, slug: str, noun: str, pk: int, use: int) -> HttpResponse:
    region, _register, row = find_row(request, slug, noun, pk)
    if not isinstance(row, Activity | FrameworkAgreement):
        raise Http404
    found = get_object_or_404(row.uses.select_related("activity", "agreement"), pk=use)
    seen = request.POST.get("seen", "")
    records.remove(row=found, permission=Permission.WORK_RECORD, seen=seen, by=request.user)
    undo = redirect("counties:removal-list", region.slug)["Location"]
    messages.success(
        request,
        format_html('{} <a class="ds-link" href="{}">{}</a>', _("Kriteriet er fjernet."), undo, _("Angre")),
    )
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words(ReadinessForm)
def readiness_add(request: SignedInRequest, pk: int) -> HttpResponse:
    event = get_visible(request, Event.objects.visible_to(request.user).select_related("region"), pk=pk)
    if event.region_id is None:
        require(request.user, Permission.NATIONAL_PLAN)
    else:
        require(request.user, Permission.WORK_RECORD, event)
    form = ReadinessForm(request.POST or None)
    if _noted(form, criterion_use.note_readiness, event=event, by=request.user):
        messages.success(request, _("Svaret er ført og vises ved kriteriet: %s.") % _editions(form))
        return redirect(event)
    context = {"event": event, "form": form}
    return render(request, "counties/readiness_add.html", context, status=form.status)


def _editions(form: NotingForm) -> str:
    """What was noted: each criterion with its edition."""
    return ", ".join(f"{row.code} {row.edition.number}" for row in form.criteria)


def _noted(form: NotingForm, operation: Callable[..., int], **details: Any) -> int:
    """How many criteria `operation` noted; 0 where something is wrong, or others have said something else."""
    if not form.is_valid():
        return 0
    seen = form.cleaned_data["seen"].split()
    try:
        return operation(criteria=form.criteria, values=form.values, seen=seen, **details)
    except Stale as stale:
        form.show_beside(stale)
        return 0


@require_safe
def revision_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, EDIT)
    form = RevisionFilterForm(request.GET)
    table = paged(request, RevisionTable(_wanted(form)))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "counties/revision_list.html", context)


@require_safe
def revision_export(request: HttpRequest, kind: str) -> FileAnswer:
    require(request.user, EDIT)
    return respond_table(RevisionTable(_wanted(RevisionFilterForm(request.GET))), kind, "revisjon")


def _wanted(form: RevisionFilterForm) -> QuerySet[Criterion]:
    return with_words(to_revise(), form.wanted.get("q", ""), "code", "title")
