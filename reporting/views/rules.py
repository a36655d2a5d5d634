"""The rules of a template that is being made."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.editing import saved
from portal.http import SignedInRequest
from portal.unsaved import keeps_words
from reporting import rule_words
from reporting.models import Rule
from reporting.models.rules import RuleKind, Severity
from reporting.operations import template_rules
from reporting.rule_forms import RuleForm
from reporting.views.templates import WRITES, find_draft


def _find_rule(request: SignedInRequest, key: str, rule: str) -> Rule:
    """Raises `Denied`, `Http404`, or `Conflict` where the template is published."""
    template = find_draft(request, key)
    found = get_object_or_404(template.rules, key=rule)
    found.template = template
    return found


@require_safe
def rule_kinds(request: SignedInRequest, key: str) -> HttpResponse:
    """What a new rule can ask."""
    context = {"template": find_draft(request, key), "kinds": [*RuleKind]}
    return render(request, "reporting/rule_kinds.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(RuleForm)
def rule_add(request: SignedInRequest, key: str, rule_kind: str) -> HttpResponse:
    if rule_kind not in RuleKind.values:
        raise Http404
    rule = Rule(template=find_draft(request, key), kind=rule_kind, severity=Severity.WARNING)
    return _write_rule(request, rule)


@never_cache
@require_http_methods(WRITES)
@keeps_words(RuleForm)
def rule_edit(request: SignedInRequest, key: str, rule: str) -> HttpResponse:
    return _write_rule(request, _find_rule(request, key, rule))


def _write_rule(request: SignedInRequest, rule: Rule) -> HttpResponse:
    """«Se setningen» shows what the rule would say, and saves nothing."""
    questions = template_rules.questions_of(rule.template)
    form = RuleForm(request.POST or None, instance=rule, questions=[*questions.values()])
    is_tried = "prov" in request.POST
    if not is_tried and (kept := saved(form, template_rules.save_rule, rule=rule, by=request.user)):
        messages.success(request, _("Regelen er lagret: %s") % rule_words.in_words(kept, questions))
        return redirect(f"{kept.template.get_absolute_url()}#regler")
    standing = Rule.objects.filter(pk=rule.pk).first()
    shown = form.typed if is_tried and form.is_valid() else standing
    context = {
        "template": rule.template,
        "rule": standing,
        "kind": RuleKind(rule.kind),
        "form": form,
        "sentence": shown and rule_words.in_words(shown, questions),
        "example": shown and rule_words.example(shown, questions),
    }
    return render(request, "reporting/rule_edit.html", context, status=form.status)


@never_cache
@require_http_methods(WRITES)
def rule_delete(request: SignedInRequest, key: str, rule: str) -> HttpResponse:
    found = _find_rule(request, key, rule)
    if request.method == "POST":
        template_rules.remove_rule(rule=found, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("Regelen er tatt ut."))
        return redirect(f"{found.template.get_absolute_url()}#regler")
    questions = template_rules.questions_of(found.template)
    context = {
        "template": found.template,
        "rule": found,
        "sentence": rule_words.in_words(found, questions),
        "seen": found.mark,
    }
    return render(request, "reporting/rule_delete.html", context)
