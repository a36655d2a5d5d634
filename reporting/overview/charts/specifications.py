"""The overviews' charts: Vega-Lite with the rows in place, for the browser and for the worker alike."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from reporting.overview.tables import OverviewChart

HERE = Path(__file__).parent
CONFIG = HERE.parent.parent / "charts" / "config.json"  # the look that all charts share
VEGA_LITE = "6.4"  # what the worker draws with; the browser has the same generation from npm
YEARS = ["#dde2df", "#c6cec9", "#adb8b2", "#8f9d96", "#0b5a38"]  # oldest to newest, which stands out
LINES = ["#8f9d96", "#5c6a62", "#0b5a38"]  # with shapes and dashes of their own
SLIDE_LABEL_WIDTH = 56
SLIDE = (1920, 1080)  # pixels
SLIDE_LETTERS, SMALLER, MANY = 24, 20, 10  # the smaller ones where there are more than so many names
SLIDE_TITLE_WIDTH = 86  # characters on a line
SLIDE_REMARKS = 3  # lines
SLIDE_MARKS = 2.5  # how much larger points and thicker lines are than on a page
WIDE_LABEL_WIDTH = 38  # where there is room
LABEL_WIDTH = 22  # characters on a line of an axis label, so that the bars keep their room on a telephone


def specification(
    chart: OverviewChart, *, width: int | None = None, label_width: int = LABEL_WIDTH
) -> dict[str, Any]:
    """As wide as its place on the page, or `width` units. Raises `FileNotFoundError` for a chart without its file."""
    spec = deepcopy(_read(HERE / f"{chart.key}.vl.json"))
    labels_in_lines = "labelExpr" in json.dumps(spec)
    rows = list(chart.rows)
    if labels_in_lines:
        rows = [_wrapped(row, label_width) for row in rows]
    if labels_in_lines and width is None:
        rows = [row | _wide(whole) for row, whole in zip(rows, chart.rows, strict=True)]
    spec["data"]["values"] = rows
    _shade_years(spec, {row["year"] for row in chart.rows if "year" in row})
    _shade_lines(spec, {row["who"] for row in chart.rows if "who" in row})
    spec["config"] = _read(CONFIG)
    if width is not None:
        spec |= {"width": width, "padding": {"left": 14, "right": 6, "top": 4, "bottom": 4}}
    return spec


def _shade_years(spec: dict[str, Any], years: set[str]) -> None:
    """The newest year in the accent, whatever the number of years."""
    for layer in spec.get("layer", []):
        color = layer["encoding"].get("color", {})
        if color.get("field") == "year":
            color["scale"] = {"range": YEARS[-len(years) :][::-1]}  # the newest is first


def _shade_lines(spec: dict[str, Any], who: set[str]) -> None:
    """Of lines the last stands out: the region that was chosen, else the younger pulje."""
    for layer in spec.get("layer", []):
        color = layer["encoding"].get("color", {})
        if color.get("field") == "who":
            color["scale"] = {"range": LINES[-len(who) :]}


def slide(chart: OverviewChart, source: str = "") -> dict[str, Any]:
    """The same for a slide: 1,920 by 1,080, on white, with its title and letters that are read from afar."""
    spec = specification(chart, width=SLIDE[0], label_width=SLIDE_LABEL_WIDTH)
    letters = SMALLER if len({row.get("label") for row in chart.rows}) > MANY else SLIDE_LETTERS
    large = {"labelFontSize": letters, "titleFontSize": letters}
    spec["config"] = deepcopy(spec["config"])
    spec["config"]["axis"] |= large
    spec["config"]["legend"] |= large | {"symbolSize": 400}
    _unlimited(spec)
    for layer in spec.get("layer", []):
        mark = layer["mark"]
        mark |= {"fontSize": letters} if mark["type"] == "text" else {}
        mark |= {name: SLIDE_MARKS * mark[name] for name in ("size", "strokeWidth", "height") if name in mark}
        sizes = layer["encoding"].get("size", {}).get("scale", {})
        sizes |= {"range": [SLIDE_MARKS**2 * area for area in sizes["range"]]} if "range" in sizes else {}
    title = {
        "text": textwrap.wrap(chart.says or chart.title, SLIDE_TITLE_WIDTH),
        "anchor": "start",
        "fontSize": 40,
        "offset": 28,
        "limit": 1824,
    }
    if below := [*([chart.title] if chart.says else []), *few(chart.remarks), *([source] if source else [])]:
        title |= {"subtitle": below, "subtitleFontSize": 18, "subtitlePadding": 12}
    return spec | {
        "title": title,
        "height": SLIDE[1],
        "padding": 48,
        "background": "#ffffff",
        "autosize": {"type": "fit", "contains": "padding"},
    }


def few(remarks: Sequence[str]) -> list[str]:
    """As many as a slide has room for, and how many more there are."""
    shown = [f"* {text}" for text in remarks[:SLIDE_REMARKS]]
    left = len(remarks) - len(shown)
    return [*shown, _("* og %d til, se tabellen i PDF-en") % left] if left else shown


def _unlimited(part: Any) -> None:
    """Labels may be as long as they are: a slide has room."""
    if isinstance(part, dict):
        part |= {"labelLimit": SLIDE[0] // 2} if "labelLimit" in part else {}
        for inner in part.values():
            _unlimited(inner)
    elif isinstance(part, list):
        for inner in part:
            _unlimited(inner)


def _wrapped(row: dict[str, Any], width: int) -> dict[str, Any]:
    """Long names in lines; what stands below the name of a milestone is lines of their own."""
    texts = {name: "|".join(textwrap.wrap(row[name], width)) for name in ("label", "task") if name in row}
    if row.get("stands"):
        texts["label"] = "|".join([texts["label"], *textwrap.wrap(row["stands"], width)])
    return row | texts


def _wide(row: dict[str, Any]) -> dict[str, Any]:
    """The same names for a page that has room beside the bars: its script puts them in place."""
    wrapped = _wrapped(row, WIDE_LABEL_WIDTH)
    return {f"{name}_wide": wrapped[name] for name in ("label", "task") if name in wrapped}


@cache
def _read(path: Path) -> dict[str, Any]:
    specification: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return specification
