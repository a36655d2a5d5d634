"""The fylker as shapes for the map. Source: © Kartverket, CC BY 4.0, simplified (counties/data/README.md)."""

from __future__ import annotations

import json
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
    """All 19 fylker (1 query); `matching` holds the ids of the regions to stand out."""
    view = view_of()
    fylker = Fylke.objects.select_related("region__pulje")
    return FylkeMap(
        view.view_box,
        [FylkeShape(f, view.shapes[f.number].path, f.region_id in matching) for f in fylker],
    )
