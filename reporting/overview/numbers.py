"""The counted figures of one place and year, read once and then asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from counties.measures.lists import Narrowing, rows_url
from counties.measures.measure import Measure
from counties.measures.places import COUNTRY, Place
from counties.measures.registry import MEASURES, seen_by
from reporting.models import ReportingRound
from reporting.overview.models import Fact, FactCount
from reporting.remarks import Remark, Remarks, remarks_at

if TYPE_CHECKING:
    from portal.access import Person

MARK = "*"
PROGRAMME_BEGAN = 2008  # the first pulje's first year
MILESTONE_STATES = ("nadd", "sent", "forsinket", "venter")  # in a table's columns
MONTHLY = ("aktiviteter", "milepaeler_nadd", "milepaeler_sent")  # what the page shows month by month


@dataclass(frozen=True)
class Figure:
    """A measure's number as a page shows it. `value` is None where this person may not see it."""

    measure: Measure
    value: int | None
    remarks: tuple[Remark, ...] = ()  # where published reports say otherwise
    find_rows: Callable[[], str] = field(default=str, repr=False, compare=False)

    @cached_property
    def url(self) -> str:
        """Its rows; empty where this person may not read them. Found when a link is drawn: a file has none."""
        return self.find_rows()

    @property
    def is_money(self) -> bool:
        return self.measure.is_money

    @property
    def mark(self) -> str:
        """Beside the number where there is no room for the remarks."""
        return MARK if self.remarks else ""


def figure_of(user: Person, measure: Measure, value: int | None, wanted: Narrowing, said: Remarks) -> Figure:
    """With its rows and its remarks, both by the narrowing that the number is of. None is a hidden one."""
    if value is None:
        return Figure(measure, None)
    return Figure(measure, value, said.on(measure, wanted), partial(rows_url, measure, user, wanted))


def remarks_on(figures: Iterable[Figure]) -> list[Remark]:
    """All remarks on a table's figures, each once, in the figures' order."""
    return list(dict.fromkeys(remark for figure in figures for remark in figure.remarks))


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
    said: Remarks = field(repr=False)

    def figure(self, key: str, **narrowed: Any) -> Figure:
        """One figure; `narrowed` may give `year` (None: any), `month` and `category`."""
        measure = MEASURES[key]
        if key not in self.seen:
            return Figure(measure, None)
        year = narrowed.get("year", self.choice.year_of(measure))
        theme = self.choice.theme if measure.themes else ""
        category, month = narrowed.get("category", ""), narrowed.get("month")
        value = self.found.get((key, category, theme, year, month), 0)
        wanted = Narrowing(self.choice.place, year, month, category=category, theme=theme)
        return figure_of(self.user, measure, value, wanted, self.said)

    @cached_property
    def round_ends(self) -> dict[str, dt.date]:
        """The days of the year's round: `due_on` and `closes_on`, or nothing (1 query)."""
        rounds = ReportingRound.objects.yearly().filter(year=self.choice.year)
        found = rounds.values_list("due_on", "closes_on").first()
        return dict(zip(("due_on", "closes_on"), found, strict=True)) if found else {}

    def months_of(self, key: str) -> list[tuple[str, int, int, int]]:
        """Category, year, month and value of every month there is."""
        return [
            (category, year, month, value)
            for (measure, category, theme, year, month), value in self.found.items()
            if measure == key and month and category and not theme
        ]


def numbers_of(
    user: Person, choice: Choice, said: Remarks | None = None, only: Collection[str] | None = None
) -> Numbers:
    """All that the overview shows of a place and a year, and each year's totals (2 queries; 1 with `said`).

    `only` are the keys of the measures that are asked for, where that isn't all.
    """
    seen = seen_by(user, choice.place)
    if only is not None:
        seen &= set(only)
    this_year = Q(year=choice.year) | Q(year=None) | Q(measure__startswith="milepaeler_")
    rows = (
        Fact.objects.at(choice.place)
        .filter(measure__in=seen, theme__in={"", choice.theme})
        .filter(this_year | Q(category=""))
        .filter(Q(month=None) | Q(measure__in=MONTHLY))
        .order_by()
        .values_list("measure", "category", "theme", "year", "month", "value")
    )
    return Numbers(
        user, choice, seen, {row[:5]: row[5] for row in rows}, said or remarks_at(choice.place, only)
    )


def counted_at() -> dt.datetime | None:
    """When the figures were counted; None before the first time (1 query)."""
    return FactCount.objects.values_list("counted_at", flat=True).first()
