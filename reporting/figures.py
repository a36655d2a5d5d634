"""What the portal counts for the reports' computed questions, for many reports in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import OuterRef

from counties import figures
from reporting.models import AnnualReport

Raw = str | list[str]


@dataclass(frozen=True)
class Figures:
    """One report's figures by key, and where each one's rows are."""

    slug: str = ""
    year: int = 0
    values: dict[str, Raw] = field(default_factory=dict)

    def get(self, key: str) -> Raw | None:
        return self.values.get(key) if key else None

    def rows_url(self, key: str) -> str:
        return figures.rows_url(key, slug=self.slug, year=self.year)


NOTHING = Figures()


def of_reports(reports: Iterable[AnnualReport]) -> dict[int, Figures]:
    """By report id (1 query)."""
    sources = figures.sources(region=OuterRef("region_id"), year=OuterRef("round__year"))
    rows = AnnualReport.objects.filter(pk__in=[report.pk for report in reports]).order_by()
    found = rows.values("pk", "region__slug", "round__year", **sources)
    return {
        row["pk"]: Figures(row["region__slug"], row["round__year"], figures.figures(row)) for row in found
    }
