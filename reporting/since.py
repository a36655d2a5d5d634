"""What has changed in a report since it came to the one who signs it, and since it came the time before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reporting.answers import Raw
from reporting.completion import ReportCompletion
from reporting.forms import written
from reporting.models import AnnualReport, ReportEvent, Section
from reporting.models.reports import SectionAnswers
from reporting.versions import DifferingAnswer, differing
from reporting.workflow import Action

Values = Mapping[str, Raw]


@dataclass(frozen=True)
class SinceItCame:
    """`rewritten` are the chapters, by key and title, that say something else than the time `before`."""

    at: dt.datetime
    by: str
    before: dt.datetime | None
    rewritten: Mapping[str, str]
    then: Mapping[int, Values]  # what the sections said the time before

    @property
    def in_words(self) -> str:
        """For a row of the desk."""
        if self.before is None:
            return ""
        if not self.rewritten:
            return _("Ingen svar er endret siden forrige gang.")
        titles = get_text_list([f"«{title}»" for title in self.rewritten.values()], _("og"))
        return _("Endret siden forrige gang: %s.") % titles

    def answers(self, progress: ReportCompletion) -> Iterator[tuple[Section, list[DifferingAnswer]]]:
        """What is said otherwise than the time before, chapter by chapter."""
        for chapter in progress.sections:
            if chapter.section.key in self.rewritten:
                questions = [answer.question for answer in chapter.answers]
                now = chapter.saved.values if chapter.saved else {}
                yield chapter.section, differing(questions, self.then.get(chapter.section.pk, {}), now)


def counted_otherwise(progress: ReportCompletion) -> list[DifferingAnswer]:
    """Figures that are counted otherwise than when their chapter was saved."""
    return [
        DifferingAnswer(
            moved.question.label,
            *(written(moved.question, raw) if raw else "" for raw in (moved.then, moved.now)),
        )
        for chapter in progress.sections
        for moved in chapter.moved
    ]


def since_they_came(reports: Collection[AnnualReport]) -> dict[int, SinceItCame]:
    """By report, for those that have been sent to be signed (2 queries; 1 where none has come before)."""
    handed: dict[int, list[ReportEvent]] = {}
    events = ReportEvent.objects.filter(report__in=reports, action=Action.SUBMIT)
    for event in events.select_related("done_by").order_by("-pk"):
        handed.setdefault(event.report_id, []).append(event)
    before = {key: came[1].done_at for key, came in handed.items() if len(came) > 1}
    then, titles = _then_and_now(before) if before else ({}, {})
    return {
        key: SinceItCame(
            came[0].done_at, came[0].done_by.name, before.get(key), titles.get(key, {}), then.get(key, {})
        )
        for key, came in handed.items()
    }


def _then_and_now(
    moments: Mapping[int, dt.datetime],
) -> tuple[dict[int, dict[int, Values]], dict[int, dict[str, str]]]:
    """Each report's answers as they were saved at its moment, by section; and the chapters that say other now."""
    history: Any = SectionAnswers.pgh_event_model.objects  # type: ignore[attr-defined]
    rows = history.filter(report__in=moments).order_by("section__number", "pgh_id")
    then: dict[int, dict[int, Values]] = {key: {} for key in moments}
    now: dict[int, dict[tuple[int, str, str], Values]] = {key: {} for key in moments}
    columns = ("report", "section", "section__key", "section__title", "saved_at", "values")
    for report, section, key, title, saved_at, values in rows.values_list(*columns):
        now[report][section, key, title] = values
        if saved_at <= moments[report]:
            then[report][section] = values
    return then, {
        report: {
            key: title
            for (section, key, title), said in chapters.items()
            if then[report].get(section) != said
        }
        for report, chapters in now.items()
    }
