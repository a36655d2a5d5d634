"""Following up kommuner and state bodies year by year, and the milestones reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
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
from portal.operations import records
from portal.operations.cells import Cell, fill


@transaction.atomic
def save_kommuner(*, region: Region, year: int, cells: Mapping[tuple[int, str], Cell], by: User) -> int:
    """Write the year's cells, by the kommune's key and field.

    Returns how many rows are changed. Raises `Denied`, or `Stale` where a cell is taken or not the region's.
    """
    require(by, Permission.FOLLOW_UP, _locked(region))
    keys = {key for key, _field in cells}
    ours = Kommune.objects.filter(fylke__region=region, pk__in=keys)
    rows = {kommune.pk: KommuneFollowUp(kommune=kommune, year=year) for kommune in ours}
    saved = KommuneFollowUp.objects.filter(kommune__in=rows, year=year).select_for_update()
    rows |= {row.kommune_id: row for row in saved}
    with because(_("Oppfølging av kommuner %d") % year, by):
        return _save(fill(rows, cells))


@transaction.atomic
def save_tildelingsbrev(*, region: Region, year: int, cells: Mapping[tuple[int, str], Cell], by: User) -> int:
    """Write the year's cells, by the state body's key and field.

    Returns how many rows are changed. Raises `Denied`, or `Stale` where a cell is taken.
    """
    require(by, Permission.FOLLOW_UP, _locked(region))
    keys = {key for key, _field in cells}
    ours = Virksomhet.objects.of_region(region).of_the_state().filter(pk__in=keys)
    rows = {body.pk: TildelingsbrevFollowUp(virksomhet=body, year=year) for body in ours}
    saved = TildelingsbrevFollowUp.objects.filter(virksomhet__in=rows, year=year).select_for_update()
    rows |= {row.virksomhet_id: row for row in saved}
    with because(_("Oppfølging av tildelingsbrev %d") % year, by):
        return _save(fill(rows, cells))


@transaction.atomic
def save_milestones(*, region: Region, dates: Mapping[int, Cell], by: User) -> int:
    """Write the region's actual dates by milestone; None takes a date back.

    Returns how many are changed. Raises `Denied`, or `Stale` where a date is taken.
    """
    require(by, Permission.ORGANISATION_EDIT, _locked(region))
    planned = Milestone.objects.filter(pulje=region.pulje_id, pk__in=dates)
    rows = {milestone.pk: MilestoneReached(milestone=milestone, region=region) for milestone in planned}
    saved = MilestoneReached.objects.filter(milestone__in=rows, region=region).select_for_update()
    rows |= {row.milestone_id: row for row in saved}
    changed = fill(rows, {(key, "happened_on"): cell for key, cell in dates.items()})
    with because(_("Milepæler"), by):
        for row in changed.values():
            if row.happened_on is None:
                row.delete()
            else:
                row.save()
    return len(changed)


@transaction.atomic
def plan(*, milestone: Milestone, values: Mapping[str, Any], seen: str | None, by: User) -> Milestone:
    """Keep a milestone's planned dates as they were `seen`. Raises `Denied` or `Stale`."""
    may, why = Permission.NATIONAL_PLAN, _("Flyttet milepæl")
    return records.save(row=milestone, values=values, permission=may, seen=seen, by=by, reason=why)


def _locked(region: Region) -> Region:
    """Whoever fills in one of the region's grids waits for whoever else does, also where a row is new."""
    return Region.objects.select_for_update(no_key=True).get(pk=region.pk)


def _save(rows: Mapping[int, Model]) -> int:
    for row in rows.values():
        row.save()
    return len(rows)
