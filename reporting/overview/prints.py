"""The overview frozen as plain values: what its PDF and its pictures are drawn from.

Shape: `place`, `year`, `theme`, `counted` (ISO or null), `told` [text],
`standing` and `headline` [{key, label, text, whole, change, years [[year, value]]}], `compared_with` (year or null),
`remarks` [text],
`map` {title, says, basis, rows [[region, pulje, text]], rates [text], named [its fylker where they are two],
classes [[shade, text]], shapes [[fylke's number, shade 0 to 5, text]], remarks, in_short [text]},
`reports` {years, rows [[region, [text]]], totals [[label, [text]]]},
`tables` [{key, title, lead, columns, is_wide, rows [[label, note, [text]]], remarks, charts [{key, title, says}]}]
and `charts` [{key, title, rows, remarks, says}].
Remarks are on figures that a report has overruled; those have a mark in text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties.models import Theme
from portal import formats
from portal.templatetags.portal import nb_number
from reporting.overview.country import MeasureMap, ReportCell, ReportGrid
from reporting.overview.in_short import FigureInShort
from reporting.overview.numbers import Figure
from reporting.overview.page import Overview, charts_of
from reporting.overview.tables import Table


def frozen(
    overview: Overview,
    shown: MeasureMap,
    reports: ReportGrid,
    told: list[str],
    counted: dt.datetime | None,
) -> dict[str, Any]:
    choice = overview.choice
    key_figures = overview.key_figures
    tables = [table for table in overview.tables if not table.is_empty]
    return {
        "place": str(choice.place),
        "year": choice.year,
        "theme": str(Theme(choice.theme).label) if choice.theme else "",
        "counted": counted.isoformat() if counted else None,
        "told": told,
        **{part: [_key_figure(row) for row in rows] for part, rows in key_figures.items()},
        "compared_with": choice.year - 1 if any(row.way for row in key_figures["headline"]) else None,
        "remarks": list(map(str, overview.remarks)),
        "map": _map(shown, choice.year_of(shown.measure)),
        "reports": {
            "years": reports.years,
            "totals": [[row.label, [_text(figure) for figure in row.figures]] for row in reports.totals],
            "rows": [[region.name, [_state(cell) for cell in cells]] for region, cells in reports.rows],
        },
        "tables": [_table(table) for table in tables],
        "charts": [asdict(chart) for chart in overview.charts],
    }


def _key_figure(row: FigureInShort) -> dict[str, Any]:
    return {
        "key": row.now.measure.key,
        "label": row.now.measure.heading,
        "text": _text(row.now),
        "whole": row.whole,
        "change": row.signed_change,
        "years": [list(year) for year in row.years],
    }


def source_of(content: Mapping[str, Any]) -> str:
    """What a picture says of where its numbers are from, once it is on somebody's slide."""
    counted = content["counted"]
    said = _("Kilde: Grønne innkjøp")
    if counted:
        said = _("%(source)s, telt %(day)s") % {
            "source": said, "day": formats.day_in_words(localtime(dt.datetime.fromisoformat(counted)).date())
        }  # fmt: skip
    return _("%s. Oppdiktede data, til en demo") % said if settings.PORTAL_DEMO else said


def _map(shown: MeasureMap, year: int | None) -> dict[str, Any]:
    title = f"{shown.measure.heading}, {year}" if year else shown.measure.heading
    return {
        "title": f"{title} ({_on_map(shown)})" if _on_map(shown) else title,
        "says": shown.says,
        "basis": shown.basis,
        "rows": [[region.name, region.pulje.number, _text(figure)] for region, figure in shown.rows],
        "rates": shown.rates,
        "named": [shown.named.get(region, "") for region, _figure in shown.rows],
        "classes": [list(row) for row in shown.classes],
        "shapes": [[shape.fylke.number, shape.step, shape.text] for shape in shown.shapes],
        "remarks": list(map(str, shown.remarks)),
        "in_short": [remark.in_short for remark in shown.remarks],
    }


def _on_map(shown: MeasureMap) -> str:
    """What the map's numbers are, where they aren't the figures themselves."""
    if shown.basis:
        return _("på kartet %s") % shown.basis
    return _("i millioner kroner på kartet") if shown.measure.is_money else ""


def _table(table: Table) -> dict[str, Any]:
    rows = [[row.label, row.note, [_text(figure) for figure in row.figures]] for row in table.rows]
    return {
        "key": table.key,
        "title": table.title,
        "lead": table.lead,
        "columns": table.columns,
        "is_wide": table.is_wide,
        "rows": rows,
        "remarks": list(map(str, table.remarks)),
        "charts": [{"key": c.key, "title": c.title, "says": c.says} for c in charts_of(table)],
    }


def _text(figure: Figure) -> str:
    return "–" if figure.value is None else nb_number(figure.value) + figure.mark


def _state(cell: ReportCell | None) -> str:
    if cell is None:
        return "–"
    timing = {"late": _(", for sent"), "on_time": _(", i tide")}.get(cell.timing, "")
    return f"{cell.report.seen_words}{timing}"
