"""A section's earlier versions, from pghistory's rows: what one person wrote in one sitting is one version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.answers import COMMENT, REASON, Raw
from reporting.forms import written
from reporting.models import AnnualReport, Question, Section
from reporting.models.answers import saved_versions

SITTING = dt.timedelta(minutes=10)  # a longer pause begins a new one


@dataclass(frozen=True)
class SectionVersion:
    """As the section was left. `changed` are the answers that are others than in the version before."""

    number: int
    who: str
    when: dt.datetime
    values: Mapping[str, Raw]
    changed: Sequence[str] = ()  # the questions' labels


@dataclass(frozen=True)
class DifferingAnswer:
    label: str
    then: str
    now: str


def versions_of(report: AnnualReport, section: Section) -> list[SectionVersion]:
    """The newest first (2 queries)."""
    columns = ("version", "saved_by__name", "saved_at", "values")
    rows = list(saved_versions(report, section).values_list(*columns))
    left = [
        row
        for row, following in zip(rows, [*rows[1:], None], strict=False)
        if following is None or following[1] != row[1] or following[2] - row[2] > SITTING
    ]
    questions, found = list(section.questions.all()), []
    before: Mapping[str, Raw] = {}
    for number, who, when, values in left:
        changed = [one.label for one in differing(questions, values, before)]
        found.append(SectionVersion(number, who, when, values, changed))
        before = values
    return found[::-1]


def version_of(report: AnnualReport, section: Section, number: int) -> SectionVersion | None:
    rows = saved_versions(report, section).filter(version=number)
    row = rows.values_list("saved_by__name", "saved_at", "values").first()
    return SectionVersion(number, *row) if row else None


def differing(
    questions: Sequence[Question], then: Mapping[str, Raw], now: Mapping[str, Raw]
) -> list[DifferingAnswer]:
    """The answers, reasons and comments that are not the same, in the order of the questions."""
    return [
        DifferingAnswer(question.label, *(_said(question, key, values) for values in (then, now)))
        for question in questions
        for key in (question.key, f"{question.key}{REASON}", f"{question.key}{COMMENT}")
        if then.get(key, "") != now.get(key, "")
    ]


def _said(question: Question, key: str, values: Mapping[str, Raw]) -> str:
    raw = values.get(key, "")
    return written(question, raw) if raw and key == question.key else str(raw)
