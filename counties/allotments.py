"""DIFI's allotment as a sheet, out and in again: regions down, DIFI's kinds of grant across."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from counties.models import ALLOTTED_BY_DIFI, Grant, Region
from portal import formats, reading, sheets
from portal.files import Sheet

HIGHEST = 100_000_000  # kroner; more for one region and year is a slip of the finger
MOST_ROWS = 60


def written(year: int) -> Sheet:
    given = {(row.region_id, row.kind): row.allotted for row in Grant.objects.filter(year=year)}
    headings = ["Region", *(kind.label for kind in ALLOTTED_BY_DIFI)]
    rows = [
        [region.name, *(given.get((region.pk, kind), 0) for kind in ALLOTTED_BY_DIFI)]
        for region in Region.objects.order_by("number")
    ]
    return Sheet(headings, rows)


def read(file: IO[bytes]) -> tuple[dict[str, str], list[str], list[str]]:
    """The grid's fields as the sheet has them: "{region}-{kind}" → what was typed; what is said of the file; and what
    is wrong in it, row by row. Raises `Unreadable` in words."""
    wanted = {str(kind.label): kind for kind in ALLOTTED_BY_DIFI}
    headings = ["Region", *wanted]
    sent = sheets.read(file, known=headings, required=headings, most_rows=MOST_ROWS).settled()
    regions = {region.name.casefold(): region for region in Region.objects.all()}
    found: dict[str, str] = {}
    faults: list[str] = []
    seen: dict[int, int] = {}  # region → its first row
    for row in sent.rows:
        faults += [f"{cell}: {reason}" for _place, cell, reason in row.unusable()]
        cells = row.by_heading(sent.headings)
        if name := str(cells["Region"] or "").strip():
            try:
                region = _region(name, row.number, regions, seen)
            except sheets.Unreadable as error:
                faults.append(str(error))
            else:
                found |= {f"{region.pk}-{kind}": _plain(cells[label]) for label, kind in wanted.items()}
    return found, sent.notes, faults


def _region(name: str, row: int, regions: Mapping[str, Region], seen: dict[int, int]) -> Region:
    """Raises `Unreadable` where there is none of that name, or an earlier row has it."""
    words = {"row": row, "name": name}
    region = regions.get(name.casefold())
    if region is None:
        raise sheets.Unreadable(_("Rad %(row)d: «%(name)s» er ingen region.") % words)
    if (first := seen.setdefault(region.pk, row)) != row:
        text = _("Rad %(row)d: «%(name)s» står i rad %(first)d også. Behold én av dem.")
        raise sheets.Unreadable(text % (words | {"first": first}))
    return region


def _plain(cell: Any) -> str:
    """As it would be typed: a number without decimals that are zero, everything else as it stands."""
    if isinstance(cell, int | float) and math.isfinite(cell):
        return formats.decimal(reading.number(cell))
    return "" if cell is None else str(cell)
