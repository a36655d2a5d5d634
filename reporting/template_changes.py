"""What a draft changes in the template it was copied from: chapters, questions and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counties.measures.answers import SAYINGS
from criteria.difference import FieldChange
from portal import formats
from reporting import sayings
from reporting.models import Question, ReportTemplate, Rule, Section
from reporting.models.rules import Severity
from reporting.rule_words import in_words
from reporting.structure import sections_of

RuleWords = tuple[str, str, str]  # the sentence, how grave, and its own words
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class TemplateChange:
    """A chapter, a question or a rule that is new, taken away, or other than it was."""

    kind: str
    what: str
    changes: tuple[FieldChange, ...] = ()


def _waits(question: Question) -> str:
    return f"{question.shown_if}: {question.shown_if_value}" if question.shown_if else ""


def _number(value: object) -> str:
    return "" if value is None else formats.decimal(value)  # type: ignore[arg-type]


# A question's fields, each as words.
FIELDS: tuple[tuple[str | Promise, Callable[[Question], str]], ...] = (
    (gettext_lazy("Spørsmål"), lambda q: q.label),
    (gettext_lazy("Hjelp"), lambda q: q.help_text),
    (gettext_lazy("Slag"), lambda q: q.get_kind_display()),
    (gettext_lazy("Må besvares"), lambda q: formats.yes_or_no(q.required)),
    (gettext_lazy("Valgene"), lambda q: "\n".join(label for _key, label in q.options)),
    (gettext_lazy("Enhet"), lambda q: q.unit),
    (gettext_lazy("Minst"), lambda q: _number(q.minimum)),
    (gettext_lazy("Høyst"), lambda q: _number(q.maximum)),
    (gettext_lazy("Desimaler"), lambda q: str(q.decimals)),
    (gettext_lazy("Høyst antall tegn"), lambda q: str(q.max_length or "")),
    (gettext_lazy("Vises bare når"), _waits),
    (gettext_lazy("Regnes ut"), lambda q: sayings.words_of(q.computed) if q.computed in SAYINGS else ""),
    (gettext_lazy("Nøkkeltall"), lambda q: formats.yes_or_no(q.key_figure)),
    (gettext_lazy("Kort form"), lambda q: q.short_label),
)


def changes_of(template: ReportTemplate) -> list[TemplateChange]:
    """In the draft's order, with what is taken away last; nothing where it was copied from none (6 queries)."""
    if template.copied_from_id is None:
        return []
    found = sections_of([template.pk, template.copied_from_id])
    new, old = found[template.pk], found[template.copied_from_id]
    asked_then, asked = _asked(old), _asked(new)
    rules_then = Rule.objects.filter(template=template.copied_from_id)
    return [
        *_of_sections(old, new),
        *_of_questions(asked_then, asked),
        *_of_rules(_said(rules_then, asked_then), _said(template.rules.all(), asked)),
    ]


def _said(rules: Iterable[Rule], questions: dict[str, Question]) -> dict[str, RuleWords]:
    """By key, in the order that they were made in."""
    return {
        rule.key: (in_words(rule, questions), str(Severity(rule.severity).label), rule.message)
        for rule in sorted(rules, key=lambda rule: rule.pk)
    }


def _of_rules(before: dict[str, RuleWords], after: dict[str, RuleWords]) -> Iterator[TemplateChange]:
    labels = (_("Regel"), _("Alvor"), _("Egne ord"))
    for key, words in after.items():
        what = _("Regel: %s") % words[0]
        if key not in before:
            yield TemplateChange(ADDED, what)
        elif changed := _differing(zip(labels, before[key], words, strict=True)):
            yield TemplateChange(CHANGED, what, changed)
    for key, words in before.items():
        if key not in after:
            yield TemplateChange(REMOVED, _("Regel: %s") % words[0])


def _asked(sections: list[Section]) -> dict[str, Question]:
    return {question.key: question for section in sections for question in section.questions.all()}


def _of_sections(old: list[Section], new: list[Section]) -> Iterator[TemplateChange]:
    before, after = ({section.key: section for section in sections} for sections in (old, new))
    for key, section in after.items():
        name = _("Kapittel %s") % section
        if key not in before:
            yield TemplateChange(ADDED, name)
            continue
        then = before[key]
        pairs = (
            (_("Tittel"), then.title, section.title),
            (_("Innledning"), then.introduction, section.introduction),
        )
        if changed := _differing(pairs):
            yield TemplateChange(CHANGED, name, changed)
    for key in before.keys() - after.keys():
        yield TemplateChange(REMOVED, _("Kapittel %s") % before[key])


def _of_questions(before: dict[str, Question], after: dict[str, Question]) -> Iterator[TemplateChange]:
    for key, question in after.items():
        name = f"{question.number} {question}"
        if key not in before:
            yield TemplateChange(ADDED, name)
            continue
        then = before[key]
        pairs = [(str(label), say(then), say(question)) for label, say in FIELDS]
        pairs.append((_("Kapittel"), then.section.title, question.section.title))
        if changed := _differing(pairs):
            yield TemplateChange(CHANGED, name, changed)
    for key, question in before.items():
        if key not in after:
            yield TemplateChange(REMOVED, f"{question.number} {question}")


def _differing(pairs: Iterable[tuple[str, str, str]]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(label, then, now) for label, then, now in pairs if then != now)
