"""How far a report has come: each section's state, and what is missing before it can be submitted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.workflow import State
from reporting.answers import Answer, Raw, comment_key
from reporting.boxed import BoxedCharacters, in_draft
from reporting.checked import CheckedReport
from reporting.figures import Figures, of_reports
from reporting.models import (
    AnnualReport,
    Question,
    ReportEvent,
    ReviewComment,
    Section,
    SectionAnswers,
)
from reporting.rules import Breach
from reporting.structure import sections_of
from reporting.workflow import Action


class SectionStatus(State):
    NOT_STARTED = "not_started", "neutral", _("Ikke begynt")
    BEGUN = "begun", "accent", _("Påbegynt")
    COMPLETE = "complete", "success", _("Ferdig")
    CHANGES_ASKED = "changes_asked", "accent", _("Endring ønsket")
    CHANGES_MADE = "changes_made", "accent", _("Endret")


@dataclass(frozen=True)
class Lack:
    """What stops the report at one of its questions: no answer, a wrong one, or a warning without its comment."""

    question: Question
    words: str
    is_missing: bool = False
    asks_comment: bool = False

    @property
    def place(self) -> str:
        """Where on the chapter's page it is mended."""
        return f"felt-{comment_key(self.question) if self.asks_comment else self.question.key}"


@dataclass(frozen=True)
class MovedFigure:
    """A figure that a saved chapter took as it was counted, and that is counted otherwise now."""

    question: Question
    then: Raw
    now: Raw | None
    since: dt.datetime


@dataclass(frozen=True)
class SectionCompletion:
    """One section of one report: its answers as saved, and the reviewer's word on it."""

    report: AnnualReport
    section: Section
    saved: SectionAnswers | None
    comments: tuple[ReviewComment, ...]
    checked: CheckedReport

    @property
    def figures(self) -> Figures:
        return self.checked.figures

    @property
    def answers(self) -> list[Answer]:
        return self.checked.answers[self.section.pk]

    @property
    def breaches(self) -> list[Breach]:
        """The rules that are broken at this section's questions, also those that have their comment."""
        return [breach for answer in self.answers for breach in self.breaches_at(answer.question)]

    def breaches_at(self, question: Question) -> list[Breach]:
        return self.checked.breaches[question.key]

    @cached_property
    def problems(self) -> list[Lack]:
        """What stops the report, in the order of the questions: the chapter's status is made of this list."""
        return [lack for answer in self.answers for lack in self._lacks(answer)]

    @property
    def wrong(self) -> list[Lack]:
        """What stops the report although it is answered."""
        return [lack for lack in self.problems if not lack.is_missing]

    def _lacks(self, answer: Answer) -> Iterable[Lack]:
        question = answer.question
        if answer.problem:
            yield Lack(question, answer.problem, is_missing=answer.is_missing)
        for breach in self.breaches_at(question):
            if breach.is_open:
                yield Lack(question, breach.words, asks_comment=not breach.rule.is_error)

    @cached_property
    def moved(self) -> list[MovedFigure]:
        """What has been counted otherwise since somebody saved the chapter; nothing where it is overruled."""
        saved = self.saved
        if saved is None or saved.figures_at is None:
            return []
        taken = [answer for answer in self.answers if answer.shown and not answer.overruled]
        return [
            MovedFigure(answer.question, then, answer.computed, saved.figures_at)
            for answer in taken
            if (then := saved.figures.get(answer.question.computed)) and then != answer.computed
            if answer.computed or not answer.typed
        ]

    @property
    def boxed(self) -> list[BoxedCharacters]:
        """What the PDF has no glyph for, answer by answer."""
        return list(in_draft(self))

    @cached_property
    def required_count(self) -> int:
        return sum(answer.shown and answer.question.required for answer in self.answers)

    @cached_property
    def required_done(self) -> int:
        wrong = {lack.question.key for lack in self.problems}
        required = [
            answer.question.key for answer in self.answers if answer.shown and answer.question.required
        ]
        return sum(key not in wrong for key in required)

    @cached_property
    def status(self) -> SectionStatus:
        if self.comments:
            asked_at = self.comments[0].event.done_at
            changed = self.saved is not None and self.saved.saved_at > asked_at
            return SectionStatus.CHANGES_MADE if changed else SectionStatus.CHANGES_ASKED
        if not self.problems:
            return SectionStatus.COMPLETE
        return SectionStatus.BEGUN if self.saved and self.saved.values else SectionStatus.NOT_STARTED

    @property
    def comment(self) -> ReviewComment | None:
        """The reviewer's word on the chapter as a whole."""
        return next((row for row in self.comments if row.question_id is None), None)

    def asked_at(self, question: Question) -> str:
        """What the reviewer asks to have changed in one answer."""
        return next((row.text for row in self.comments if row.question_id == question.pk), "")

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
        """ "2 svar mangler, 1 svar må rettes, 1 varsel mangler kommentar"; nothing where nothing is."""
        missing = sum(lack.is_missing for lack in self.problems)
        unsaid = sum(lack.asks_comment for lack in self.problems)
        wrong = len(self.problems) - missing - unsaid
        said = [
            ngettext("%d svar mangler", "%d svar mangler", missing) % missing if missing else "",
            ngettext("%d svar må rettes", "%d svar må rettes", wrong) % wrong if wrong else "",
            ngettext("%d varsel mangler kommentar", "%d varsler mangler kommentar", unsaid) % unsaid
            if unsaid
            else "",
        ]
        return ", ".join(filter(None, said))

    @property
    def moved_in_words(self) -> str:
        """ "2 tall er endret siden sist"; nothing where none is."""
        count = len(self.moved)
        words = ngettext("%d tall er endret siden sist", "%d tall er endret siden sist", count)
        return words % count if count else ""

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

    @property
    def moved(self) -> list[SectionCompletion]:
        """The chapters with a figure that has moved since somebody saved them."""
        return [section for section in self.sections if section.moved]

    @cached_property
    def finished_count(self) -> int:
        return sum(section.is_finished for section in self.sections)

    @property
    def left(self) -> list[SectionCompletion]:
        """What somebody has to look at: unfinished chapters, and those that the reviewer had a word on."""
        return [section for section in self.sections if section.comments or not section.is_finished]

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

    def with_values(self, current: SectionCompletion, values: Mapping[str, Raw]) -> SectionCompletion:
        """The section as it would be with these answers, checked with the others' as they stand."""
        checked = current.checked
        changed = replace(checked, values={**checked.values, current.section.pk: values})
        return replace(current, checked=changed)

    def after(self, current: SectionCompletion) -> SectionCompletion | None:
        position = self.sections.index(current) + 1
        return self.sections[position] if position < len(self.sections) else None

    def before(self, current: SectionCompletion) -> SectionCompletion | None:
        position = self.sections.index(current)
        return self.sections[position - 1] if position else None


def completion_of(report: AnnualReport) -> ReportCompletion:
    """One report's progress (6 queries)."""
    return completion_of_many([report])[report.pk]


def completion_of_many(reports: list[AnnualReport]) -> dict[int, ReportCompletion]:
    """By report id; the number of queries does not grow with the reports. `round` must be loaded."""
    sections = sections_of({report.round.template_id for report in reports}, reports)
    saved = {
        (row.report_id, row.section_id): row for row in SectionAnswers.objects.filter(report__in=reports)
    }
    comments = _open_comments(reports)
    figures = of_reports(reports)
    found = {}
    for report in reports:
        chapters = sections[report.round.template_id]
        rows = {section.pk: saved.get((report.pk, section.pk)) for section in chapters}
        values = {pk: row.values for pk, row in rows.items() if row}
        checked = CheckedReport(report, chapters, values, figures[report.pk])
        found[report.pk] = ReportCompletion(
            [
                SectionCompletion(
                    report,
                    section,
                    rows[section.pk],
                    tuple(comments.get((report.pk, section.pk), ())),
                    checked,
                )
                for section in chapters
            ]
        )
    return found


def _open_comments(reports: list[AnnualReport]) -> dict[tuple[int, int], list[ReviewComment]]:
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
    found: dict[tuple[int, int], list[ReviewComment]] = {}
    rows = ReviewComment.objects.filter(event__in=latest).select_related("event", "section", "question")
    for row in rows.order_by("section", F("question__position").asc(nulls_first=True)):
        found.setdefault((row.event.report_id, row.section_id), []).append(row)
    return found
