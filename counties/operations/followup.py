"""Following up kommuner and state bodies year by year, and the milestones reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import (
    Kommune,
    KommuneFollowUp,
    Milestone,
    MilestoneReached,
    Region,
    TildelingsbrevFollowUp,
    Virksomhet,
)
from portal.access import Permission, require
from portal.history import because
from portal.models import User


@transaction.atomic
def save_kommuner(*, region: Region, year: int, rows: Mapping[int, dict[str, Any]], by: User) -> int:
    """Write the year's rows of these kommuner (by key); other regions' are left alone. Returns how many."""
    require(by, Permission.FOLLOW_UP, region)
    ours = Kommune.objects.filter(fylke__region=region, pk__in=rows).values_list("pk", flat=True)
    with because(_("Oppfølging av kommuner %d") % year, by):
        for pk in ours:
            KommuneFollowUp.objects.update_or_create(kommune_id=pk, year=year, defaults=rows[pk])
    return len(ours)


@transaction.atomic
def save_tildelingsbrev(*, region: Region, year: int, rows: Mapping[int, dict[str, Any]], by: User) -> int:
    """Write the year's rows of these state bodies (by key). Returns how many."""
    require(by, Permission.FOLLOW_UP, region)
    ours = Virksomhet.objects.of_region(region).of_the_state().filter(pk__in=rows)
    keys = ours.values_list("pk", flat=True)
    with because(_("Oppfølging av tildelingsbrev %d") % year, by):
        for pk in keys:
            TildelingsbrevFollowUp.objects.update_or_create(virksomhet_id=pk, year=year, defaults=rows[pk])
    return len(keys)


@transaction.atomic
def save_milestones(*, region: Region, dates: Mapping[int, dt.date | None], by: User) -> None:
    """Write the region's actual dates by milestone; None takes a date back. Raises `Denied`."""
    require(by, Permission.ORGANISATION_EDIT, region)
    with because(_("Milepæler"), by):
        for milestone in Milestone.objects.filter(pulje=region.pulje_id, pk__in=dates):
            day = dates[milestone.pk]
            reached = MilestoneReached.objects.filter(milestone=milestone, region=region)
            if day is None:
                reached.delete()
            elif not reached.filter(happened_on=day).exists():
                MilestoneReached.objects.update_or_create(
                    milestone=milestone, region=region, defaults={"happened_on": day}
                )


@transaction.atomic
def plan(*, milestone: Milestone, by: User) -> Milestone:
    """Keep a milestone's planned dates. Raises `Denied`."""
    require(by, Permission.NATIONAL_PLAN)
    with because(_("Flyttet milepæl"), by):
        milestone.save(update_fields=["planned_from", "planned_to"])
    return milestone
