"""The annual report's charts: Vega-Lite with the rows and years in place."""

from __future__ import annotations

import json
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from reporting.charts.drawing import svg as draw
from reporting.compiled import Chart

SPECIFICATIONS = Path(__file__).parent
SHADES = ["#b5d3c2", "#5f9c7a", "#0b5a38"]  # light to dark, told apart in greyscale; the last is this year
MAX_YEARS = len(SHADES)
LABEL_WIDTH = 22  # characters on a line of an axis label
BAR = 12  # pixels from one bar to the next
LINE = 13  # pixels that each line of a label needs beside its bars


def svg(chart: Chart) -> str:
    """The chart as SVG text, the same bytes for the same chart. Raises `FileNotFoundError` without its file."""
    return draw(specification(chart))


def specification(chart: Chart) -> dict[str, Any]:
    """The chart's Vega-Lite specification with its rows and years in place."""
    spec: dict[str, Any] = json.loads(_text(chart.key))
    spec["data"]["values"] = rows(chart)
    years = chart.years[-MAX_YEARS:]
    spec["height"] = {"step": max(BAR, LINE * _most_lines(chart) / len(years))}
    spec["layer"][0]["encoding"]["color"]["scale"]["range"] = SHADES[-len(years) :]
    return spec


def rows(chart: Chart) -> list[dict[str, Any]]:
    """One row per bar: label (lines parted by "|"), year, value (float; only for drawing), text."""
    years = list(enumerate(chart.years))[-MAX_YEARS:]
    return [
        {
            "label": "|".join(_lines(row.label)),
            "year": year,
            "value": float(value),
            "text": row.texts[position].replace("\u00a0", " "),
        }
        for row in chart.rows
        for position, year in years
        if (value := row.values[position]) is not None
    ]


def _lines(label: str) -> list[str]:
    return textwrap.wrap(label, LABEL_WIDTH)


def _most_lines(chart: Chart) -> int:
    return max(len(_lines(row.label)) for row in chart.rows)


@cache
def _text(key: str) -> str:
    return (SPECIFICATIONS / f"{key}.vl.json").read_text(encoding="utf-8")
