"""The reports as a table: a row for each region, a column for each year, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.lateness import Lateness, lateness
from reporting.workflow import HANDED_IN, Status

if TYPE_CHECKING:
    from counties.models import Region
    from reporting.completion import ReportCompletion
    from reporting.models import AnnualReport

YEARS = 4  # columns at a time
REGIONS = 40  # rows at a time


@dataclass(frozen=True)
class YearCell:
    """A region's report for a year, as the reader may see it; without one, whether there can be any."""

    year: int
    takes_part: bool
    report: AnnualReport | None = None
    status: Status | None = None
    progress: ReportCompletion | None = None
    lateness: Lateness | None = None

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED


@dataclass(frozen=True)
class ReportsByYear:
    years: Sequence[int]
    rows: list[tuple[Region, list[YearCell]]]


def parts_of(years: Sequence[int], regions: Sequence[Region]) -> list[tuple[Sequence[int], Sequence[Region]]]:
    """What is on each page of the table: years, and regions, of which all come before earlier years do."""
    return [
        (years[first : first + YEARS], regions[top : top + REGIONS])
        for first in range(0, len(years), YEARS)
        for top in range(0, len(regions), REGIONS)
    ]


def by_year(
    reports: Iterable[AnnualReport],
    regions: Iterable[Region],
    years: Sequence[int],
    progress: Mapping[int, ReportCompletion],
    *,
    on: dt.date,
) -> ReportsByYear:
    """From rows of `with_seen_status`; `progress` by report id, of those that are being written."""
    found = {(report.region_id, report.round.year): report for report in reports}

    def cell(region: Region, year: int) -> YearCell:
        takes_part = region.pulje.runs_in(year)
        report = found.get((region.pk, year))
        if report is None:
            return YearCell(year, takes_part)
        status = Status(report.seen_status)
        late = None if status in HANDED_IN else lateness(report.due_on, on=on)
        return YearCell(year, takes_part, report, status, progress.get(report.pk), late)

    return ReportsByYear(years, [(region, [cell(region, year) for year in years]) for region in regions])
