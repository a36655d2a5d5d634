"""Help with single procurements: asking, following, answering, handing over, closing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties.forms.assistance import AskForm, CloseForm, HandOverForm, MessageForm, RequestFilterForm
from counties.models import AssistanceRequest
from counties.operations import assistance
from counties.tables import RequestTable
from counties.views.find import find_region
from counties.workflow import REQUEST, RequestAction
from portal import clock, throttle
from portal.access import Permission, can
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, seen_on
from portal.lateness import lateness
from portal.lists import paged
from portal.operations.log import hands_out_persons
from portal.pages import get_visible
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_http_methods(WRITES)
def request_ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        if throttle.allows(request, "ask", mailbox=form.cleaned_data["asker_email"]):
            asker = request.user if request.user.is_authenticated else None
            asked = assistance.ask(
                details=form.details, org_number=form.cleaned_data["org_number"], asker=asker
            )
            messages.success(request, _("Saken er sendt til knutepunktet i %s.") % asked.region)
            return redirect(asked.public_path)
        form.add_error(None, throttle.words(request))
    own = (
        AssistanceRequest.objects.all() if request.user.is_authenticated else AssistanceRequest.objects.none()
    )
    mine = own.filter(asker=request.user.pk)
    return render(request, "counties/request_ask.html", {"form": form, "mine": mine[:20]})


@login_not_required
@never_cache
@require_http_methods(WRITES)
def request_follow(request: HttpRequest, token: str) -> HttpResponse:
    """The asker's own page, by the link in the e-mail."""
    asked = get_object_or_404(AssistanceRequest.objects.select_related("region"), token=token)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assistance.add_from_asker(request=asked, text=form.cleaned_data["text"])
        messages.success(request, _("Meldingen er sendt."))
        return redirect(asked.public_path)
    context = {"asked": asked, "form": form, "story": assistance.story(asked)}
    return render(request, "counties/request_follow.html", context)


@require_safe
def request_list(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    form = RequestFilterForm(request.GET)
    table = paged(request, RequestTable(form.rows(AssistanceRequest.objects.of_region(region))))
    context = {
        "region": region,
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": bool(form.wanted),
    }
    return render(request, "counties/request_list.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Saker om bistand"))
def request_export(request: SignedInRequest, slug: str, kind: str) -> FileAnswer:
    region = find_region(request, slug)
    rows = RequestFilterForm(request.GET).rows(AssistanceRequest.objects.of_region(region))
    return respond_table(RequestTable(rows), kind, "bistand", region)


@never_cache
@require_safe
def request_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = _find(request, pk)
    if not can(request.user, Permission.COUNTY_READ, asked):
        return redirect(asked.public_path)  # who asked follows it on their own page
    context = {
        "asked": asked,
        "region": asked.region,
        "form": MessageForm(),
        "story": assistance.story(asked),
        "steps": REQUEST.steps(asked, request.user),
        "may_answer": RequestAction.ANSWER in REQUEST.open_to(asked, request.user),
        "is_late": asked.is_late(on=clock.today()),
        "late": lateness(asked.needed_by, on=clock.today()),
    }
    return render(request, "counties/request_detail.html", context)


@require_POST
@keeps_words(MessageForm)
def request_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    asked, form = _find(request, pk), MessageForm(request.POST)
    REQUEST.require(asked, RequestAction.ANSWER, request.user)
    if form.is_valid():
        assistance.answer(request=asked, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Svaret er sendt til %s.") % asked.asker_name)
    else:
        messages.error(request, _("Skriv et svar før du sender."))
    return redirect(asked)


@require_http_methods(WRITES)
@keeps_words(HandOverForm)
def request_hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    asked, form = _find(request, pk), HandOverForm(request.POST or None)
    REQUEST.require(asked, RequestAction.HAND_OVER, request.user)
    if request.method == "POST" and form.is_valid():
        region = asked.region
        seen = request.POST.get("seen", "")
        assistance.hand_over(request=asked, **form.cleaned_data, seen=seen, by=request.user)
        messages.success(request, _("Saken er overført til %s.") % form.cleaned_data["to_region"])
        return redirect("counties:request-list", region.slug)
    context = {"asked": asked, "form": form, "seen": seen_on(request, assistance.mark_of(asked))}
    return render(request, "counties/request_hand_over.html", context)


@require_http_methods(WRITES)
@keeps_words(CloseForm)
def request_close(request: SignedInRequest, pk: int) -> HttpResponse:
    asked, form = _find(request, pk), CloseForm(request.POST or None)
    REQUEST.require(asked, RequestAction.CLOSE, request.user)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        assistance.close(request=asked, **form.cleaned_data, seen=seen, by=request.user)
        messages.success(request, _("Saken er lukket og regnet som praktisk bistand."))
        return redirect("counties:request-list", asked.region.slug)
    context = {"asked": asked, "form": form, "seen": seen_on(request, assistance.mark_of(asked))}
    return render(request, "counties/request_close.html", context)


@require_POST
def request_take(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = assistance.take(request=_find(request, pk), by=request.user)
    messages.success(request, _("Du følger opp saken."))
    return redirect(asked)


@require_POST
def request_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = _find(request, pk)
    assistance.reopen(request=asked, by=request.user)
    messages.success(request, _("Saken er åpnet på nytt."))
    return redirect(asked)


def _find(request: HttpRequest, pk: int) -> AssistanceRequest:
    rows = AssistanceRequest.objects.visible_to(request.user)
    return get_visible(request, rows.select_related("region", "handler", "kommune", "product_group"), pk=pk)


def _known(request: HttpRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {"asker_name": request.user.name, "asker_email": request.user.email}
