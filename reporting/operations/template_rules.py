"""DIFI's work on the rules of a template until it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations import records
from reporting.models import Question, ReportTemplate, Rule
from reporting.operations.template_drafts import locked
from reporting.rule_faults import faults


def questions_of(template: ReportTemplate) -> dict[str, Question]:
    """By key, in the order that they are asked in (1 query)."""
    rows = Question.objects.filter(section__template=template).select_related("section")
    return {question.key: question for question in rows.order_by("section__number", "position")}


def require_fitting(rule: Rule, questions: Mapping[str, Question]) -> None:
    """Raise `Conflict` for a rule that does not fit its template, whoever wrote it: a page or a file."""
    if wrong := faults(rule, questions):
        raise Conflict(" ".join(wrong), about=rule.template)


@transaction.atomic
def save_rule(*, rule: Rule, values: Mapping[str, Any], seen: str | None = None, by: User) -> Rule:
    """Keep a draft's rule, new or as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    template = locked(rule.template, by)
    if rule.pk is not None:
        rule = records.locked(rule)
        records.require_seen(rule, seen, values)
    records.fill(rule, values)
    require_fitting(rule, questions_of(template))
    with because(_("Skrev regelen %s") % rule.key, by):
        rule.save()
    return rule


@transaction.atomic
def remove_rule(*, rule: Rule, seen: str | None = None, by: User) -> None:
    """Take a rule out of a draft as it was `seen`. Raises `Denied`, `Conflict`, `Gone` or `Stale`."""
    locked(rule.template, by)
    rule = records.locked(rule)
    records.require_same(seen, rule.mark, about=rule)
    with because(_("Tok ut regelen %s") % rule.key, by):
        rule.delete()
