"""The overviews' own tables as headings and lines of plain values, for files. Hidden values are empty cells.

The last column says where a published report has overruled a figure of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.files import Sheet
from portal.formats import yes_or_no
from reporting.overview.comparison import Comparison
from reporting.overview.country import MeasureMap, ReportCell, ReportGrid
from reporting.overview.mirror import MirrorRow
from reporting.overview.numbers import Figure, remarks_on
from reporting.overview.tables import Table

Line = tuple[Sequence[Any], Sequence[Figure]]  # its cells, and the figures that are among them


def of_table(table: Table) -> Sheet:
    notes = any(row.note for row in table.rows)
    return _with_remarks(
        [_("Hva"), *([_("Plan")] if notes else []), *table.columns],
        (
            (
                [row.label, *([row.note] if notes else []), *(figure.value for figure in row.figures)],
                row.figures,
            )
            for row in table.rows
        ),
    )


def of_map(shown: MeasureMap) -> Sheet:
    """What the map's shades are of is a column too, where that is another number."""
    shares = [[round(share, 1)] for share in shown.shares] or [[]] * len(shown.rows)
    return _with_remarks(
        [
            _("Fylke/region"),
            _("Pulje"),
            shown.measure.heading,
            *([capfirst(shown.basis)] if shown.basis else []),
        ],
        (
            ([region.name, region.pulje.number, figure.value, *share], [figure])
            for (region, figure), share in zip(shown.rows, shares, strict=True)
        ),
    )


def of_reports(grid: ReportGrid) -> Sheet:
    """Two columns for each round: the state, and whether it was in time."""
    headings = [heading for year in grid.years for heading in (str(year), _("%d i tide") % year)]
    return Sheet(
        [_("Fylke/region"), *headings],
        [[region.name, *(text for cell in cells for text in _state(cell))] for region, cells in grid.rows],
    )


def of_ages(compared: Comparison) -> Sheet:
    medians = [_("Median i pulje %d") % pulje.number for pulje in compared.puljer]
    own = [compared.region.name] if compared.region else []
    owned = [(line, [line.own] if line.own else []) for line in compared.lines]
    return _with_remarks(
        [_("Måneder siden oppstart"), *medians, *own],
        (([line.age, *line.medians, *(figure.value for figure in own)], own) for line, own in owned),
    )


def of_standings(compared: Comparison) -> Sheet:
    return _with_remarks(
        [_("Fylke/region"), _("Pulje"), compared.measure.heading],
        (([s.region.name, s.region.pulje.number, s.figure.value], [s.figure]) for s in compared.standings),
    )


def of_mirror(rows: list[MirrorRow], year: int, pulje: int) -> Sheet:
    return _with_remarks(
        [_("Hva"), str(year), str(year - 1), _("Endring"), _("Median i pulje %d") % pulje],
        (
            ([r.now.measure.heading, r.now.value, r.before.value, r.change, r.median], [r.now, r.before])
            for r in rows
        ),
    )


def _with_remarks(headings: Sequence[str], lines: Iterable[Line]) -> Sheet:
    return Sheet(
        [*headings, _("Overprøvd")],
        [[*cells, " ".join(map(str, remarks_on(figures)))] for cells, figures in lines],
    )


def _state(cell: ReportCell | None) -> tuple[str, str]:
    if cell is None:
        return "", ""
    return cell.report.seen_words, {"late": yes_or_no(False), "on_time": yes_or_no(True)}.get(cell.timing, "")
