"""From what was typed to what it means: one answer, one section, one report.

Raw answers are text, or a list of option keys. Values are `str`, `Decimal`, `bool` or `list[str]`.
Nothing here asks the database: the questions are passed in with their section loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal import formats, glyphs, reading
from reporting.figures import NOTHING, Figures
from reporting.models.templates import Kind, Question, Section

Raw = str | list[str]
Value = str | Decimal | bool | list[str]

REASON, COMMENT = "--grunn", "--kommentar"


class Invalid(ValueError):
    """An answer that does not fit its question; the message is a sentence for the writer."""


@dataclass(frozen=True)
class Answer:
    """One question as a report answers it."""

    question: Question
    raw: Raw
    value: Value | None
    error: str
    shown: bool
    computed: Raw | None = None  # what the portal counted, where it counts this
    typed: Raw = ""  # what the writer said instead, or nothing
    reason: str = ""
    comment: str = ""  # what the writer says to a warning

    @property
    def overruled(self) -> bool:
        """Whether the writer says something else than what the portal counted."""
        return self.computed is not None and bool(self.typed) and not self._agrees()

    def _agrees(self) -> bool:
        try:
            return parse(self.question, self.typed) == parse(self.question, self.computed or "")
        except Invalid:
            return False

    @property
    def lacks_figure(self) -> bool:
        """Whether the writer says why, and not what."""
        return self.computed is not None and bool(self.reason) and not self.typed

    @property
    def without_glyph(self) -> list[str]:
        """The characters that the PDF can only show as empty boxes."""
        return glyphs.without_glyph(f"{self.raw}{self.reason}{self.comment}") if self.shown else []

    @property
    def is_empty(self) -> bool:
        return not self.raw

    @property
    def is_missing(self) -> bool:
        return self.shown and self.question.required and self.is_empty

    @property
    def problem(self) -> str:
        """What stops the report from being submitted, or nothing."""
        if not self.shown:
            return ""
        if self.overruled and not self.reason and not self.error:
            return _("Skriv hvorfor svaret er et annet enn det portalen har regnet ut.")
        if self.lacks_figure:
            text = _("Skriv det riktige svaret på «%s», eller slett begrunnelsen.")
            return text % (self.question.short_label or self.question.label)
        return self.error or (_("Mangler svar.") if self.is_missing else "")


def parse_number(text: str, *, money: bool = False) -> Decimal:
    """A number as Norwegians write it, as `reading.number` reads it. Raises `Invalid`."""
    try:
        return reading.number(text, money=money)
    except reading.Unclear as error:
        raise Invalid(str(error)) from None


def parse(question: Question, raw: Raw) -> Value | None:
    """The meaning of a raw answer, None where it is empty. Raises `Invalid`."""
    if not raw:
        return None
    if question.kind == Kind.CHOICES:
        return _choices(question, raw if isinstance(raw, list) else [raw])
    text = raw if isinstance(raw, str) else ""
    if question.is_numeric:
        return _within_limits(question, parse_number(text, money=question.kind == Kind.NOK))
    if question.kind == Kind.YESNO:
        if text not in ("ja", "nei"):
            raise Invalid(_("Svar ja eller nei."))
        return text == "ja"
    if question.kind == Kind.CHOICE:
        return _choices(question, [text])[0]
    if question.max_length and len(text) > question.max_length:
        raise Invalid(
            _("Svaret er %(length)d tegn. Kort det ned til høyst %(limit)d.")
            % {"length": len(text), "limit": question.max_length}
        )
    return text


def answer(question: Question, values: Mapping[str, Raw], figures: Figures = NOTHING) -> Answer:
    typed, computed = clean_raw(values.get(question.key, "")), figures.get(question.computed)
    raw = typed or computed or ""
    try:
        value, error = parse(question, raw), ""
    except Invalid as invalid:
        value, error = None, str(invalid)
    return Answer(
        question=question,
        raw=raw,
        value=value,
        error=error,
        shown=is_shown(question, values, figures),
        computed=computed,
        typed=typed,
        reason=str(clean_raw(values.get(reason_key(question), ""))),
        comment=str(clean_raw(values.get(comment_key(question), ""))),
    )


def answers(section: Section, values: Mapping[str, Raw], figures: Figures = NOTHING) -> list[Answer]:
    """The section's questions in order, as `values` answers them and `figures` fill in."""
    return [answer(question, values, figures) for question in section.questions.all()]


def is_shown(question: Question, values: Mapping[str, Raw], figures: Figures = NOTHING) -> bool:
    """Whether a dependent question's condition is met (questions that wait for nothing always show)."""
    waits = question.shown_if
    if waits is None:
        return True
    return (values.get(waits.key) or figures.get(waits.computed)) == question.shown_if_value


def reason_key(question: Question) -> str:
    """Where the reason for overruling a computed answer is kept, beside the answer."""
    return f"{question.key}{REASON}"


def comment_key(question: Question) -> str:
    """Where the comment on a warning is kept, beside the answer."""
    return f"{question.key}{COMMENT}"


def clean_raw(raw: Any) -> Raw:
    """Typed text without what nobody sees and without the white space around it."""
    if raw == "":  # no reason and no comment, as at most questions
        return ""
    if isinstance(raw, list):
        return [text for item in raw if (text := reading.written(item, lines=False))]
    return reading.written(raw, lines=True)


def clean_values(questions: Iterable[Question], values: Mapping[str, Any]) -> dict[str, Raw]:
    """Only the section's own questions, cleaned, without the empty ones."""
    cleaned: dict[str, Raw] = {}
    for question in questions:
        cleaned[question.key] = clean_raw(values.get(question.key, ""))
        if question.computed:  # also before there is an answer that it explains
            cleaned[reason_key(question)] = clean_raw(values.get(reason_key(question), ""))
        cleaned[comment_key(question)] = clean_raw(values.get(comment_key(question), ""))
    return {key: raw for key, raw in cleaned.items() if raw}


def _choices(question: Question, keys: list[str]) -> list[str]:
    known = [key for key, _label in question.options]
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise Invalid(_("«%s» er ikke et av valgene. Velg på nytt.") % unknown[0][:40])
    return [key for key in known if key in keys]


def _within_limits(question: Question, number: Decimal) -> Decimal:
    low = question.minimum if question.minimum is not None else None
    high = question.maximum
    if question.kind in (Kind.PERCENT, Kind.NOK):
        low = low if low is not None else Decimal(0)
    if question.kind == Kind.PERCENT:
        high = high if high is not None else Decimal(100)
    if low is not None and number < low:
        raise Invalid(_("Tallet må være minst %s.") % _plain(low))
    if high is not None and number > high:
        raise Invalid(_("Tallet må være høyst %s.") % _plain(high))
    if -number.normalize().as_tuple().exponent > question.decimals:  # type: ignore[operator]
        if question.decimals == 0:
            raise Invalid(_("Skriv et helt tall, uten desimaler."))
        raise Invalid(_("Skriv høyst %d desimaler.") % question.decimals)
    return number


def _plain(number: Decimal) -> str:
    return formats.decimal(number)
