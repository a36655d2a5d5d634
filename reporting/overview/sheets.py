"""The overviews' own tables as headings and lines of plain values, for files. Hidden values are empty cells."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.files import Sheet
from portal.formats import yes_or_no
from reporting.overview.comparison import Comparison
from reporting.overview.country import MeasureMap, ReportCell, ReportGrid
from reporting.overview.mirror import MirrorRow
from reporting.overview.page import Table


def of_table(table: Table) -> Sheet:
    notes = any(row.note for row in table.rows)
    return Sheet(
        [_("Hva"), *([_("Plan")] if notes else []), *table.columns],
        [
            [row.label, *([row.note] if notes else []), *(figure.value for figure in row.figures)]
            for row in table.rows
        ],
    )


def of_map(shown: MeasureMap) -> Sheet:
    return Sheet(
        [_("Fylke/region"), _("Pulje"), shown.measure.label],
        [[region.name, region.pulje.number, figure.value] for region, figure in shown.rows],
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
    return Sheet(
        [_("Måneder siden oppstart"), *medians, *own],
        [[line.age, *line.medians, *([line.own.value] if line.own else [])] for line in compared.lines],
    )


def of_standings(compared: Comparison) -> Sheet:
    return Sheet(
        [_("Fylke/region"), _("Pulje"), compared.measure.label],
        [[s.region.name, s.region.pulje.number, s.figure.value] for s in compared.standings],
    )


def of_mirror(rows: list[MirrorRow], year: int, pulje: int) -> Sheet:
    return Sheet(
        [_("Hva"), str(year), str(year - 1), _("Endring"), _("Median i pulje %d") % pulje, _("Overprøvd")],
        [
            [r.now.measure.label, r.now.value, r.before.value, r.change, r.median, " ".join(r.remarks)]
            for r in rows
        ],
    )


def _state(cell: ReportCell | None) -> tuple[str, str]:
    if cell is None:
        return "", ""
    return cell.report.seen_words, {"late": yes_or_no(False), "on_time": yes_or_no(True)}.get(cell.timing, "")
