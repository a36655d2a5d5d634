"""DIFI's work on a template until it is published: copied, written, put in order, and made to stand still."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.models import User
from portal.operations import records
from reporting.models import Question, ReportingRound, ReportTemplate, Rule, Section
from reporting.operations.reports import open_round
from reporting.rule_faults import operands
from reporting.template_checks import obstacles

EDIT = Permission.ROUNDS_EDIT


def locked(template: ReportTemplate, by: User) -> ReportTemplate:
    """Whoever writes in a draft waits for whoever else does. Raises `Denied`, or `Conflict` where it is published."""
    require(by, EDIT)
    found = records.locked(template)
    require_draft(found)
    return found


def require_draft(template: ReportTemplate) -> None:
    if template.is_published:
        text = _("Malen «%s» er publisert og kan ikke endres. Lag en ny mal fra den.")
        raise Conflict(text % template, about=template)


@transaction.atomic
def copy(*, template: ReportTemplate, values: Mapping[str, Any], by: User) -> ReportTemplate:
    """A draft with the same chapters, questions, rules and charts under the same keys. Raises `Denied`."""
    require(by, EDIT)
    with because(_("Laget fra %s") % template.key, by):
        new = ReportTemplate.objects.create(charts=template.charts, copied_from=template, **values)
        for section in template.sections.order_by("number"):
            questions = list(section.questions.order_by("position"))
            _copy_section(section, questions, new)
        rules = [_as_new(rule, template=new, version=1) for rule in template.rules.order_by("pk")]
        Rule.objects.bulk_create(rules)
    return new


def _copy_section(section: Section, questions: list[Question], new: ReportTemplate) -> None:
    _as_new(section, template=new, version=1).save()
    copies: dict[int | None, Question] = {}
    for question in questions:
        then, waits = question.pk, copies.get(question.shown_if_id)
        copies[then] = _as_new(question, section=section, shown_if=waits, version=1)
        question.save()


def _as_new(row: Any, **fields: Any) -> Any:
    row.pk, row._state.adding = None, True
    for name, value in fields.items():
        setattr(row, name, value)
    return row


@transaction.atomic
def describe(
    *, template: ReportTemplate, values: Mapping[str, Any], seen: str | None, by: User
) -> ReportTemplate:
    """Keep what a draft is called, as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    template = locked(template, by)
    records.require_seen(template, seen, values)
    records.fill(template, values)
    with because(_("Skrev om malen"), by):
        template.save(update_fields=list(values))
    return template


@transaction.atomic
def discard(*, template: ReportTemplate, seen: str | None = None, by: User) -> None:
    """Throw a draft away as it was `seen`. Raises `Denied`, `Conflict` where a round uses it, or `Stale`."""
    template = locked(template, by)
    records.require_same(seen, mark_of(template), about=template)
    round_ = ReportingRound.objects.filter(template=template).first()
    if round_ is not None:
        raise Conflict(
            _("Runden %s bruker malen. Velg en annen mal i runden først.") % round_, about=template
        )
    if template.copies.exists():
        raise Conflict(_("En annen mal er laget fra denne, så den kan ikke slettes."), about=template)
    with because(_("Slettet utkastet"), by):
        _clear(Question.objects.filter(section__template=template))
        template.delete()


@transaction.atomic
def save_section(
    *, section: Section, values: Mapping[str, Any], seen: str | None = None, by: User
) -> Section:
    """Keep a draft's chapter, new or as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    template = locked(section.template, by)
    if section.pk is None:
        section.number = (template.sections.aggregate(last=Max("number"))["last"] or 0) + 1
    else:
        section = records.locked(section)
        records.require_seen(section, seen, values)
    records.fill(section, values)
    with because(_("Skrev kapittelet %s") % section.title, by):
        section.save()
    return section


@transaction.atomic
def remove_section(*, section: Section, seen: str | None = None, by: User) -> None:
    """Take a chapter with its questions out of a draft as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    template = locked(section.template, by)
    section = records.locked(section)
    records.require_same(seen, mark_of_section(section), about=section)
    with because(_("Tok ut kapittelet %s") % section.title, by):
        forget(template, list(section.questions.values_list("key", flat=True)))
        _clear(section.questions.all())
        section.delete()
        records.put_in_order(list(template.sections.order_by("number")), "number")


@transaction.atomic
def save_question(
    *, question: Question, values: Mapping[str, Any], seen: str | None = None, by: User
) -> Question:
    """Keep a draft's question, new or as it was `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    section = question.section
    locked(section.template, by)
    if question.pk is None:
        section = records.locked(section)
        question.position = (section.questions.aggregate(last=Max("position"))["last"] or 0) + 1
    else:
        question = records.locked(question)
        records.require_seen(question, seen, values)
    records.fill(question, values)
    with because(_("Skrev spørsmålet %s") % question.key, by):
        question.save()
    return question


@transaction.atomic
def remove_question(*, question: Question, seen: str | None = None, by: User) -> None:
    """Take a question out of a draft as it was `seen`. Raises `Denied`, `Stale`, or `Conflict` where others wait
    for its answer."""
    section = question.section
    template = locked(section.template, by)
    question = records.locked(question)
    records.require_same(seen, question.mark, about=question)
    if waiting := list(question.dependents.order_by("position")):
        names = ", ".join(f"«{other}»" for other in waiting)
        text = _("%s vises bare ved et svar på dette spørsmålet. Endre det først.") % names
        raise Conflict(text, about=question)
    with because(_("Tok ut spørsmålet %s") % question.key, by):
        forget(template, [question.key])
        question.delete()
        records.put_in_order(list(section.questions.order_by("position")))


def _clear(questions: Any) -> None:
    """Those that wait for others go before them."""
    for question in questions.order_by("section", "-position"):
        question.delete()


def hanging_on(template: ReportTemplate, keys: Collection[str]) -> tuple[list[str], list[Rule]]:
    """The titles of the charts, and the rules, that read one of the questions."""
    charts = [chart["title"] for chart in template.charts if set(chart["questions"]) & set(keys)]
    rules = [rule for rule in template.rules.all() if {rule.question, *operands(rule)} & set(keys)]
    return charts, rules


def forget(template: ReportTemplate, keys: Collection[str]) -> None:
    """Take the questions out of the charts and the rules."""
    charts, rules = hanging_on(template, keys)
    for rule in rules:
        rule.delete()
    if charts:
        left = [
            chart | {"questions": [key for key in chart["questions"] if key not in keys]}
            for chart in template.charts
        ]
        template.charts = [chart for chart in left if chart["questions"]]
        template.save(update_fields=["charts"])


@transaction.atomic
def reorder_sections(*, template: ReportTemplate, keys: Sequence[str], seen: Sequence[str], by: User) -> None:
    """Put the chapters in the order of `keys`, from that `seen`. Raises `Denied`, `Conflict` or `Stale`."""
    template = locked(template, by)
    rows = _in_order(list(template.sections.order_by("number")), keys, seen)
    with because(_("Endret rekkefølgen"), by):
        records.put_in_order(rows, "number")


@transaction.atomic
def reorder_questions(*, section: Section, keys: Sequence[str], seen: Sequence[str], by: User) -> None:
    """As `reorder_sections`; none may come before the one whose answer it waits for."""
    locked(section.template, by)
    rows = _in_order(list(section.questions.select_related("shown_if").order_by("position")), keys, seen)
    place = {row.pk: number for number, row in enumerate(rows)}
    for row in rows:
        if row.shown_if and place[row.shown_if.pk] > place[row.pk]:
            names = {"question": row, "waits": row.shown_if}
            text = _("«%(question)s» vises bare ved et svar på «%(waits)s», og må stå etter det.")
            raise Conflict(text % names, about=section)
    with because(_("Endret rekkefølgen"), by):
        records.put_in_order(rows)


def _in_order(rows: list[Any], keys: Sequence[str], seen: Sequence[str]) -> list[Any]:
    """Those not named keep their order after the others."""
    if list(seen) != [row.key for row in rows]:
        raise Stale(_("Rekkefølgen er endret av noen andre. Se på den, og flytt på nytt."))
    place = {key: number for number, key in enumerate(keys)}
    return sorted(rows, key=lambda row: place.get(row.key, len(place)))


@transaction.atomic
def publish(*, template: ReportTemplate, seen: str | None = None, by: User) -> ReportTemplate:
    """Let the draft, as it was `seen`, stand still from now on; rounds that have opened get their reports.

    Raises `Denied`, `Stale`, or `Conflict` where something stands in the way.
    """
    template = locked(template, by)
    records.require_same(seen, mark_of(template), about=template)
    if hindrances := obstacles(template):
        raise Conflict(" ".join(hindrances), about=template)
    template.published_on, template.published_by = clock.today(), by
    with because(_("Publiserte malen"), by):
        template.save(update_fields=["published_on", "published_by"])
    for round_ in ReportingRound.objects.filter(template=template).open(on=clock.today()):
        open_round(round_=round_)
    return template


def mark_of(template: ReportTemplate) -> str:
    """The template with all that stands in it, as a hash of versions and places."""
    sections = list(template.sections.order_by("pk").values_list("pk", "version", "number"))
    asked = Question.objects.filter(section__template=template).order_by("pk")
    rules = sorted((rule.pk, rule.version) for rule in template.rules.all())
    return _hash(template.mark, sections, list(asked.values_list("pk", "version", "position")), rules)


def mark_of_section(section: Section) -> str:
    questions = section.questions.order_by("pk").values_list("pk", "version", "position")
    return _hash(section.mark, list(questions))


def _hash(*content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
