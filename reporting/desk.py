"""What a person has on the desk today, for the front page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.access import Permission, can, scope
from reporting.completion import ReportCompletion, completion_of_many
from reporting.models import AnnualReport, ReportingRound
from reporting.workflow import REPORT, Action, Status

if TYPE_CHECKING:
    from portal.access import Person

DESK_LIMIT = 6  # more regions than this per person are met only in made-up data


@dataclass(frozen=True)
class DeskRow:
    """A report that waits for this person, or that they follow."""

    report: AnnualReport
    progress: ReportCompletion
    days_left: int
    may_sign: bool
    may_write: bool

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True)
class Desk:
    """A person's front page: own reports, or the country's state for those who review it."""

    rows: list[DeskRow]
    round: ReportingRound | None
    counts: list[tuple[str, str, int]]  # status, its label, number of reports in it
    to_review: list[AnnualReport]

    @property
    def total(self) -> int:
        return sum(count for _status, _label, count in self.counts)


def desk_of(user: Person, *, on: dt.date) -> Desk | None:
    """None for those who have neither a region's report nor the country's to follow."""
    where = scope(user, Permission.REPORT_READ)
    reviews = can(user, Permission.REPORT_REVIEW)
    follows = reviews or can(user, Permission.REPORT_READ_DELIVERED)
    if not (where.region_ids or follows):
        return None
    newest = ReportingRound.objects.filter(opens_on__lte=on).order_by("-year").first()
    reports = list(AnnualReport.objects.filter(round=newest).for_lists().order_by("region__number"))
    return Desk(
        rows=_rows([report for report in reports if report.region_id in where.region_ids], user, on),
        round=newest,
        counts=_counts(reports) if follows else [],
        to_review=[r for r in reports if r.status in (Status.DELIVERED, Status.IN_REVIEW)] if reviews else [],
    )


def _rows(reports: list[AnnualReport], user: Person, on: dt.date) -> list[DeskRow]:
    reports = reports[:DESK_LIMIT]
    progress = completion_of_many(reports)
    return [
        DeskRow(
            report=report,
            progress=progress[report.pk],
            days_left=(report.round.due_on - on).days,
            may_sign=Action.SIGN in REPORT.open_to(report, user),
            may_write=report.is_draft and can(user, Permission.REPORT_WRITE, report),
        )
        for report in reports
    ]


def _counts(reports: list[AnnualReport]) -> list[tuple[str, str, int]]:
    return [
        (status.value, str(status.label), sum(report.counted_status == status for report in reports))
        for status in Status
    ]
