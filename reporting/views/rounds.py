"""DIFI's rounds: the list of them, a new one, and its dates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.access import Permission, require
from portal.editing import saved
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.unsaved import keeps_words
from reporting.models import ReportingRound
from reporting.operations import rehearsals, rounds
from reporting.round_forms import PostponeForm, RoundFilterForm, RoundForm
from reporting.tables import RoundTable

WRITES = ["GET", "HEAD", "POST"]


@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.ROUNDS_EDIT)
    form = RoundFilterForm(request.GET)
    table = paged(request, RoundTable(form.rows()))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "reporting/round_list.html", context)


@require_safe
def round_export(request: SignedInRequest, kind: str) -> FileAnswer:
    require(request.user, Permission.ROUNDS_EDIT)
    return respond_table(RoundTable(RoundFilterForm(request.GET).rows()), kind, "runder")


@never_cache
@require_http_methods(WRITES)
@keeps_words(RoundForm)
def round_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.ROUNDS_EDIT)
    return _plan(request, ReportingRound())


@never_cache
@require_http_methods(WRITES)
@keeps_words(PostponeForm)
def round_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of a round that has not begun; of one that has, the dates to come."""
    require(request.user, Permission.ROUNDS_EDIT)
    round_ = get_object_or_404(ReportingRound.objects.select_related("template"), slug=slug)
    return _postpone(request, round_) if rounds.has_begun(round_) else _plan(request, round_)


def _plan(request: SignedInRequest, round_: ReportingRound) -> HttpResponse:
    form = RoundForm(request.POST or None, instance=round_)
    kept = saved(form, rounds.save, round_=round_, by=request.user)
    if kept is None:
        context = {"form": form, "round": ReportingRound.objects.filter(pk=round_.pk).first()}
        return render(request, "reporting/round_form.html", context, status=form.status)
    messages.success(request, _("Runden %s er lagret.") % kept)
    return redirect("reporting:round-list")


def _postpone(request: SignedInRequest, round_: ReportingRound) -> HttpResponse:
    form = PostponeForm(request.POST or None, instance=round_)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    kept = saved(form, rounds.postpone, round_=round_, reason=reason, by=request.user)
    if kept is None:
        context = {"form": form, "round": ReportingRound.objects.get(pk=round_.pk), "has_begun": True}
        return render(request, "reporting/round_form.html", context, status=form.status)
    messages.success(request, _("Datoene for runden %s er flyttet.") % kept)
    return redirect("reporting:round-list")


@never_cache
@require_http_methods(WRITES)
def round_delete(request: SignedInRequest, slug: str) -> HttpResponse:
    """Of a round without reports, or of a rehearsal with all that is in it."""
    require(request.user, Permission.ROUNDS_EDIT)
    round_ = get_object_or_404(ReportingRound.objects.select_related("template"), slug=slug)
    if not round_.is_rehearsal:
        rounds.require_unused(round_)
    if request.method == "POST":
        remove = rehearsals.wipe if round_.is_rehearsal else rounds.remove
        remove(round_=round_, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("Runden %s er slettet.") % round_)
        return redirect("reporting:round-list")
    remains = rehearsals.remains_of(round_) if round_.is_rehearsal else None
    context = {"round": round_, "remains": remains, "seen": round_.mark}
    return render(request, "reporting/round_delete.html", context)
