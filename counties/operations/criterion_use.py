"""Recording where criteria are used, and how ready suppliers are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import (
    Activity,
    CriterionUse,
    Event,
    EventKind,
    FrameworkAgreement,
    SupplierReadiness,
)
from criteria.models import Criterion
from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.models import User
from portal.operations import records

Noted = CriterionUse | SupplierReadiness


@transaction.atomic
def record(
    *,
    place: Activity | FrameworkAgreement,
    criteria: Collection[Criterion],
    values: Mapping[str, Any],
    seen: Collection[str] = (),
    by: User,
) -> int:
    """Keep what was done with each criterion: `outcome` and `reason`.

    What is said of one already is only changed by somebody whose page showed it: `seen` are the marks of such rows.
    Raises `Denied` or `Stale`.
    """
    place = records.locked(place)
    require(by, Permission.WORK_RECORD, place)
    link = {"activity": place} if isinstance(place, Activity) else {"agreement": place}
    noted = CriterionUse.objects.filter(**link, criterion__in=criteria).select_related("criterion")
    rows = _rows(noted, [CriterionUse(**link, criterion=criterion) for criterion in criteria])
    with because(_("Bruk av kriterier"), by):
        return _note(rows, values, seen, by)


@transaction.atomic
def note_readiness(
    *,
    event: Event,
    criteria: Collection[Criterion],
    values: Mapping[str, Any],
    seen: Collection[str] = (),
    by: User,
) -> int:
    """Keep how many suppliers meet each criterion: `meets` and `asked`; `seen` as in `record`.

    Raises `Denied`, `Stale`, or `Conflict` for events where no suppliers are asked.
    """
    event = records.locked(event)
    require(by, event.edit_permission, event if event.region_id else None)
    if event.kind != EventKind.DIALOGKONFERANSE:
        raise Conflict(_("Bare dialogkonferanser har leverandører å spørre."), about=event)
    noted = event.readiness.filter(criterion__in=criteria).select_related("criterion")
    rows = _rows(noted, [SupplierReadiness(event=event, criterion=criterion) for criterion in criteria])
    with because(_("Leverandørenes modenhet"), by):
        return _note(rows, values, seen, by)


def _rows(noted: Iterable[Noted], new: Iterable[Noted]) -> list[Noted]:
    """What is noted of each criterion, or a new row for it."""
    return list(({row.criterion_id: row for row in new} | {row.criterion_id: row for row in noted}).values())


def _note(rows: list[Noted], values: Mapping[str, Any], seen: Collection[str], by: User) -> int:
    taken = [
        row
        for row in rows
        if row.pk is not None
        and row.mark not in seen
        and not all(records.stands(row, name, value) for name, value in values.items())
    ]
    if taken:
        said = "; ".join(f"{row.criterion.code}: {row.said}" for row in taken)
        raise Stale(_("Dette er alt ført: %s.") % said, cells={row.mark: row for row in taken})
    for row in rows:
        records.fill(row, values)
        row.recorded_by, row.recorded_at = by, clock.now()
        row.save()
    return len(rows)
