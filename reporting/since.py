"""What has changed in a report since it came to be signed the time before, and since its figures were counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reporting.answers import Raw
from reporting.completion import ReportCompletion
from reporting.forms import written
from reporting.models import AnnualReport, ReportEvent, Section
from reporting.models.answers import SectionAnswers
from reporting.versions import DifferingAnswer, differing
from reporting.workflow import Action

Values = Mapping[str, Raw]


@dataclass(frozen=True)
class SinceItCame:
    """`rewritten` are the chapters, by key and title, that say something else than the time `before`."""

    before: dt.datetime
    rewritten: Mapping[str, str]
    then: Mapping[int, Values]  # what the sections said the time before

    @property
    def in_words(self) -> str:
        """For a row of the desk."""
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
    """By report, for those that have been sent to be signed more than once (1 query)."""
    handed = ReportEvent.objects.filter(report=OuterRef("report"), action=Action.SUBMIT).order_by("-pk")
    history: Any = SectionAnswers.pgh_event_model.objects.filter(report__in=reports)  # type: ignore[attr-defined]
    rows = history.annotate(before=Subquery(handed.values("done_at")[1:2])).exclude(before=None)
    before: dict[int, dt.datetime] = {}
    then: dict[int, dict[int, Values]] = {}
    now: dict[int, dict[tuple[int, str, str], Values]] = {}
    columns = ("report", "before", "saved_at", "section", "section__key", "section__title", "values")
    for report, at, saved_at, section, key, title, values in rows.order_by(
        "section__number", "pgh_id"
    ).values_list(*columns):
        before[report] = at
        now.setdefault(report, {})[section, key, title] = values
        if saved_at <= at:
            then.setdefault(report, {})[section] = values
    return {report: _since(at, then.get(report, {}), now[report]) for report, at in before.items()}


def _since(
    before: dt.datetime, then: Mapping[int, Values], now: Mapping[tuple[int, str, str], Values]
) -> SinceItCame:
    rewritten = {key: title for (section, key, title), said in now.items() if then.get(section) != said}
    return SinceItCame(before, rewritten, then)
