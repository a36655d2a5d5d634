"""The map of the fylker as a picture: the same shades and numbers as on the page, drawn by the worker."""

from __future__ import annotations

from collections.abc import Mapping
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
NOTES_AT, NOTE = 930, 22  # pixels: where a slide's remarks begin, and from one to the next


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
        "title": shown["title"],
        "view_box": view.view_box,
        "shapes": [_drawn(number, step, text) for number, step, text in shown["shapes"]],
        "inset": {"left": left, "top": top, "width": width, "height": height},
        "shift": (PLACE[0] - left * SCALE, PLACE[1] - top * SCALE),
        "scale": SCALE,
        "lines": [(170 + LINES * line, *row) for line, row in enumerate(shown["rows"])],
        "notes": [(NOTES_AT + NOTE * line, text) for line, text in enumerate(notes)],
    }
    return render_to_string("pdf/map.svg", context)


def _drawn(number: str, step: int, text: str) -> Drawn:
    shape = view_of().shapes[number]
    ink = "#ffffff" if step >= DARK else "#1e2b24"
    return Drawn(shape.path, *shape.label, shape.in_inset, FILLS[step], ink, text)
