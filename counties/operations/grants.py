"""Allotting the year's money, the letters that say so, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from counties.models import (
    ALLOTTED_BY_DIFI,
    FOUND_BY_REGION,
    Grant,
    GrantKind,
    GrantLetter,
    Region,
)
from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import Job, User
from portal.operations import jobs
from portal.operations.cells import Cell, fill

RENDER_LETTERS = "render_grant_letters"


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


@transaction.atomic
def request_letters(*, year: int, by: User) -> Job:
    """Ask for a letter to each region with money, of the amounts as they stand. Raises `Denied` or `Conflict`."""
    require(by, Permission.GRANTS_ALLOT)
    grants = Grant.objects.filter(year=year, kind__in=ALLOTTED_BY_DIFI, allotted__gt=0)
    amounts: dict[int, dict[str, int]] = {}
    for grant in grants:
        amounts.setdefault(grant.region_id, {})[grant.kind] = grant.allotted
    if not amounts:
        raise Conflict(_("Ingen beløp er fordelt for %d ennå.") % year)
    batch = [
        GrantLetter.objects.create(region_id=region_id, year=year, amounts=given, created_by=by)
        for region_id, given in amounts.items()
    ]
    return jobs.enqueue(
        kind=RENDER_LETTERS,
        key=f"{year}-{batch[-1].pk}",
        title=_("Tildelingsbrev %d") % year,
        result_path=reverse("counties:grant-grid", args=[year]),
        by=by,
        region_id=None,
    )


def newest_letters(year: int) -> dict[int, GrantLetter]:
    """The newest drawn letter of each region, by the region's key (1 query)."""
    rows = GrantLetter.objects.filter(year=year).exclude(Q(file="")).select_related("region").order_by("pk")
    return {letter.region_id: letter for letter in rows}


def years() -> list[int]:
    """From next year back to the programme's first, newest first."""
    return list(range(clock.today().year + 1, 2007, -1))


def totals(rows: Any) -> dict[str, int]:
    """Sums over grants: allotted, received, spent, balance."""
    summed = {name: sum(getattr(row, name) for row in rows) for name in ("allotted", "received", "spent")}
    return summed | {"balance": summed["received"] - summed["spent"]}
