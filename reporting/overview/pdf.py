"""The frozen overview as PDF; `portal/pdf.py` draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.lines import YearLine, line_of
from portal.pdf import draw, finish


def render_overview(content: Mapping[str, Any], drawings: Mapping[str, str]) -> bytes:
    """The frozen overview as PDF; `drawings` are its charts as SVG by key. Raises `RefusedAsset`."""
    lines = {
        f"linje-{key}": render_to_string("pdf/line.svg", {"line": line}) for key, line in _lines(content)
    }
    return finish(draw(html_of(content), {**drawings, **lines}))


def html_of(content: Mapping[str, Any]) -> str:
    counted = content["counted"]
    lines = dict(_lines(content))
    context = {
        "overview": content,
        "map_rows": _map_rows(content["map"]),
        "headline": [row | {"line": lines.get(row["key"])} for row in content["headline"]],
        "counted": dt.datetime.fromisoformat(counted) if counted else None,
        "made_up": settings.PORTAL_DEMO,
    }
    with translation.override("nb"):
        return render_to_string("pdf/overview.html", context)


def _map_rows(shown: Mapping[str, Any]) -> list[list[str]]:
    """Region, pulje, figure, and the rate and the fylker where the map has them."""
    none = [""] * len(shown["rows"])
    beside = zip(shown["rows"], shown.get("rates") or none, shown.get("named") or none, strict=True)
    return [[*row, rate, fylker] for row, rate, fylker in beside]


def _lines(content: Mapping[str, Any]) -> list[tuple[str, YearLine]]:
    """The small line of years of each key figure that has one."""
    return [(row["key"], line_of(row["years"])) for row in content["headline"] if row["years"]]
