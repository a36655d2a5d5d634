"""The figures of a chapter that the portal counts, as one table on the page where the chapter is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.forms import BoundField

from reporting.answers import REASON, Answer, answer, reason_key
from reporting.changes import YearBefore
from reporting.forms import AnswerField, SectionForm, written
from reporting.models import AnnualReport, Section
from reporting.models.reports import saved_versions
from reporting.snapshot import question_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class CountedFigure:
    """What the portal counted, and what the county says instead where it does."""

    field: BoundField
    reason: BoundField
    answer: Answer
    by: str  # who overruled it
    before: str
    change: str

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
        return str(self._question_field.label)

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

    @property
    def is_prose(self) -> bool:
        question: Any = self.field.field
        return bool(question.question.kind == "text")

    @property
    def is_as_before(self) -> bool:
        return bool(self.before) and str(self.field.value() or "").strip() == self.before.strip()


def fields_of(
    form: SectionForm, before: YearBefore | None, by: Mapping[str, str]
) -> tuple[list[CountedFigure], list[AskedField]]:
    """The form's questions: those that are counted, and those that are asked. `by` is from `who_overruled`."""
    counted, asked = [], []
    for name, field in form.fields.items():
        if not isinstance(field, AnswerField):
            continue
        said = before.words(name) if before else ""
        if field.counted is None:
            asked.append(AskedField(form[name], said))
            continue
        given = answer(field.question, form.data, form.figures)
        change = before.change(question_of(given)) if before else ""
        reason = form[reason_key(field.question)]
        counted.append(CountedFigure(form[name], reason, given, by.get(name, ""), said, change))
    return counted, asked


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
