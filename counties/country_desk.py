"""The country on one person's desk: kommuner by fylke, milestones that are late, money that isn't spent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, Subquery, Sum
from django.db.models.expressions import OuterRef

from counties.models import Fylke, Grant, Region
from counties.standing import plan_of_all
from portal import formats

BEHIND = 3  # how many fylker are pointed out
FIELDS = ("policy", "routines", "training")


@dataclass(frozen=True)
class FylkeRow:
    """How many of a fylke's kommuner have come how far at the end of a year."""

    fylke: Fylke
    kommuner: int
    counts: list[int]  # in the order of FIELDS
    is_behind: bool

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Number and per cent."""
        return [(count, formats.percent(count, self.kommuner) or 0) for count in self.counts]


def kommuner_by_fylke(year: int) -> list[FylkeRow]:
    """Those that have come the shortest way stand first, where they are behind at all (1 query)."""
    follow = "kommuner__follow_ups"
    rows: Any = Fylke.objects.select_related("region").annotate(
        size=Count("kommuner", distinct=True),
        **{
            f"with_{field}": Count(
                "kommuner", filter=Q(**{f"{follow}__year": year, f"{follow}__{field}": True}), distinct=True
            )
            for field in FIELDS
        },
    )
    counted = [(row, row.size, [getattr(row, f"with_{field}") for field in FIELDS]) for row in rows]
    share = {row.pk: sum(counts) / (size or 1) for row, size, counts in counted}
    behind = sorted(share, key=lambda pk: share[pk])[:BEHIND] if len(set(share.values())) > 1 else []
    found = {row.pk: FylkeRow(row, size, counts, row.pk in behind) for row, size, counts in counted}
    return [*(found.pop(pk) for pk in behind), *found.values()]


def late_milestones(*, on: dt.date) -> list[tuple[str, list[Region]]]:
    """Milestones whose day has passed, with the regions that have not reached them (1 query)."""
    region = Region.objects.filter(pk=OuterRef("at"))
    plan: Any = plan_of_all(on=on)
    rows = (
        plan.filter(planned_to__lt=on, happened_on=None)
        .annotate(name=Subquery(region.values("name")), slug=Subquery(region.values("slug")))
        .order_by("planned_to", "pk", "at")
        .values("title", "name", "slug")
    )
    return [
        (title, [Region(name=row["name"], slug=row["slug"]) for row in group])
        for title, group in groupby(rows, key=lambda row: row["title"])
    ]


def unspent(year: int, shown: int = 6) -> list[dict[str, Any]]:
    """The regions with most left of what they have received, the largest first (1 query)."""
    rows: Any = (
        Grant.objects.filter(year=year)
        .order_by()
        .values(name=F("region__name"), slug=F("region__slug"))
        .annotate(left=Sum(F("received") - F("spent")))
        .filter(left__gt=0)
        .order_by("-left")
    )
    return list(rows[:shown])
