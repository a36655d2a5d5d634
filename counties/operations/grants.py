"""Allotting the year's money, and what became of it; the letters that say so are in `letters`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import (
    ALLOTTED_BY_DIFI,
    FOUND_BY_REGION,
    Grant,
    GrantKind,
    Region,
)
from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations.cells import Cell, fill


@transaction.atomic
def allot(*, year: int, amounts: Mapping[tuple[int, str], Cell], by: User) -> int:
    """Write what DIFI gives: (region's key, kind) → kroner. Returns how many rows changed.

    Raises `Denied`, `Conflict`, or `Stale` where an amount is taken.
    """
    require(by, Permission.GRANTS_ALLOT)
    if any(kind not in ALLOTTED_BY_DIFI for _region, kind in amounts):
        raise Conflict(_("Dette slaget fordeles ikke av DIFI."))
    regions = {region_id for region_id, _kind in amounts}
    cells = {(place, "allotted"): cell for place, cell in amounts.items()}
    with because(_("Fordelte tilskudd %d") % year, by):
        return _save(fill(_rows_of(year, regions), cells))


@transaction.atomic
def record(*, region: Region, year: int, amounts: Mapping[tuple[str, str], Cell], by: User) -> int:
    """What the region has received and spent, and the money it found itself: (kind, field) → kroner.

    Returns how many rows changed. Raises `Denied`, or `Stale` where an amount is taken.
    """
    require(by, Permission.GRANTS_RECORD, region)
    cells = {
        ((region.pk, kind), field): cell
        for (kind, field), cell in amounts.items()
        if field in ("received", "spent") or (field == "allotted" and kind in FOUND_BY_REGION)
    }
    with because(_("Førte tilskudd %d") % year, by):
        return _save(fill(_rows_of(year, {region.pk}), cells))


def _rows_of(year: int, regions: Collection[int]) -> dict[tuple[int, str], Grant]:
    """The year's grants of these regions, by region and kind, locked; new ones where there is none.

    Locking the regions themselves makes two who write a first amount wait for each other.
    """
    found = list(Region.objects.select_for_update(no_key=True).filter(pk__in=regions).order_by("pk"))
    rows = {(at.pk, str(kind)): Grant(region=at, year=year, kind=kind) for at in found for kind in GrantKind}
    saved = Grant.objects.select_for_update(of=("self",)).filter(year=year, region__in=found)
    return rows | {(row.region_id, row.kind): row for row in saved}


def _save(rows: Mapping[Any, Grant]) -> int:
    for row in rows.values():
        row.save()
    return len(rows)


def years() -> list[int]:
    """From next year back to the programme's first, newest first."""
    return list(range(clock.today().year + 1, 2007, -1))


def totals(rows: Any) -> dict[str, int]:
    """Sums over grants: allotted, received, spent, balance."""
    summed = {name: sum(getattr(row, name) for row in rows) for name in ("allotted", "received", "spent")}
    return summed | {"balance": summed["received"] - summed["spent"]}
