"""Where each region stands against the plan, and what is left for it to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t
from django.utils.translation import ngettext

from counties import composition
from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    Knutepunkt,
    Member,
    Milestone,
    MilestoneReached,
    Region,
    Styringsgruppe,
)
from portal import formats
from portal.workflow import State


class MilestoneState(State):
    REACHED = "reached", "success", _t("Nådd")
    REACHED_LATE = "reached_late", "neutral", _t("Nådd for sent")
    LATE = "late", "warning", _t("Forsinket")
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


@dataclass(frozen=True)
class Left:
    """Something the coordinator should do, and where."""

    text: str
    url: str


def left_for(region: Region, *, on: dt.date) -> list[Left]:
    """What is missing or waiting in the region, most fundamental first (4 queries)."""
    year = on.year - 1
    state = _state_of(region, on, year)
    found = _organisation_left(region, on, state)
    if late := state["late_requests"]:
        text = (
            _("%d bistandssaker er over fristen.") % late
            if late > 1
            else _("Én bistandssak er over fristen.")
        )
        found.append(Left(text, reverse("counties:request-list", args=[region.slug])))
    held = Event.objects.published().filter(region=region, ends_at__date__lt=on, activity=None)
    found += [
        Left(
            _("Før oppmøtet for «%s» og registrer det som aktivitet.") % event,
            reverse("counties:participant-list", args=[event.pk]),
        )
        for event in held.order_by("-starts_at")[:3]
    ]
    if left := state["kommuner"] - state["followed"]:
        text = ngettext(
            "%(left)d av %(all)d kommune mangler oppfølging for %(year)d.",
            "%(left)d av %(all)d kommuner mangler oppfølging for %(year)d.",
            state["kommuner"],
        )
        details = {"left": left, "all": state["kommuner"], "year": year}
        found.append(
            Left(text % details, reverse("counties:kommune-grid", args=[region.slug]) + f"?year={year}")
        )
    if not state["has_activity"]:
        url = reverse("counties:register-add", args=[region.slug, "aktiviteter"])
        found.append(Left(_("Ingen aktiviteter er registrert i år."), url))
    return found


def _state_of(region: Region, on: dt.date, year: int) -> dict[str, Any]:
    """What the region has, what is late, and how many of its kommuner are followed up for the year (1 query)."""
    here, kommuner = OuterRef("pk"), "fylker__kommuner"
    group = Styringsgruppe.objects.filter(region=here).active(on=on)
    late = AssistanceRequest.objects.filter(region=here, needed_by__lt=on).unanswered().order_by()
    rows = Region.objects.filter(pk=region.pk).annotate(
        has_group=Exists(group),
        is_appointed=Exists(group.exclude(established_on=None)),
        has_knutepunkt=Exists(Knutepunkt.objects.filter(region=here).active(on=on)),
        has_activity=Exists(Activity.objects.filter(region=here, happened_on__year=on.year)),
        late_requests=Coalesce(Subquery(late.values("region").annotate(n=Count("pk")).values("n")), 0),
        kommuner=Count(kommuner, distinct=True),
        followed=Count(kommuner, filter=Q(**{f"{kommuner}__follow_ups__year": year}), distinct=True),
    )
    asked = ("has_group", "is_appointed", "has_knutepunkt", "has_activity", "late_requests")
    return dict(rows.values(*asked, "kommuner", "followed").get())


def _organisation_left(region: Region, on: dt.date, state: dict[str, Any]) -> list[Left]:
    page = reverse("counties:styringsgruppe", args=[region.slug])
    if not state["has_group"]:
        return [Left(_("Ta initiativet til styringsgruppen."), page)]
    groups = Styringsgruppe.objects.filter(region=region).active(on=on)
    seated = Member.objects.sitting(on=on).filter(styringsgruppe__in=groups)
    left = [Left(finding.text, page) for finding in composition.check(seated) if not finding.met]
    if not state["is_appointed"]:
        left.insert(0, Left(_("Styringsgruppen er ikke oppnevnt ennå."), page))
    if not state["has_knutepunkt"]:
        left.append(
            Left(_("Knutepunktet er ikke valgt."), reverse("counties:knutepunkt", args=[region.slug]))
        )
    late = [row for row in milestones_of(region, on=on) if row.is_late and row.happened_on is None]
    url = reverse("counties:milestone-edit", args=[region.slug])
    return left + [Left(_("Milepælen «%s» er forsinket.") % row.milestone, url) for row in late]
