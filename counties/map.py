"""The fylker as shapes for the map. Source: © Kartverket, CC BY 4.0, simplified (counties/data/README.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counties.models import Fylke

SHAPES = Path(__file__).parent / "data" / "fylker_map.json"


@dataclass(frozen=True)
class Outline:
    """A fylke's SVG path and the point of its label; the small ones are told apart in the inset."""

    path: str
    label: tuple[float, float]
    in_inset: bool


@dataclass(frozen=True)
class MapView:
    view_box: str
    inset_box: str
    shapes: dict[str, Outline]  # by the fylke's number


@dataclass(frozen=True)
class FylkeShape:
    """A fylke on the map: SVG path data in the map's own units, and whether the search found it."""

    fylke: Fylke
    path: str
    matches: bool


@dataclass(frozen=True)
class FylkeMap:
    view_box: str
    shapes: list[FylkeShape]


@dataclass(frozen=True)
class CloseUp:
    """Some fylker as a map shows them, with the land around: path data, and whether it is one of them."""

    view_box: str
    shapes: list[tuple[str, bool]]


INSET_BOX = "88 606 118 92"  # around Oslofjorden, in the map's own units
INSET = ("01", "02", "03", "06", "07", "08")


@cache
def view_of() -> MapView:
    """The outlines alone, for a map of figures."""
    data = json.loads(SHAPES.read_text(encoding="utf-8"))
    outlines = {
        f["nummer"]: Outline(f["path"], tuple(f["label"]), f["nummer"] in INSET) for f in data["fylker"]
    }
    return MapView(data["viewBox"], INSET_BOX, outlines)


def fylker_on_map(*, matching: set[int]) -> FylkeMap:
    """The fylker that have an outline (1 query); `matching` holds the ids of the regions to stand out."""
    view = view_of()
    fylker = Fylke.objects.select_related("region__pulje")
    return FylkeMap(
        view.view_box,
        [
            FylkeShape(f, view.shapes[f.number].path, f.region_id in matching)
            for f in fylker
            if f.number in view.shapes
        ],
    )


MARGIN = 12  # around the fylker of a close-up, in the map's own units
STEP = re.compile(r"([MLlz])|(-?[\d.]+) (-?[\d.]+)")


@cache
def bounds_of(number: str) -> tuple[float, float, float, float]:
    """The box around a fylke: left, top, right, bottom, in the map's own units."""
    points, x, y, command = [], 0.0, 0.0, "M"
    for letter, along, down in STEP.findall(view_of().shapes[number].path):
        if letter:
            command = letter
            continue
        # As SVG has it, points after a move are lines from it.
        x, y = (x + float(along), y + float(down)) if command == "l" else (float(along), float(down))
        points.append((x, y))
    across, down_ = zip(*points, strict=True)
    return min(across), min(down_), max(across), max(down_)


def close_up(numbers: Collection[str]) -> CloseUp:
    """The fylker with these numbers, large, among their neighbours; the whole country where none has an outline."""
    view = view_of()
    boxes = [bounds_of(number) for number in numbers if number in view.shapes]
    shapes = sorted(
        ((shape.path, n in numbers) for n, shape in view.shapes.items()), key=lambda shape: shape[1]
    )
    if not boxes:
        return CloseUp(view.view_box, shapes)
    left, top = min(box[0] for box in boxes) - MARGIN, min(box[1] for box in boxes) - MARGIN
    right, bottom = max(box[2] for box in boxes) + MARGIN, max(box[3] for box in boxes) + MARGIN
    box = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    return CloseUp(box, shapes)
