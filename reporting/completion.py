"""How far a report has come: each section's state, and what is missing before it can be submitted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.workflow import State
from reporting.answers import Answer, answers
from reporting.boxed import BoxedCharacters, in_draft
from reporting.figures import Figures, of_reports
from reporting.models import AnnualReport, Question, ReportEvent, ReviewComment, Section, SectionAnswers
from reporting.workflow import Action


class SectionStatus(State):
    NOT_STARTED = "not_started", "neutral", _("Ikke begynt")
    BEGUN = "begun", "warning", _("Påbegynt")
    COMPLETE = "complete", "success", _("Ferdig")
    CHANGES_ASKED = "changes_asked", "danger", _("Endring ønsket")
    CHANGES_MADE = "changes_made", "warning", _("Endret")


@dataclass(frozen=True)
class SectionCompletion:
    """One section of one report: its answers as saved, and the reviewer's word on it."""

    report: AnnualReport
    section: Section
    saved: SectionAnswers | None
    comment: ReviewComment | None
    comment_event: ReportEvent | None
    figures: Figures

    @cached_property
    def answers(self) -> list[Answer]:
        return answers(self.section, self.saved.values if self.saved else {}, self.figures)

    @cached_property
    def problems(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.problem]

    @property
    def boxed(self) -> list[BoxedCharacters]:
        """What the PDF has no glyph for, answer by answer."""
        return list(in_draft(self))

    @cached_property
    def required_count(self) -> int:
        return sum(answer.shown and answer.question.required for answer in self.answers)

    @cached_property
    def required_done(self) -> int:
        return sum(
            answer.shown and answer.question.required and not answer.problem for answer in self.answers
        )

    @cached_property
    def status(self) -> SectionStatus:
        if self.comment and self.comment_event:
            changed = self.saved is not None and self.saved.saved_at > self.comment_event.done_at
            return SectionStatus.CHANGES_MADE if changed else SectionStatus.CHANGES_ASKED
        if not self.problems:
            return SectionStatus.COMPLETE
        return SectionStatus.BEGUN if self.saved and self.saved.values else SectionStatus.NOT_STARTED

    @property
    def has_overruled(self) -> bool:
        return any(answer.overruled for answer in self.answers)

    @property
    def is_begun(self) -> bool:
        return self.status != SectionStatus.NOT_STARTED

    @property
    def is_finished(self) -> bool:
        """Nothing is missing or wrong, and what the reviewer asked for is answered."""
        return not self.problems and self.status != SectionStatus.CHANGES_ASKED

    @property
    def left_in_words(self) -> str:
        """ "2 svar mangler, 1 svar må rettes"; nothing where nothing is."""
        missing = sum(answer.is_missing for answer in self.problems)
        wrong = len(self.problems) - missing
        said = [
            ngettext("%d svar mangler", "%d svar mangler", missing) % missing if missing else "",
            ngettext("%d svar må rettes", "%d svar må rettes", wrong) % wrong if wrong else "",
        ]
        return ", ".join(filter(None, said))

    @property
    def url(self) -> str:
        return self.report.url("section-edit", self.section.key)


@dataclass(frozen=True)
class ReportCompletion:
    sections: list[SectionCompletion]

    @cached_property
    def required_count(self) -> int:
        return sum(section.required_count for section in self.sections)

    @cached_property
    def required_done(self) -> int:
        return sum(section.required_done for section in self.sections)

    @property
    def percent(self) -> int:
        """Share of the mandatory questions answered validly, 0–100, rounded down: 100 means all."""
        return 100 * self.required_done // self.required_count if self.required_count else 100

    @cached_property
    def problem_count(self) -> int:
        return sum(len(section.problems) for section in self.sections)

    @property
    def boxed(self) -> list[BoxedCharacters]:
        return [boxed for section in self.sections for boxed in section.boxed]

    @cached_property
    def finished_count(self) -> int:
        return sum(section.is_finished for section in self.sections)

    @property
    def left(self) -> list[SectionCompletion]:
        """What somebody has to look at: unfinished chapters, and those that the reviewer had a word on."""
        return [section for section in self.sections if section.comment or not section.is_finished]

    @property
    def next(self) -> SectionCompletion | None:
        """What the reviewer asked to have changed comes first, then the first that isn't finished."""
        unfinished = (section for section in self.sections if not section.is_finished)
        return next(iter(self.asked_to_change), None) or next(unfinished, None)

    def next_after(self, current: SectionCompletion) -> SectionCompletion | None:
        """The next unfinished one in reading order, from the beginning again after the last; not this one."""
        position = self.sections.index(current)
        ahead = self.sections[position + 1 :] + self.sections[:position]
        return next((section for section in ahead if not section.is_finished), None)

    @property
    def asked_to_change(self) -> list[SectionCompletion]:
        return [section for section in self.sections if section.status == SectionStatus.CHANGES_ASKED]

    def find(self, key: str) -> SectionCompletion | None:
        return next((section for section in self.sections if section.section.key == key), None)

    def after(self, current: SectionCompletion) -> SectionCompletion | None:
        position = self.sections.index(current) + 1
        return self.sections[position] if position < len(self.sections) else None

    def before(self, current: SectionCompletion) -> SectionCompletion | None:
        position = self.sections.index(current)
        return self.sections[position - 1] if position else None


def sections_of(template_ids: Iterable[int]) -> dict[int, list[Section]]:
    """Sections with their questions by template id, ready for `answers` (2 queries)."""
    questions = Question.objects.select_related("shown_if").order_by("position")
    grouped: dict[int, list[Section]] = {template_id: [] for template_id in template_ids}
    rows = Section.objects.filter(template__in=grouped).prefetch_related(Prefetch("questions", questions))
    for section in rows:
        for question in section.questions.all():
            question.section = section
        grouped[section.template_id].append(section)
    return grouped


def completion_of(report: AnnualReport) -> ReportCompletion:
    """One report's progress (6 queries)."""
    return completion_of_many([report])[report.pk]


def completion_of_many(reports: list[AnnualReport]) -> dict[int, ReportCompletion]:
    """By report id; the number of queries does not grow with the reports. `round` must be loaded."""
    sections = sections_of({report.round.template_id for report in reports})
    saved = {
        (row.report_id, row.section_id): row for row in SectionAnswers.objects.filter(report__in=reports)
    }
    comments = _open_comments(reports)
    figures = of_reports(reports)
    return {
        report.pk: ReportCompletion(
            [
                SectionCompletion(
                    report,
                    section,
                    saved.get((report.pk, section.pk)),
                    comment := comments.get((report.pk, section.pk)),
                    comment.event if comment else None,
                    figures[report.pk],
                )
                for section in sections[report.round.template_id]
            ]
        )
        for report in reports
    }


def _open_comments(reports: list[AnnualReport]) -> dict[tuple[int, int], ReviewComment]:
    """The comments of each report's latest return, as long as it has not been sent since (1 query, or none)."""
    open_ids = [report.pk for report in reports if report.is_draft]
    if not open_ids:
        return {}
    latest = (
        ReportEvent.objects.filter(report__in=open_ids, action__in=[Action.RETURN, Action.REOPEN])
        .order_by("report_id", "-pk")
        .distinct("report_id")
        .values("pk")
    )
    rows = ReviewComment.objects.filter(event__in=latest).select_related("event")
    return {(row.event.report_id, row.section_id): row for row in rows}
