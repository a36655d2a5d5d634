"""The map of the fylker as a picture: the same shades and numbers as on the page, drawn by the worker."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from counties.map import INSET_BOX, view_of
from reporting.overview.charts.specifications import few

FILLS = [
    "#eef2ef",
    "#d2e5d9",
    "#a9d0ba",
    "#4e8f6b",
    "#26704a",
    "#0b4a2e",
]  # as .step-0 to .step-5 in portal.css
DARK = 3  # the first shade that wants white letters
PLACE = (330.0, 440.0)  # of the inset, in the map's units
SCALE = 2.2
LINES = 40  # pixels from one region of a slide's list to the next
LEGEND, LEGEND_LINE = (
    (8, 24),
    24,
)  # where the legend begins, and from one class to the next, in the map's units
TITLE_WIDTH, TITLE_LINE = 86, 52  # characters, and pixels, of a slide's title
LIST_AT = 210  # where the list begins
NOTES_AT, NOTE = 950, 22  # pixels: where a slide's remarks begin, and from one to the next


@dataclass(frozen=True)
class Drawn:
    """A fylke as the picture's template needs it."""

    path: str
    x: float
    y: float
    in_inset: bool
    fill: str
    ink: str
    text: str


def picture(shown: Mapping[str, Any], *, slide: bool = False, source: str = "") -> str:
    """SVG of a frozen map (its shape is in `reporting/overview/prints.py`); `slide`: 1,920 by 1,080 with a list."""
    view = view_of()
    left, top, width, height = map(float, INSET_BOX.split())
    notes = [*few(shown.get("in_short", [])), *([source] if source else [])]
    context = {
        "slide": slide,
        "title": [(84 + TITLE_LINE * line, text) for line, text in enumerate(_title_of(shown))],
        "subtitle": shown["title"] if shown.get("says") else "",
        "basis": shown.get("basis", ""),
        "legend": _legend(shown.get("classes", [])),
        "view_box": view.view_box,
        "shapes": [_drawn(number, step, text) for number, step, text in shown["shapes"]],
        "inset": {"left": left, "top": top, "width": width, "height": height},
        "shift": (PLACE[0] - left * SCALE, PLACE[1] - top * SCALE),
        "scale": SCALE,
        "lines": _lines(shown),
        "notes": [(NOTES_AT + NOTE * line, text) for line, text in enumerate(notes)],
    }
    return render_to_string("pdf/map.svg", context)


def _title_of(shown: Mapping[str, Any]) -> list[str]:
    return textwrap.wrap(shown.get("says") or shown["title"], TITLE_WIDTH)


def _legend(classes: Sequence[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """Of each class its height, its colour and the values it stands for."""
    return [(LEGEND[1] + LEGEND_LINE * line, FILLS[step], text) for line, (step, text) in enumerate(classes)]


def _lines(shown: Mapping[str, Any]) -> list[tuple[int, str, str, str, str]]:
    """Of each region its height on the slide, its name, its fylker where they are two, the figure and the rate."""
    rows, none = shown["rows"], [""] * len(shown["rows"])
    beside = zip(rows, shown.get("named") or none, shown.get("rates") or none, strict=True)
    return [
        (LIST_AT + LINES * line, name, named, text, rate)
        for line, ((name, _pulje, text), named, rate) in enumerate(beside)
    ]


def _drawn(number: str, step: int, text: str) -> Drawn:
    shape = view_of().shapes[number]
    ink = "#ffffff" if step >= DARK else "#1e2b24"
    return Drawn(shape.path, *shape.label, shape.in_inset, FILLS[step], ink, text)
