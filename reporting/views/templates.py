"""DIFI's templates: the list of them, a copy to work on, its workbench, and its publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access import Permission, require
from portal.editing import saved
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, seen_on
from portal.lists import paged
from portal.operations import records
from portal.unsaved import keeps_words
from reporting.models import ReportTemplate, Rule, Section
from reporting.operations import template_drafts
from reporting.rule_words import in_words
from reporting.structure import sections_of
from reporting.tables import ReportTemplateTable
from reporting.template_changes import changes_of
from reporting.template_checks import obstacles
from reporting.template_forms import ReportTemplateFilterForm, ReportTemplateForm, TemplateCopyForm

WRITES = ["GET", "HEAD", "POST"]


def find_template(request: SignedInRequest, key: str) -> ReportTemplate:
    """Raises `Denied` or `Http404`."""
    require(request.user, Permission.ROUNDS_EDIT)
    return get_object_or_404(ReportTemplate.objects.select_related("copied_from"), key=key)


def find_draft(request: SignedInRequest, key: str) -> ReportTemplate:
    """As `find_template`; raises `Conflict` where it is published."""
    template = find_template(request, key)
    template_drafts.require_draft(template)
    return template


@require_safe
def template_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.ROUNDS_EDIT)
    form = ReportTemplateFilterForm(request.GET)
    table = paged(request, ReportTemplateTable(form.rows()))
    newest = ReportTemplate.objects.published().first()
    context = {
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": bool(form.wanted),
        "newest": newest,
    }
    return render(request, "reporting/template_list.html", context)


@require_safe
def template_export(request: SignedInRequest, kind: str) -> FileAnswer:
    require(request.user, Permission.ROUNDS_EDIT)
    return respond_table(
        ReportTemplateTable(ReportTemplateFilterForm(request.GET).rows()), kind, "rapportmaler"
    )


@never_cache
@require_http_methods(WRITES)
@keeps_words(ReportTemplateForm)
def template_detail(request: SignedInRequest, key: str) -> HttpResponse:
    """A draft's workbench; what is published is only looked at."""
    template = find_template(request, key)
    form = ReportTemplateForm(request.POST or None, instance=template)
    if request.method == "POST":
        template_drafts.require_draft(template)
    if saved(form, template_drafts.describe, template=template, by=request.user):
        messages.success(request, _("Lagret."))
        return redirect(template)
    standing = find_template(request, key)
    sections = sections_of([template.pk])[template.pk]
    context = {
        "template": standing,
        "form": form,
        "sections": sections,
        "order": ",".join(section.key for section in sections),
        "rules": _rules_of(standing, sections),
        "obstacles": [] if standing.is_published else obstacles(standing),
        "rounds": standing.reportinground_set.all(),
    }
    return render(request, "reporting/template_detail.html", context, status=form.status)


def _rules_of(template: ReportTemplate, sections: list[Section]) -> list[tuple[Rule, str]]:
    """Each with its sentence."""
    questions = {question.key: question for section in sections for question in section.questions.all()}
    return [(rule, in_words(rule, questions)) for rule in template.rules.order_by("pk")]


@never_cache
@require_http_methods(WRITES)
@keeps_words(TemplateCopyForm)
def template_copy(request: SignedInRequest, key: str) -> HttpResponse:
    template = find_template(request, key)
    form = TemplateCopyForm(template, request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = template_drafts.copy(template=template, values=form.cleaned_data, by=request.user)
        messages.success(request, _("Utkastet er laget. Spørsmålene er de samme som i %s.") % template.key)
        return redirect(new)
    return render(request, "reporting/template_copy.html", {"template": template, "form": form})


@require_POST
def template_reorder(request: SignedInRequest, key: str) -> HttpResponse:
    """Of the chapters."""
    template = find_draft(request, key)
    return reordered(request, template, template_drafts.reorder_sections, template=template)


def reordered(request: SignedInRequest, about: Any, operation: Any, **of: Any) -> HttpResponse:
    """`flytt` is "KEY:opp" or "KEY:ned" from a button; `rekkefolge` is every key as dragged, `sett` as it was."""
    key, _colon, way = request.POST.get("flytt", "").partition(":")
    seen = request.POST.get("sett", "").split(",")
    keys = request.POST.get("rekkefolge", "").split(",")
    if key:
        keys = records.shifted(seen, key, up=way == "opp")
    try:
        operation(keys=keys, seen=seen, by=request.user, **of)
    except Conflict as conflict:
        messages.warning(request, conflict.reason)
    back = redirect(about)
    back["Location"] += f"#flytt-{key}" if key.replace("_", "").isalnum() else "#rekkefolge"
    return back


@never_cache
@require_http_methods(WRITES)
def template_publish(request: SignedInRequest, key: str) -> HttpResponse:
    """What is changed and what is missing, before it stands still."""
    template = find_draft(request, key)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        template_drafts.publish(template=template, seen=seen, by=request.user)
        messages.success(request, _("Malen er publisert. Den kan brukes i en runde."))
        return redirect(template)
    prefetch_related_objects([template], "rules")
    context = {
        "template": template,
        "changes": changes_of(template),
        "obstacles": obstacles(template),
        "seen": seen_on(request, template_drafts.mark_of(template)),
    }
    return render(request, "reporting/template_publish.html", context)


@never_cache
@require_http_methods(WRITES)
def template_delete(request: SignedInRequest, key: str) -> HttpResponse:
    template = find_draft(request, key)
    if request.method == "POST":
        template_drafts.discard(template=template, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("Utkastet «%s» er slettet.") % template.key)
        return redirect("reporting:template-list")
    context = {"template": template, "seen": template_drafts.mark_of(template)}
    return render(request, "reporting/template_delete.html", context)
