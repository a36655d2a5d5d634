"""A rule in words for those who make a template: what it asks, and what a county that breaks it would read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal import formats
from reporting.answers import Answer, Raw, answer
from reporting.models.rules import Rule, RuleKind
from reporting.models.templates import Kind, Question
from reporting.quantities import quantity, written_number
from reporting.rule_faults import amount, faults, operands
from reporting.rules import LastYear, breach_of

ByKey = Mapping[str, Question]
THEN = 2010  # an example's year before
SOME = Decimal(10)  # an example's number where the rule says none


def in_words(rule: Rule, questions: ByKey) -> str:
    """One sentence; `questions` are the template's, by key."""
    if faults(rule, questions):
        return _("Regelen «%s» passer ikke til spørsmålene.") % rule.key
    own = questions[rule.question]
    words = {"question": named(own)}
    match rule.kind:
        case RuleKind.SUM_AT_MOST:
            is_one = len(rule.parameters["parts"]) == 1
            said = _("%(parts)s er %(together)s så mye som %(question)s.")
            words |= {"parts": _listed(rule, "parts", questions)}
            words |= {"together": _("høyst") if is_one else _("til sammen høyst")}
        case RuleKind.MEETS:
            said = _("%(sum)s er det samme som %(question)s.")
            words |= {"sum": _sum(rule, questions)}
        case RuleKind.REQUIRED_IF:
            said = _("%(question)s må besvares når %(condition)s.")
            words |= {"condition": _condition(rule, questions)}
        case RuleKind.BETWEEN:
            said = _("%(question)s er %(limits)s.")
            words |= {"limits": _limits(rule, own)}
        case _:
            said = _("%(question)s er høyst %(percent)s %% mer eller mindre enn i fjor%(least)s.")
            words |= {"percent": _percent(rule), "least": _least(rule, own)}
    return said % words


def named(question: Question) -> str:
    return f"«{question.short_label or question.label}»"


def _listed(rule: Rule, name: str, questions: ByKey) -> str:
    names = [named(questions[key]) for key in rule.parameters.get(name) or []]
    return str(get_text_list(names, _("og")))


def _sum(rule: Rule, questions: ByKey) -> str:
    plus, minus = (
        [named(questions[key]) for key in rule.parameters.get(name) or []] for name in ("plus", "minus")
    )
    return _(" minus ").join([_(" pluss ").join(plus) or "0", *minus])


def _condition(rule: Rule, questions: ByKey) -> str:
    asked = questions[rule.parameters["when"]]
    words = {"asked": named(asked)}
    if (limit := amount(rule.parameters.get("above"))) is not None:
        return _("%(asked)s er mer enn %(limit)s") % (words | {"limit": _said(asked, limit)})
    if key := rule.parameters.get("is"):
        return _("svaret på %(asked)s er «%(answer)s»") % (words | {"answer": option(asked, key)})
    key = rule.parameters["is_not"]
    return _("svaret på %(asked)s er et annet enn «%(answer)s»") % (words | {"answer": option(asked, key)})


def _limits(rule: Rule, own: Question) -> str:
    low, high = (amount(rule.parameters.get(name)) for name in ("minimum", "maximum"))
    if low is None:
        return _("høyst %s") % _said(own, high or Decimal())
    if high is None:
        return _("minst %s") % _said(own, low)
    return _("mellom %(low)s og %(high)s") % {
        "low": written_number(low.normalize()),
        "high": _said(own, high),
    }


def _percent(rule: Rule) -> str:
    return formats.decimal(amount(rule.parameters.get("percent")) or Decimal())


def _least(rule: Rule, own: Question) -> str:
    least = amount(rule.parameters.get("units"))
    if not least:
        return ""
    is_share = own.kind == Kind.PERCENT
    size = _("%s prosentpoeng") % written_number(least.normalize()) if is_share else _said(own, least)
    return _(", og det telles bare når det skiller minst %s") % size


def _said(question: Question, number: Decimal) -> str:
    return quantity({"kind": question.kind, "unit": question.unit}, f"{number.normalize():f}")


def answers_to(question: Question) -> list[tuple[str, str]]:
    """What can be chosen, as it is kept and in words."""
    if question.kind == Kind.YESNO:
        return [("ja", _("Ja")), ("nei", _("Nei"))]
    return [(key, label) for key, label in question.options]


def option(question: Question, key: str) -> str:
    return dict(answers_to(question)).get(key, key)


# What a county reads


def example(rule: Rule, questions: ByKey) -> str:
    """What the portal says at a made-up answer that breaks the rule, where there is one."""
    if faults(rule, questions):
        return ""
    for values, then in _broken(rule, questions):
        keys = [rule.question, *operands(rule)]
        answers = {key: _answered(questions[key], values.get(key, "")) for key in keys}
        if breach := breach_of(rule, answers, then):
            return breach.words
    return ""


def _answered(question: Question, raw: Raw) -> Answer:
    """As in a report where it is asked for."""
    bare = Question(
        key=question.key,
        kind=question.kind,
        label=question.label,
        short_label=question.short_label,
        unit=question.unit,
        options=question.options,
        decimals=2,
    )
    return answer(bare, {question.key: raw})


def _broken(rule: Rule, questions: ByKey) -> Iterator[tuple[Mapping[str, Raw], LastYear]]:
    none = LastYear(THEN)
    own, numbers = rule.question, rule.parameters
    match rule.kind:
        case RuleKind.SUM_AT_MOST:
            yield _texts({own: SOME, numbers["parts"][0]: SOME + 1}), none
        case RuleKind.MEETS:
            yield _texts(dict.fromkeys(operands(rule), SOME) | {own: SOME + 1}), none
        case RuleKind.REQUIRED_IF:
            yield from ((values, none) for values in _asking(numbers, questions))
        case RuleKind.BETWEEN:
            low, high = amount(numbers.get("minimum")), amount(numbers.get("maximum"))
            yield from ((_texts({own: limit}), none) for limit in _outside(low, high))
        case _:
            then = SOME + (amount(numbers.get("units")) or 0)
            now = then * (2 + (amount(numbers.get("percent")) or Decimal()) / 100)
            yield _texts({own: now.quantize(Decimal(1))}), LastYear(THEN, then)


def _outside(low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    if high is not None:
        yield high + 1
    if low is not None:
        yield low - 1


def _texts(numbers: Mapping[str, Decimal]) -> dict[str, Raw]:
    return {key: f"{number.normalize():f}".replace(".", ",") for key, number in numbers.items()}


def _asking(numbers: Mapping[str, object], questions: ByKey) -> Iterator[dict[str, Raw]]:
    """Answers to the question that decides."""
    when = str(numbers["when"])
    if (limit := amount(numbers.get("above"))) is not None:
        yield _texts({when: limit + 1})
    for key, _label in answers_to(questions[when]):
        yield {when: [key] if questions[when].kind == Kind.CHOICES else key}
