"""A whole report's answers, with the rules of its template that they break. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reporting.answers import Answer, Raw, answers
from reporting.figures import Figures
from reporting.models import AnnualReport, Question, Rule, Section
from reporting.rules import Breach, LastYear, breach_of


@dataclass(frozen=True)
class CheckedReport:
    """Read and checked once, when somebody asks. `sections` are from `sections_of`, `values` are by section id."""

    report: AnnualReport
    sections: Sequence[Section]
    values: Mapping[int, Mapping[str, Raw]]
    figures: Figures

    @cached_property
    def answers(self) -> dict[int, list[Answer]]:
        """By section id."""
        return {row.pk: answers(row, self.values.get(row.pk, {}), self.figures) for row in self.sections}

    @cached_property
    def breaches(self) -> dict[str, list[Breach]]:
        """By the key of the question that they are told at."""
        return {key: self.told_at(answer.question) for key, answer in self._by_key.items()}

    def told_at(self, question: Question) -> list[Breach]:
        found = (breach_of(Rule.read(row), self._by_key, self._last_year(row)) for row in question.rule_rows)
        return [breach for breach in found if breach]

    @cached_property
    def _by_key(self) -> dict[str, Answer]:
        return {answer.question.key: answer for rows in self.answers.values() for answer in rows}

    def _last_year(self, row: Mapping[str, Any]) -> LastYear:
        region, year = self.report.region_id, self.report.round.year - 1
        return LastYear(year, Rule.then(row, region, year))
