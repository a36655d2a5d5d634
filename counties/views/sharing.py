"""Templates for everyone, and the board between the knutepunkter."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties.forms.assistance import MessageForm
from counties.forms.sharing import (
    TemplateFilterForm,
    TemplateForm,
    ThreadFilterForm,
    ThreadForm,
    VersionForm,
)
from counties.models import BoardSubscription, DocumentTemplate, Region, TemplateVersion, Thread
from counties.models.sharing import DocumentTemplateQuerySet
from counties.operations import sharing
from counties.tables import TemplateTable, ThreadTable
from portal.access import Permission, can, require, scope
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import page_of
from portal.norwegian import NorwegianOrder
from portal.operations.log import hands_out_persons
from portal.pages import get_visible
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    form = TemplateFilterForm(request.GET)
    rows = form.rows(DocumentTemplate.objects.visible_to(request.user))
    context = {
        "form": form,
        "page": page_of(request, _listed(rows.select_related("product_group"))),
        "filtered": bool(form.wanted),
        "may_write": scope(request.user, Permission.WORK_RECORD).anywhere,
    }
    return render(request, "counties/template_list.html", context)


@login_not_required
@require_safe
def template_export(request: HttpRequest, kind: str) -> FileAnswer:
    rows = TemplateFilterForm(request.GET).rows(DocumentTemplate.objects.visible_to(request.user))
    return respond_table(TemplateTable(_listed(rows)), kind, "maler")


@never_cache
@require_http_methods(WRITES)
def template_add(request: SignedInRequest) -> HttpResponse:
    where = scope(request.user, Permission.WORK_RECORD)
    if not where.anywhere:
        require(request.user, Permission.WORK_RECORD)
    regions = Region.objects.filter(pk__in=where.region_ids)
    form = TemplateForm(
        request.POST or None, request.FILES or None, regions=regions, initial={"region": regions.first()}
    )
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data
        sharing.add_version(
            template=form.instance, file=details["file"], note=details["note"], by=request.user
        )
        messages.success(request, _("«%s» er delt med alle fylkene.") % form.instance)
        return redirect(form.instance)
    return render(request, "counties/template_edit.html", {"form": form, "template": None})


@login_not_required
@require_safe
def template_detail(request: HttpRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    context = {
        "template": template,
        "versions": template.versions.select_related("uploaded_by"),
        "may_write": can(request.user, Permission.WORK_RECORD, template),
    }
    return render(request, "counties/template_detail.html", context)


@never_cache
@require_http_methods(WRITES)
def template_version(request: SignedInRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    require(request.user, Permission.WORK_RECORD, template)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        version = sharing.add_version(template=template, **form.cleaned_data, by=request.user)
        messages.success(request, _("Versjon %d er lagt inn.") % version.number)
        return redirect(template)
    return render(request, "counties/template_edit.html", {"form": form, "template": template})


@login_not_required
@require_POST
def template_download(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """By POST, since it counts."""
    template = _template(request, pk)
    version = get_object_or_404(TemplateVersion, template=template, number=number)
    sharing.count_download(version)
    return FileResponse(version.file.open("rb"), as_attachment=True, filename=version.name)


@require_safe
def thread_list(request: SignedInRequest) -> HttpResponse:
    _require_network(request)
    form = ThreadFilterForm(request.GET)
    rows = form.rows(Thread.objects.visible_to(request.user)).select_related("author")
    context = {
        "form": form,
        "page": page_of(request, _newest_first(rows)),
        "filtered": bool(form.wanted),
        "follows": BoardSubscription.objects.filter(user=request.user, thread=None).exists(),
    }
    return render(request, "counties/thread_list.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Tavla i nettverket"))
def thread_export(request: SignedInRequest, kind: str) -> FileAnswer:
    _require_network(request)
    rows = ThreadFilterForm(request.GET).rows(Thread.objects.visible_to(request.user))
    return respond_table(ThreadTable(_newest_first(rows.select_related("author"))), kind, "nettverk")


@never_cache
@require_http_methods(WRITES)
def thread_add(request: SignedInRequest) -> HttpResponse:
    _require_network(request)
    form = ThreadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        thread = sharing.ask(**form.cleaned_data, by=request.user)
        messages.success(request, _("Spørsmålet er sendt til nettverket."))
        return redirect(thread)
    return render(request, "counties/thread_edit.html", {"form": form})


@never_cache
@require_http_methods(WRITES)
@keeps_words(MessageForm)
def thread_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    thread = get_visible(request, Thread.objects.visible_to(request.user).select_related("author"), pk=pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sharing.reply(thread=thread, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Svaret er lagt inn."))
        return redirect(thread)
    context = {
        "thread": thread,
        "form": form,
        "page": page_of(request, thread.replies.select_related("author")),
        "follows": BoardSubscription.objects.filter(user=request.user, thread=thread).exists(),
    }
    return render(request, "counties/thread_detail.html", context)


@require_POST
def thread_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    thread = get_visible(request, Thread.objects.visible_to(request.user), pk=pk)
    _say(request, on=sharing.follow(thread=thread, by=request.user))
    return redirect(thread)


@require_POST
def board_follow(request: SignedInRequest) -> HttpResponse:
    _say(request, on=sharing.follow(thread=None, by=request.user))
    return redirect("counties:thread-list")


def _listed(rows: DocumentTemplateQuerySet) -> DocumentTemplateQuerySet:
    return rows.select_related("region").with_downloads().order_by(NorwegianOrder("title"), "pk")


def _newest_first(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    return rows.annotate(answers=Count("replies", distinct=True)).order_by("-created_at", "-pk")


def _say(request: HttpRequest, *, on: bool) -> None:
    messages.success(
        request, _("Du får e-post om det som blir skrevet.") if on else _("Du får ikke lenger e-post.")
    )


def _template(request: HttpRequest, pk: int) -> DocumentTemplate:
    rows = DocumentTemplate.objects.visible_to(request.user).select_related("region", "product_group")
    return get_visible(request, rows, pk=pk)


def _require_network(request: SignedInRequest) -> None:
    if not scope(request.user, Permission.NETWORK).anywhere:
        require(request.user, Permission.NETWORK)
