"""The figures of a chapter that the portal counts, as one table on the page where the chapter is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.forms import BoundField
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal import clock, formats
from reporting.answers import REASON, Answer, answer, comment_key, reason_key
from reporting.changes import YearBefore
from reporting.completion import MovedFigure, SectionCompletion
from reporting.forms import AnswerField, SectionForm, written
from reporting.models import AnnualReport, Section
from reporting.models.answers import saved_versions
from reporting.rules import Breach
from reporting.snapshot import question_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Told:
    """What the page says at a question besides its own errors, and where the writer answers a warning."""

    breaches: list[Breach]
    comment: BoundField | None
    moved: str
    asked: str  # what the reviewer wants changed

    @property
    def asks_comment(self) -> bool:
        return any(not breach.rule.is_error for breach in self.breaches)


@dataclass(frozen=True)
class CountedFigure:
    """What the portal counted, and what the county says instead where it does."""

    field: BoundField
    reason: BoundField
    answer: Answer
    by: str  # who overruled it
    before: str
    change: str
    told: Told

    @property
    def now(self) -> str:
        """The figure as the report has it."""
        return written(self.answer.question, self.answer.typed) if self.is_overruled else self.counted

    @property
    def is_number(self) -> bool:
        return self.answer.question.is_numeric

    @property
    def counted(self) -> str:
        return str(self._question_field.counted_text)

    @property
    def rows_url(self) -> str:
        return str(self._question_field.rows_url)

    @property
    def label(self) -> str:
        """As the report has it; the question itself is where it is overruled."""
        return self.answer.question.short_label or str(self._question_field.label)

    @property
    def shown_if(self) -> Any:
        """The question and the answer that this one waits for, or None."""
        return self._question_field.shown_if

    @property
    def is_overruled(self) -> bool:
        return self.answer.overruled and not self.answer.error

    @property
    def has_errors(self) -> bool:
        return bool(self.field.errors or self.reason.errors)

    @property
    def _question_field(self) -> Any:
        return self.field.field


@dataclass(frozen=True)
class AskedField:
    """A question that people answer, with last year's answer to it."""

    field: BoundField
    before: str
    told: Told

    @property
    def is_prose(self) -> bool:
        question: Any = self.field.field
        return bool(question.question.kind == "text")

    @property
    def is_as_before(self) -> bool:
        return bool(self.before) and str(self.field.value() or "").strip() == self.before.strip()


def fields_of(
    form: SectionForm, before: YearBefore | None, by: Mapping[str, str], row: SectionCompletion
) -> tuple[list[CountedFigure], list[AskedField]]:
    """The form's questions: those that are counted, and those that are asked.

    `by` is from `who_overruled`; `row` is the section with what the form has in it.
    """
    counted, asked = [], []
    moved = {one.question.key: _moved(one) for one in row.moved}
    for name, field in form.fields.items():
        if not isinstance(field, AnswerField):
            continue
        said = before.words(name) if before else ""
        told = Told(
            row.breaches_at(field.question),
            _comment(form, field),
            moved.get(name, ""),
            row.asked_at(field.question),
        )
        if field.counted is None:
            asked.append(AskedField(form[name], said, told))
            continue
        given = answer(field.question, form.data, form.figures)
        change = before.change(question_of(given)) if before else ""
        reason = form[reason_key(field.question)]
        counted.append(CountedFigure(form[name], reason, given, by.get(name, ""), said, change, told))
    return counted, asked


def _comment(form: SectionForm, field: AnswerField) -> BoundField | None:
    name = comment_key(field.question)
    return form[name] if name in form.fields else None


def _moved(figure: MovedFigure) -> str:
    day = formats.day_of_month(localdate(figure.since), on=clock.today())
    words = {"then": written(figure.question, figure.then), "day": day}
    if not figure.now:
        return (
            _("Tallet var %(then)s da kapittelet ble lagret %(day)s. Nå har portalen ikke noe tall.") % words
        )
    text = _(
        "Tallet var %(then)s da kapittelet ble lagret %(day)s. Nå er det %(now)s. "
        "Lagre kapittelet når du har sett over det."
    )
    return text % (words | {"now": written(figure.question, figure.now)})


def who_overruled(report: AnnualReport, section: Section | None = None) -> dict[str, str]:
    """By question key, who wrote the answer and the reason that stand there now (1 query)."""
    # A chapter is saved at every pause in typing; only the versions with a reason are read.
    texts = saved_versions(report, section).annotate(typed=Cast("values", TextField()))
    explained = texts.filter(typed__contains=f'{REASON}"')
    stands: dict[str, tuple[Any, Any]] = {}
    by: dict[str, str] = {}
    for values, name in explained.values_list("values", "saved_by__name"):
        for key in [key.removesuffix(REASON) for key in values if key.endswith(REASON)]:
            said = (values.get(key), values[f"{key}{REASON}"])
            if stands.get(key) != said:
                stands[key], by[key] = said, name
    return by
