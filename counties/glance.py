"""A county at a glance, for the one who answers for it: plan, follow-up, money, styringsgruppe and knutepunkt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from counties.models import Grant, Knutepunkt, Meeting, Member, Region
from counties.standing import MilestoneRow, milestones_of


@dataclass(frozen=True)
class Glance:
    milestones: list[MilestoneRow]
    year: int  # of follow-up and money
    kommuner: int
    followed: int
    unspent: int | None
    seats: int | None
    met_on: dt.date | None
    meets_on: dt.date | None
    knutepunkt: str | None

    @property
    def reached(self) -> int:
        return sum(row.happened_on is not None for row in self.milestones)

    @property
    def next(self) -> MilestoneRow | None:
        """The first that isn't reached."""
        return next((row for row in self.milestones if row.happened_on is None), None)


def glance_at(region: Region, *, on: dt.date) -> Glance:
    """Of last year, and of today (2 queries)."""
    year, kommuner, here = on.year - 1, "fylker__kommuner", OuterRef("pk")
    money = Grant.objects.filter(region=here, year=year).order_by().values("region")
    seats = Member.objects.sitting(on=on).filter(styringsgruppe__region=here).order_by()
    meetings = Meeting.objects.filter(styringsgruppe__region=here)
    row: Any = (
        Region.objects.filter(pk=region.pk)
        .annotate(
            kommuner=Count(kommuner, distinct=True),
            followed=Count(kommuner, filter=Q(**{f"{kommuner}__follow_ups__year": year}), distinct=True),
            unspent=Subquery(money.annotate(left=Sum(F("received") - F("spent"))).values("left")),
            seats=Subquery(seats.values("styringsgruppe__region").annotate(n=Count("pk")).values("n")),
            met=Subquery(
                meetings.filter(ends_at__date__lt=on).order_by("-starts_at").values("starts_at")[:1]
            ),
            meets=Subquery(
                meetings.filter(ends_at__date__gte=on).order_by("starts_at").values("starts_at")[:1]
            ),
            point=Subquery(Knutepunkt.objects.filter(region=here).active(on=on).values("host")[:1]),
        )
        .values("kommuner", "followed", "unspent", "seats", "met", "meets", "point")
        .get()
    )
    return Glance(
        milestones_of(region, on=on),
        year,
        row["kommuner"],
        row["followed"],
        row["unspent"],
        row["seats"],
        row["met"],
        row["meets"],
        row["point"],
    )
