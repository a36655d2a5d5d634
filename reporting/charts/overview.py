"""The overviews' charts: Vega-Lite with the rows in place, for the browser and for the worker alike."""

from __future__ import annotations

import json
import textwrap
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from reporting.dashboards.national import Chart

HERE = Path(__file__).parent
LABEL_WIDTH = 22  # characters on a line of an axis label, so that the bars keep their room on a telephone


def specification(chart: Chart) -> dict[str, Any]:
    """Raises `FileNotFoundError` for a chart without its file."""
    spec = deepcopy(_read(f"{chart.key}.vl.json"))
    labels_in_lines = "labelExpr" in json.dumps(spec)
    spec["data"]["values"] = [_wrapped(row) for row in chart.rows] if labels_in_lines else list(chart.rows)
    spec["config"] = _read("config.json")
    return spec


def _wrapped(row: dict[str, Any]) -> dict[str, Any]:
    texts = {
        name: "|".join(textwrap.wrap(row[name], LABEL_WIDTH)) for name in ("label", "task") if name in row
    }
    return row | texts


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((HERE / name).read_text(encoding="utf-8"))
