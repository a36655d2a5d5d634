"""Whether a rule fits its template, in words for whoever wrote it. What `parameters` holds, by kind:

- `sum_at_most`: `parts`, the questions whose sum is at most the rule's own question.
- `meets`: `plus` and `minus`, the questions that added and subtracted make the rule's own.
- `required_if`: `when`, a question, and one of `is`, `is_not` (an answer as it is kept: "ja", an option's key) and
  `above` (a number).
- `between`: `minimum`, `maximum`, or both.
- `versus_last_year`: `percent` that it may differ by, and the `units` it must differ by to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from reporting.models.rules import Rule, RuleKind
from reporting.models.templates import Kind, Question

LISTS, ONE, TESTS = ("parts", "plus", "minus"), "when", ("is", "is_not", "above")
NUMBERS = ("above", "minimum", "maximum", "percent", "units")
KNOWN: dict[str, set[str]] = {
    RuleKind.SUM_AT_MOST: {"parts"},
    RuleKind.MEETS: {"plus", "minus"},
    RuleKind.REQUIRED_IF: {ONE, *TESTS},
    RuleKind.BETWEEN: {"minimum", "maximum"},
    RuleKind.VERSUS_LAST_YEAR: {"percent", "units"},
}


def operands(rule: Rule) -> list[str]:
    """The keys of the other questions that the rule reads."""
    listed = [key for name in LISTS for key in rule.parameters.get(name) or []]
    return listed + ([rule.parameters[ONE]] if rule.parameters.get(ONE) else [])


def amount(value: Any) -> Decimal | None:
    """A number of `parameters`, None where there is none."""
    try:
        number = None if isinstance(value, bool) or value in (None, "") else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def faults(rule: Rule, questions: Mapping[str, Question]) -> list[str]:
    """What is wrong with the rule; `questions` are its template's, by key."""
    if rule.kind not in KNOWN:
        return [_("«%s» er ikke et slag av regler.") % rule.kind]
    found = [*_of_parameters(rule), *_of_questions(rule, questions)]
    return found or list(_of_kind(rule, questions))


def _of_parameters(rule: Rule) -> Iterator[str]:
    for name, value in rule.parameters.items():
        if name not in KNOWN[rule.kind]:
            yield _("Regelen «%(key)s» bruker ikke «%(name)s».") % {"key": rule.key, "name": name}
        elif name in LISTS and not isinstance(value, list):
            yield _("«%s» må være en liste av spørsmål.") % name
        elif name in NUMBERS and value is not None and amount(value) is None:
            yield _("«%s» må være et tall.") % name


def _of_questions(rule: Rule, questions: Mapping[str, Question]) -> Iterator[str]:
    for key in [rule.question, *operands(rule)]:
        question = questions.get(key)
        if question is None:
            yield _("Spørsmålet «%s» finnes ikke i malen.") % key
        elif rule.kind != RuleKind.REQUIRED_IF and not question.is_numeric:
            yield _("«%s» har ikke et tall til svar.") % question
    if rule.question in operands(rule):
        yield _("«%s» kan ikke sammenliknes med seg selv.") % questions.get(rule.question, rule.question)


def _of_kind(rule: Rule, questions: Mapping[str, Question]) -> Iterator[str]:
    numbers = {name: amount(rule.parameters.get(name)) for name in NUMBERS}
    match rule.kind:
        case RuleKind.SUM_AT_MOST | RuleKind.MEETS if not operands(rule):
            yield _("Velg hvilke spørsmål svaret skal regnes mot.")
        case RuleKind.REQUIRED_IF:
            yield from _of_condition(rule, questions)
        case RuleKind.BETWEEN:
            low, high = numbers["minimum"], numbers["maximum"]
            if low is None and high is None:
                yield _("Skriv den nedre grensen, den øvre eller begge.")
            elif low is not None and high is not None and low > high:
                yield _("Den nedre grensen er høyere enn den øvre.")
        case RuleKind.VERSUS_LAST_YEAR:
            if rule.is_error:
                yield _("En endring siden i fjor kan bare være et varsel.")
            if not numbers["percent"] or numbers["percent"] < 0 or (numbers["units"] or 0) < 0:
                yield _("Skriv hvor mange prosent svaret kan endre seg, og minst hvor mye.")


def _of_condition(rule: Rule, questions: Mapping[str, Question]) -> Iterator[str]:
    asked = questions.get(rule.parameters.get(ONE, ""))
    tests = [name for name in TESTS if rule.parameters.get(name) not in (None, "")]
    if asked is None or len(tests) != 1:
        yield _("Velg spørsmålet som avgjør, og ett svar eller ett tall å måle det mot.")
    elif ("above" in tests) != asked.is_numeric:
        yield _("«%s» kan ikke måles slik: et tall mot et tall, ellers et svar.") % asked
    elif not asked.is_numeric and rule.parameters[tests[0]] not in _answers_to(asked):
        words = {"answer": rule.parameters[tests[0]], "question": asked}
        yield _("«%(answer)s» er ikke et svar på «%(question)s».") % words


def _answers_to(question: Question) -> list[str]:
    return ["ja", "nei"] if question.kind == Kind.YESNO else [key for key, _label in question.options]
