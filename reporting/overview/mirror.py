"""A region against its own pulje and its own last year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from counties.measures.places import Place
from counties.measures.registry import in_facts
from counties.models import Region
from portal import formats
from reporting.overview.comparison import FEWEST
from reporting.overview.in_short import is_over
from reporting.overview.models import FactCount, Median, MirrorMark
from reporting.overview.numbers import Choice, Figure, numbers_of, remarks_on
from reporting.remarks import Remark

if TYPE_CHECKING:
    from portal.access import Person


@dataclass(frozen=True)
class MirrorRow:
    now: Figure
    before: Figure
    median: Decimal | None  # of the region's pulje this year; None where it is of too few
    is_whole_year: bool

    @property
    def remarks(self) -> list[Remark]:
        """What the region's own reports say instead."""
        return remarks_on([self.now, self.before])

    @property
    def change(self) -> int | None:
        """None for a year that goes on: it is not compared with a whole one."""
        return (self.now.value or 0) - (self.before.value or 0) if self.is_whole_year else None

    @property
    def signed_change(self) -> str:
        """+12, −3 or "uendret"; empty where nothing is compared."""
        return "" if self.change is None else formats.change(self.change)


def mirror_of(user: Person, region: Region, year: int) -> list[MirrorRow]:
    """What the person may see of the region, measure by measure (3 queries)."""
    numbers = numbers_of(user, Choice(year, Place(region=region)))
    medians = dict(
        Median.objects.filter(pulje=region.pulje_id, year=year, regions__gte=FEWEST)
        .order_by()
        .values_list("measure", "value")
    )
    return [
        MirrorRow(
            now,
            numbers.figure(measure.key, year=year - 1),
            medians.get(measure.key),
            is_over(numbers, measure.key, year),
        )
        for measure in in_facts()
        if measure.by_year
        and measure.rows_key != "rapporter"
        and (now := numbers.figure(measure.key, year=year)).value is not None
    ]


@dataclass(frozen=True)
class Frame:
    """What stands around the figures: when they were counted, and how far the person has read."""

    counted_at: dt.datetime | None
    seen_at: dt.datetime | None


def frame_of(user: Person, region: Region) -> Frame:
    """For those inside the region (1 query)."""
    marks = MirrorMark.objects.filter(user=user.pk, region=OuterRef("pk"))
    found = (
        Region.objects.filter(pk=region.pk)
        .values(
            counted_at=Subquery(FactCount.objects.values("counted_at")[:1]),
            seen_at=Subquery(marks.values("seen_at")),
        )
        .get()
    )
    return Frame(found["counted_at"], found["seen_at"])
