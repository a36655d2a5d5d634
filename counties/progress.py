"""Where each region stands against the plan, and what is left for it to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from counties import composition
from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    Knutepunkt,
    Kommune,
    Milestone,
    MilestoneReached,
    Region,
    Styringsgruppe,
    Task,
)


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
    def status(self) -> str:
        if self.happened_on:
            return "late" if self.is_late else "done"
        return "late" if self.is_late else "neutral"

    @property
    def label(self) -> str:
        if self.happened_on:
            words = _("Nådd for sent") if self.is_late else _("Nådd")
            return f"{words} {self.happened_on:%-d.%-m.%Y}"
        return _("Forsinket") if self.is_late else _("Ikke ennå")


def milestones_of(region: Region, *, on: dt.date) -> list[MilestoneRow]:
    """In the plan's order (1 query)."""
    here = FilteredRelation("reached", condition=Q(reached__region=region))
    rows = Milestone.objects.filter(pulje=region.pulje_id).annotate(here=here, day=F("here__happened_on"))
    return [MilestoneRow(row, row.day, on) for row in rows.order_by("planned_to", "pk")]


def plan_of_all(*, on: dt.date) -> QuerySet[Milestone]:
    """Every region's milestones, one row for each: the plan's, with the region's id as `at` and its own day as
    `happened_on`."""
    own = MilestoneReached.objects.filter(milestone=OuterRef("pk"), region=OuterRef("pulje__regions"))
    return Milestone.objects.filter(pulje__regions__isnull=False).annotate(
        at=F("pulje__regions"), happened_on=Subquery(own.values("happened_on"))
    )


def tasks_of(region: Region, *, year: int) -> list[tuple[str, str, int]]:
    """The year's activities by task, in the programme document's order: key, words, number (1 query)."""
    rows = Activity.objects.of_region(region).of_year(year).order_by().values_list("task")
    counts = dict(rows.annotate(Count("pk")))
    return [(task.value, str(task.label), counts.get(task.value, 0)) for task in Task]


@dataclass(frozen=True)
class Left:
    """Something the coordinator should do, and where."""

    text: str
    url: str


def left_for(region: Region, *, on: dt.date) -> list[Left]:
    """What is missing or waiting in the region, most fundamental first (about 10 queries)."""
    found = _organisation_left(region, on)
    open_requests = AssistanceRequest.objects.of_region(region).unanswered()
    late = sum(1 for request in open_requests if request.is_late(on=on))
    if late:
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
    year = on.year - 1
    followed = Count("follow_ups", filter=Q(follow_ups__year=year))
    kommuner = Kommune.objects.filter(fylke__region=region).annotate(followed=followed)
    counted = kommuner.aggregate(all=Count("pk"), left=Count("pk", filter=Q(followed=0)))
    if counted["left"]:
        text = _("%(left)d av %(all)d kommuner mangler oppfølging for %(year)d.")
        facts = counted | {"year": year}
        found.append(
            Left(text % facts, reverse("counties:kommune-grid", args=[region.slug]) + f"?year={year}")
        )
    if not Activity.objects.of_region(region).filter(happened_on__year=on.year).exists():
        url = reverse("counties:register-add", args=[region.slug, "aktiviteter"])
        found.append(Left(_("Ingen aktiviteter er registrert i år."), url))
    return found


def _organisation_left(region: Region, on: dt.date) -> list[Left]:
    page = reverse("counties:styringsgruppe", args=[region.slug])
    group = Styringsgruppe.objects.filter(region=region).active(on=on).first()
    if group is None:
        return [Left(_("Ta initiativet til styringsgruppen."), page)]
    findings = composition.check(group.members.sitting(on=on))
    left = [Left(finding.text, page) for finding in findings if not finding.met]
    if group.established_on is None:
        left.insert(0, Left(_("Styringsgruppen er ikke oppnevnt ennå."), page))
    if not Knutepunkt.objects.filter(region=region).active(on=on).exists():
        left.append(
            Left(_("Knutepunktet er ikke valgt."), reverse("counties:knutepunkt", args=[region.slug]))
        )
    late = [row for row in milestones_of(region, on=on) if row.is_late and row.happened_on is None]
    url = reverse("counties:milestone-edit", args=[region.slug])
    return left + [Left(_("Milepælen «%s» er forsinket.") % row.milestone, url) for row in late]
