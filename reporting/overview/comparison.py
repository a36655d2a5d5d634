"""Puljer and regions at the same age: months since their own start, not the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.places import Country, Place
from counties.measures.registry import flows
from counties.models import Pulje, Region
from portal.access import scope
from reporting.overview.models import Fact, Median
from reporting.overview.numbers import Figure, figure_of, remarks_on
from reporting.overview.tables import OverviewChart
from reporting.remarks import Remark, Remarks, remarks_at

if TYPE_CHECKING:
    from portal.access import Person

FEWEST = 4  # a median of fewer regions would show what single ones did
STEP = 3  # months from one mark on the chart's lines to the next


@dataclass(frozen=True)
class Standing:
    """A region at the age that both puljer have reached."""

    region: Region
    figure: Figure


@dataclass(frozen=True)
class Line:
    """What was reached at an age in whole months. A median is None where it is of too few regions."""

    age: int
    medians: list[Decimal | None]  # of each pulje
    own: Figure | None  # of the region that was chosen


@dataclass(frozen=True)
class Comparison:
    measure: Measure
    puljer: list[Pulje]
    region: Region | None
    age: int  # of the last month that both puljer have had all of; the first one is 0
    lines: list[Line]
    standings: list[Standing]
    chart: OverviewChart

    @property
    def own_remarks(self) -> list[Remark]:
        return remarks_on(line.own for line in self.lines if line.own)


def comparable(user: Person) -> list[Measure]:
    """What this person may compare by: medians are for those who see such figures anywhere."""
    return [m for m in flows() if m.figure is None or scope(user, m.figure).anywhere]


def medians_of(measure: str) -> dict[tuple[int, int], Decimal]:
    """(pulje's id, age) → median, without those of too few regions (1 query)."""
    rows = Median.objects.filter(measure=measure, regions__gte=FEWEST, age__isnull=False)
    found = rows.order_by().values_list("pulje", "age", "value")
    return {(pulje, age or 0): value for pulje, age, value in found}


def comparison_of(
    user: Person, measure: Measure, region: Region | None, where: Country, *, on: dt.date
) -> Comparison:
    """One measure for both puljer, and for a region where one is chosen (4 queries)."""
    reader = Reader(user, measure, remarks_at(only={measure.key}))
    if region is not None and not reader.may_see(region):
        region = None
    medians = medians_of(measure.key)
    ages = {pulje.pk: age_of(pulje, on) for pulje in where.puljer}
    # The last month that the younger pulje has had all of: part of one is not compared with a whole one.
    shared = max(0, min(ages.values(), default=0) - 1)
    oldest = max(ages.values(), default=0)
    own = _grown(measure, region, on) if region else {}
    lines = [
        Line(
            age,
            [medians.get((pulje.pk, age)) for pulje in where.puljer],
            reader.reached(region, age, own.get(age)) if region else None,
        )
        for age in range(oldest + 1)
    ]
    return Comparison(
        measure=measure,
        puljer=where.puljer,
        region=region,
        age=shared,
        lines=lines,
        standings=_standings(reader, where, shared),
        chart=_chart(measure, where.puljer, medians, region, own),
    )


def age_of(pulje: Pulje, on: dt.date) -> int:
    """Whole months from the pulje's first one to the day's; negative before it."""
    return months(on.year, on.month, pulje)


def months(year: int, month: int, pulje: Pulje) -> int:
    return (year - pulje.starts_on.year) * 12 + month - pulje.starts_on.month


def month_at(pulje: Pulje, age: int) -> dt.date:
    """The first day of the month in which the pulje reaches an age."""
    year, month = divmod(pulje.starts_on.year * 12 + pulje.starts_on.month - 1 + age, 12)
    return dt.date(year, month + 1, 1)


@dataclass(frozen=True)
class Reader:
    """Who compares by what, and what the reports say of it."""

    user: Person
    measure: Measure
    said: Remarks

    def may_see(self, region: Region) -> bool:
        return Place(region=region).open_to(self.user, self.measure.figure)

    def reached(self, region: Region, age: int, value: int | None) -> Figure:
        """A region's sum at an age, and the rows until then."""
        wanted = Narrowing(Place(region=region), until=month_at(region.pulje, age))
        return figure_of(self.user, self.measure, value, wanted, self.said)


def _grown(measure: Measure, region: Region, on: dt.date) -> dict[int, int]:
    """The region's sum from its start to each age (1 query)."""
    rows = Fact.objects.at(Place(region=region)).since_start(through=on).filter(measure=measure.key)
    added: dict[int, int] = {}
    for year, month, value in rows.values_list("year", "month", "value"):
        age = max(0, months(year or 0, month or 0, region.pulje))
        added[age] = added.get(age, 0) + value
    total, grown = 0, {}
    for age in range(age_of(region.pulje, on) + 1):
        total += added.get(age, 0)
        grown[age] = total
    return grown


def _standings(reader: Reader, where: Country, age: int) -> list[Standing]:
    """Every region at the shared age, most first within its pulje (1 query)."""
    reached = Q()
    for pulje in where.puljer:
        last = pulje.starts_on.year * 12 + pulje.starts_on.month + age
        reached |= Q(pulje=pulje, place_in_time__lte=last)
    rows = (
        Fact.objects.filter(measure=reader.measure.key, category="", theme="", region__isnull=False)
        .filter(month__isnull=False)
        .annotate(place_in_time=F("year") * 12 + F("month"))
        .filter(reached)
        .order_by()
        .values_list("region")
        .annotate(Sum("value"))
    )
    sums = dict(rows)
    standings = []
    for region in where.regions:
        value = sums.get(region.pk, 0) if reader.may_see(region) else None
        standings.append(Standing(region, reader.reached(region, age, value)))
    return sorted(standings, key=lambda s: (s.region.pulje.number, -(s.figure.value or 0), s.region.number))


def _chart(
    measure: Measure,
    puljer: list[Pulje],
    medians: dict[tuple[int, int], Decimal],
    region: Region | None,
    own: dict[int, int],
) -> OverviewChart:
    lines = {
        _("Median i pulje %d") % pulje.number: {a: float(v) for (p, a), v in medians.items() if p == pulje.pk}
        for pulje in puljer
    }
    if region is not None:
        lines[region.name] = {age: float(value) for age, value in own.items()}
    drawn = [
        {"who": who, "age": age, "value": value, "marked": age % STEP == 0}
        for who, points in lines.items()
        for age, value in sorted(points.items())
    ]
    return OverviewChart("samme_alder", measure.heading, drawn)
