"""What the one who signs or judges a report reads before the text: what is new, overruled and asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from reporting.changes import Said, YearBefore
from reporting.compile import in_words
from reporting.models import AnnualReport, ReportEvent, ReviewComment
from reporting.notes import comment_of, reason_of
from reporting.quantities import NUMERIC, difference_in_words
from reporting.reading import ChangedAnswer, changed_between
from reporting.workflow import BACK


@dataclass(frozen=True)
class FigureChange:
    """A number of this year and the year before, and how far it has moved."""

    label: str
    now: str
    before: str
    change: str
    rose: bool


@dataclass(frozen=True)
class Overruled:
    """An answer other than what the portal counted; `note` has the count and the reason."""

    label: str
    now: str
    note: str
    by: str


@dataclass(frozen=True)
class Explained:
    """An answer with a warning; `note` has the warning and the county's comment on it."""

    label: str
    now: str
    note: str


BySection = Mapping[str, Mapping[str, tuple[Any, str, str]]]  # what each chapter's questions answer, by keys


@dataclass(frozen=True)
class AskedChange:
    """A reviewer's word on a chapter or an answer; `is_changed` is None where nobody can say."""

    about: str
    key: str  # the chapter's
    text: str
    is_changed: bool | None


@dataclass(frozen=True)
class AskedFor:
    """A time that the report was sent back, and what was wanted.

    `changed` is what is said otherwise since; None where there is no version from then.
    """

    what: str
    by: str
    at: dt.datetime
    comment: str
    chapters: list[AskedChange]
    changed: list[ChangedAnswer] | None = None


@dataclass(frozen=True)
class Summary:
    year_before: int | None
    figures: list[FigureChange]
    texts: int  # answers in words
    same_texts: list[str]  # labels of those that are word for word as last year
    overruled: list[Overruled]
    explained: list[Explained]
    asked: AskedFor | None  # the newest
    asked_before: list[AskedFor]

    @property
    def rose(self) -> int:
        return sum(figure.rose for figure in self.figures)

    @property
    def fell(self) -> int:
        return len(self.figures) - self.rose

    @property
    def new_texts(self) -> int:
        return self.texts - len(self.same_texts)


def summary_of(
    report: AnnualReport, content: Mapping[str, Any], before: YearBefore | None, by: Mapping[str, str]
) -> Summary:
    """From the snapshot that is read (2 queries). `by` says who overruled, from `who_overruled`."""
    answered = [question for question in _questions(content) if question["answer"] not in (None, "", [])]
    texts = [question for question in answered if question["kind"] == "text"]
    asked = list(_asked_for(report, content))
    same = [q["label"] for q in texts if before and in_words(q) == before.words(q["key"])]
    return Summary(
        year_before=before.year if before else None,
        figures=list(_changes(answered, before)) if before else [],
        texts=len(texts),
        same_texts=same,
        overruled=[
            Overruled(q["label"], in_words(q), reason_of(q), by.get(q["key"], ""))
            for q in answered
            if q.get("overruled")
        ],
        explained=[
            Explained(q["label"], in_words(q), note) for q in _questions(content) if (note := comment_of(q))
        ],
        asked=asked[0] if asked else None,
        asked_before=asked[1:],
    )


def _questions(content: Mapping[str, Any]) -> Iterator[Said]:
    return (q for section in content["sections"] for q in section["questions"] if q["shown"])


def _changes(answered: list[Said], before: YearBefore) -> Iterator[FigureChange]:
    for question in answered:
        then = before.answered.get(question["key"])
        if then is None or question["kind"] not in NUMERIC or then["kind"] not in NUMERIC:
            continue
        if difference := Decimal(question["answer"]) - Decimal(then["answer"]):
            moved = difference_in_words(question, difference)
            label = question["short_label"]
            yield FigureChange(label, in_words(question), in_words(then), moved, difference > 0)


def _asked_for(report: AnnualReport, content: Mapping[str, Any]) -> Iterator[AskedFor]:
    """Each time that it was sent back, the newest first; beside that one, what has become of it."""
    events = ReportEvent.objects.filter(report=report, action__in=BACK).order_by("-pk")
    comments = Prefetch("comments", ReviewComment.objects.select_related("section", "question"))
    now = _by_section(content)
    for at, event in enumerate(events.select_related("done_by", "seal").prefetch_related(comments)):
        seal = None if at else event.seal
        then = _by_section(seal.content) if seal else None
        chapters = [
            AskedChange(comment.about, comment.section.key, comment.text, _is_changed(comment, then, now))
            for comment in event.comments.all()
        ]
        changed = changed_between(seal.content, content) if seal else None
        yield AskedFor(str(event), event.done_by.name, event.done_at, event.comment, chapters, changed)


def _is_changed(comment: ReviewComment, then: BySection | None, now: BySection) -> bool | None:
    """Whether what the comment is about says something else."""
    before, after = (then or {}).get(comment.section.key), now.get(comment.section.key)
    if before is None:
        return None
    if comment.question is None or after is None:
        return before != after
    key = comment.question.key
    return before[key] != after.get(key) if key in before else None


def _by_section(content: Mapping[str, Any]) -> BySection:
    return {
        section["key"]: {
            q["key"]: (q["answer"], q.get("reason", ""), q.get("comment", "")) for q in section["questions"]
        }
        for section in content["sections"]
    }
