"""The counted figures of one place and year, read once and then asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from counties.measures.lists import rows_url
from counties.measures.measure import Measure
from counties.measures.places import COUNTRY, Place
from counties.measures.registry import MEASURES, seen_by
from reporting.overview.models import Fact, FactCount

if TYPE_CHECKING:
    from portal.access import Person

MONTHLY = ("aktiviteter", "milepaeler_nadd", "milepaeler_sent")  # what the page shows month by month


@dataclass(frozen=True)
class Figure:
    """A measure's number as a page shows it. `value` is None where this person may not see it; without `url`, not
    its rows."""

    measure: Measure
    value: int | None
    url: str = ""

    @property
    def is_money(self) -> bool:
        return self.measure.is_money


@dataclass(frozen=True)
class FigureRow:
    """A line of a table."""

    label: str
    figures: list[Figure]
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """What a reader of the overviews has chosen to look at."""

    year: int
    place: Place = COUNTRY
    theme: str = ""

    def year_of(self, measure: Measure) -> int | None:
        """The year that a measure is read for: None for what is as it stands today."""
        return self.year if measure.by_year else None


@dataclass(frozen=True)
class Numbers:
    user: Person
    choice: Choice
    seen: set[str]
    found: Mapping[tuple[Any, ...], int] = field(repr=False)

    def figure(self, key: str, **narrowed: Any) -> Figure:
        """One figure; `narrowed` may give `year` (None: any), `month` and `category`."""
        measure = MEASURES[key]
        if key not in self.seen:
            return Figure(measure, None)
        year = narrowed.get("year", self.choice.year_of(measure))
        theme = self.choice.theme if measure.themes else ""
        category, month = narrowed.get("category", ""), narrowed.get("month")
        value = self.found.get((key, category, theme, year, month), 0)
        details = {"year": year, "month": month, "category": category, "theme": theme}
        return Figure(measure, value, rows_url(measure, self.choice.place, self.user, **details))

    def months_of(self, key: str) -> list[tuple[str, int, int, int]]:
        """Category, year, month and value of every month there is."""
        return [
            (category, year, month, value)
            for (measure, category, theme, year, month), value in self.found.items()
            if measure == key and month and category and not theme
        ]


def numbers_of(user: Person, choice: Choice) -> Numbers:
    """All that the overview shows of a place and a year, and each year's totals (1 query)."""
    seen = seen_by(user, choice.place)
    this_year = Q(year=choice.year) | Q(year=None) | Q(measure__startswith="milepaeler_")
    rows = (
        Fact.objects.at(choice.place)
        .filter(measure__in=seen, theme__in={"", choice.theme})
        .filter(this_year | Q(category=""))
        .filter(Q(month=None) | Q(measure__in=MONTHLY))
        .order_by()
        .values_list("measure", "category", "theme", "year", "month", "value")
    )
    return Numbers(user, choice, seen, {row[:5]: row[5] for row in rows})


def counted_at() -> dt.datetime | None:
    """When the figures were counted; None before the first time (1 query)."""
    return FactCount.objects.values_list("counted_at", flat=True).first()
