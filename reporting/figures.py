"""What the portal counts for the reports' computed questions, for many reports in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from counties.measures.answers import Raw, answers_of, saying_of
from counties.measures.lists import Narrowing, address
from counties.measures.places import Place
from counties.measures.registry import MEASURES
from reporting.models import AnnualReport


@dataclass(frozen=True)
class Figures:
    """One report's figures by key, and where each one's rows are."""

    report: AnnualReport | None = None
    values: dict[str, Raw] = field(default_factory=dict)

    def get(self, key: str) -> Raw | None:
        return self.values.get(key) if key else None

    def rows_url(self, key: str) -> str:
        """The list that sums to the answer."""
        saying = saying_of(key, self.values.get(key, ""))
        measure = MEASURES[saying.measure]
        if self.report is None:
            return ""
        year = self.report.round.year if measure.by_year else None
        return address(measure, Narrowing(Place(region=self.report.region), year, category=saying.category))


NOTHING = Figures()


def of_reports(reports: Iterable[AnnualReport], keys: Collection[str] | None = None) -> dict[int, Figures]:
    """By report id; only those that `keys` name, where they are given (1 query, or none). `round` must be loaded."""
    reports = list(reports)
    pairs = {report.pk: (report.region_id, report.round.year) for report in reports}
    found = answers_of(set(pairs.values()), keys)
    return {report.pk: Figures(report, found[pairs[report.pk]]) for report in reports}
