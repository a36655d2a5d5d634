"""A report's answers checked by its template's rules. Nothing here asks the database.

A rule says nothing where an answer that it needs is missing or unreadable, which is told by itself. An answer that
may be left out, or that isn't asked for, counts as nothing in a sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reporting.answers import Answer
from reporting.models.rules import Rule, RuleKind
from reporting.models.templates import Kind, Question
from reporting.quantities import quantity, written_number
from reporting.rule_faults import amount

ByKey = Mapping[str, Answer]


@dataclass(frozen=True)
class LastYear:
    """The number that a question was answered by in the published report of the year before."""

    year: int
    number: Decimal | None = None


@dataclass(frozen=True)
class Breach:
    """A rule that the answers don't keep, told at one of them in words."""

    rule: Rule
    answer: Answer
    words: str

    @property
    def is_open(self) -> bool:
        """Whether it stops the report: a warning does until it has its comment."""
        return self.rule.is_error or not self.answer.comment


def breach_of(rule: Rule, answers: ByKey, then: LastYear) -> Breach | None:
    """Where the rule is broken: the answer it is told at, and what is wrong with the numbers in it."""
    answer = answers.get(rule.question)
    if answer is None or not answer.shown:
        return None
    match rule.kind:
        case RuleKind.SUM_AT_MOST:
            words = _sum_at_most(rule, answer, answers)
        case RuleKind.MEETS:
            words = _meets(rule, answer, answers)
        case RuleKind.REQUIRED_IF:
            words = _required_if(rule, answer, answers)
        case RuleKind.BETWEEN:
            words = _between(rule, answer)
        case _:
            words = _versus_last_year(rule, answer, then)
    return Breach(rule, answer, f"{rule.message} {words}".strip()) if words else None


def _sum_at_most(rule: Rule, total: Answer, answers: ByKey) -> str:
    high, parts = _number(total), _terms(rule, "parts", answers)
    found = sum((number for _answer, number in parts or []), Decimal())
    if high is None or parts is None or found <= high:
        return ""
    counted = [(part, number) for part, number in parts if number]
    words = {"total": _name(total), "most": _said(total, high), "sum": _said(total, found)}
    if len(counted) == 1:
        words["part"] = _name(counted[0][0])
        return _("«%(part)s» er %(sum)s, men «%(total)s» er bare %(most)s.") % words
    words["parts"] = ", ".join(_named(counted))
    return _("%(parts)s er til sammen %(sum)s, men «%(total)s» er bare %(most)s.") % words


def _meets(rule: Rule, left: Answer, answers: ByKey) -> str:
    stands = _number(left)
    plus, minus = _terms(rule, "plus", answers), _terms(rule, "minus", answers)
    if stands is None or plus is None or minus is None:
        return ""
    found = sum((number for _answer, number in plus), Decimal())
    found -= sum((number for _answer, number in minus), Decimal())
    if found == stands:
        return ""
    added = _(" pluss ").join(_named(plus)) or _said(left, Decimal())
    words = {"sum": _(" minus ").join([added, *_named(minus)]), "found": _said(left, found)}
    words |= {"left": _name(left), "stands": _said(left, stands)}
    return _("%(sum)s er %(found)s, men «%(left)s» er %(stands)s.") % words


def _required_if(rule: Rule, answer: Answer, answers: ByKey) -> str:
    asked = answers.get(rule.parameters.get("when", ""))
    wants = asked is not None and asked.shown and not asked.error and not asked.is_empty
    if asked is None or not wants or not answer.is_empty or answer.question.required:
        return ""
    words: dict[str, str] = {"asked": _name(asked)}
    if (limit := amount(rule.parameters.get("above"))) is not None:
        number = _number(asked)
        if number is None or number <= limit:
            return ""
        words |= {"limit": _said(asked, limit), "number": _said(asked, number)}
        return _("Svar her når «%(asked)s» er mer enn %(limit)s. Nå er det %(number)s.") % words
    chosen = asked.raw if isinstance(asked.raw, list) else [asked.raw]
    if (key := rule.parameters.get("is")) and key in chosen:
        return _("Svar her når svaret på «%(asked)s» er «%(key)s».") % (words | {"key": _option(asked, key)})
    if (key := rule.parameters.get("is_not")) and key not in chosen:
        words["key"] = _option(asked, key)
        return _("Svar her når svaret på «%(asked)s» er et annet enn «%(key)s».") % words
    return ""


def _between(rule: Rule, answer: Answer) -> str:
    number = _number(answer)
    low, high = amount(rule.parameters.get("minimum")), amount(rule.parameters.get("maximum"))
    if number is None:
        return ""
    words = {"number": _said(answer, number)}
    if low is not None and number < low:
        return _("Svaret er %(number)s, som er mindre enn %(limit)s.") % (
            words | {"limit": _said(answer, low)}
        )
    if high is not None and number > high:
        return _("Svaret er %(number)s, som er mer enn %(limit)s.") % (words | {"limit": _said(answer, high)})
    return ""


def _versus_last_year(rule: Rule, answer: Answer, then: LastYear) -> str:
    number = _number(answer)
    percent = amount(rule.parameters.get("percent"))
    units = amount(rule.parameters.get("units")) or Decimal()
    if number is None or then.number is None or percent is None:
        return ""
    moved = abs(number - then.number)
    if not moved or moved < units or moved * 100 <= percent * abs(then.number):
        return ""
    words = {"now": _said(answer, number), "then": _said(answer, then.number), "year": then.year}
    words["moved"] = _moved(answer.question, number - then.number, then.number)
    return _("Svaret er %(now)s, mot %(then)s i %(year)s: %(moved)s.") % words


def _moved(question: Question, difference: Decimal, then: Decimal) -> str:
    """ "158 % mer", "12 prosentpoeng mindre", or only "mer" where there was nothing."""
    size, more = abs(difference), difference > 0
    if question.kind == Kind.PERCENT:
        said = _("%s prosentpoeng") % written_number(size.normalize())
    elif then:
        said = f"{written_number((size * 100 / abs(then)).quantize(Decimal(1)))} %"
    else:
        said = _said_of(question, size)
    return (_("%s mer") if more else _("%s mindre")) % said


def _number(answer: Answer) -> Decimal | None:
    return answer.value if answer.shown and isinstance(answer.value, Decimal) else None


def _terms(rule: Rule, name: str, answers: ByKey) -> list[tuple[Answer, Decimal]] | None:
    """The named questions' answers with their numbers; None where one isn't there to be read."""
    found = []
    for answer in map(answers.get, rule.parameters.get(name) or []):
        if answer is None:
            return None
        number = Decimal() if _may_lack(answer) else _number(answer)
        if number is None:
            return None
        found.append((answer, number))
    return found


def _may_lack(answer: Answer) -> bool:
    return not answer.shown or (answer.is_empty and not answer.question.required)


def _named(terms: list[tuple[Answer, Decimal]]) -> list[str]:
    """ "«Politikere» 3 deltakere", without those that are nothing."""
    return [f"«{_name(answer)}» {_said(answer, number)}" for answer, number in terms if number]


def _name(answer: Answer) -> str:
    return answer.question.short_label or answer.question.label


def _said(answer: Answer, number: Decimal) -> str:
    return _said_of(answer.question, number)


def _said_of(question: Question, number: Decimal) -> str:
    about: dict[str, Any] = {"kind": question.kind, "unit": question.unit}
    return quantity(about, f"{number.normalize():f}")


def _option(answer: Answer, key: str) -> str:
    return str({"ja": _("Ja"), "nei": _("Nei")}.get(key) or dict(answer.question.options).get(key, key))
