"""One chapter by itself, for the page that saves it while it is being written: no other is read than those whose
answers its rules compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.answers import Raw
from reporting.checked import CheckedReport
from reporting.figures import Figures, of_reports
from reporting.models import AnnualReport, Question, Rule, Section, SectionAnswers
from reporting.rule_faults import operands
from reporting.rules import Breach
from reporting.structure import sections_of


@dataclass(frozen=True)
class CheckedChapter:
    section: Section
    checked: CheckedReport  # of the chapters that are compared, with the figures of what is compared

    @property
    def figures(self) -> Figures:
        return self.checked.figures

    @property
    def breaches(self) -> dict[str, list[Breach]]:
        """The rules that are broken at the chapter's questions, by the keys of these."""
        told = {question.key: self.checked.told_at(question) for question in self.section.questions.all()}
        return {key: found for key, found in told.items() if found}

    def with_values(self, values: Mapping[str, Raw]) -> CheckedChapter:
        """As it would be with these answers, checked with the others' as they stand."""
        checked = replace(self.checked, values={**self.checked.values, self.section.pk: values})
        return replace(self, checked=checked)


def chapter_of(report: AnnualReport, key: str) -> CheckedChapter | None:
    """None where the report has no such chapter (at most 3 queries)."""
    sections = sections_of({report.round.template_id}, [report])[report.round.template_id]
    section = next((row for row in sections if row.key == key), None)
    if section is None:
        return None
    questions = _compared(section, sections)
    held = {question.section_id for question in questions}
    compared = [row for row in sections if row.pk in held]
    saved = SectionAnswers.objects.filter(report=report, section__in=compared)
    asked = [question.shown_if for question in questions if question.shown_if] + questions
    figures = of_reports([report], {question.computed for question in asked})[report.pk]
    checked = CheckedReport(report, compared, dict(saved.values_list("section", "values")), figures)
    return CheckedChapter(section, checked)


def _compared(section: Section, sections: Sequence[Section]) -> list[Question]:
    """The chapter's questions, and the others that their rules read."""
    own = list(section.questions.all())
    named = {key for question in own for row in question.rule_rows for key in operands(Rule.read(row))}
    others = [question for row in sections if row != section for question in row.questions.all()]
    return own + [question for question in others if question.key in named]
