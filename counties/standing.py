"""Where each region stands against the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _t

from counties.models import Milestone, MilestoneReached, Region
from portal import formats
from portal.lateness import lateness
from portal.workflow import State


class MilestoneState(State):
    REACHED = "reached", "success", _t("Nådd")
    REACHED_LATE = "reached_late", "neutral", _t("Nådd for sent")
    LATE = "late", "neutral", _t("Forsinket")
    AHEAD = "ahead", "neutral", _t("Ikke ennå")


@dataclass(frozen=True)
class MilestoneRow:
    """A planned milestone, and the region's own date for it."""

    milestone: Milestone
    happened_on: dt.date | None
    today: dt.date

    @property
    def is_late(self) -> bool:
        """Reached after the plan, or not reached although the plan has passed."""
        return (self.happened_on or self.today) > self.milestone.planned_to

    @property
    def state(self) -> MilestoneState:
        if self.happened_on:
            return MilestoneState.REACHED_LATE if self.is_late else MilestoneState.REACHED
        return MilestoneState.LATE if self.is_late else MilestoneState.AHEAD

    @property
    def color(self) -> str:
        """Of one that is late, how late: as on the desk."""
        if self.state == MilestoneState.LATE:
            return lateness(self.milestone.planned_to, on=self.today).color
        return self.state.color

    @property
    def label(self) -> str:
        """The state's word, with the day where it is reached."""
        words = str(self.state.label)
        return f"{words} {formats.day(self.happened_on)}" if self.happened_on else words


def milestones_of(region: Region, *, on: dt.date) -> list[MilestoneRow]:
    """In the plan's order (1 query)."""
    here = FilteredRelation("reached", condition=Q(reached__region=region))
    plan: QuerySet[Any] = Milestone.objects.filter(pulje=region.pulje_id)
    rows = plan.annotate(here=here, day=F("here__happened_on"))
    return [MilestoneRow(row, row.day, on) for row in rows.order_by("planned_to", "pk")]


@dataclass(frozen=True)
class Plan:
    """A region's milestones in the plan's order, and how far it has come."""

    rows: list[MilestoneRow]

    @property
    def reached(self) -> int:
        return sum(row.happened_on is not None for row in self.rows)

    @property
    def next(self) -> MilestoneRow | None:
        return next((row for row in self.rows if row.happened_on is None), None)


def plan_of_all(*, on: dt.date) -> QuerySet[Milestone]:
    """Every region's milestones, one row for each: the plan's, with the region's id as `at` and its own day as
    `happened_on`."""
    own = MilestoneReached.objects.filter(milestone=OuterRef("pk"), region=OuterRef("pulje__regions"))
    return Milestone.objects.filter(pulje__regions__isnull=False).annotate(
        at=F("pulje__regions"), happened_on=Subquery(own.values("happened_on"))
    )
