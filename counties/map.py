"""The fylker as shapes for the map. Source: © Kartverket, CC BY 4.0, simplified (counties/data/README.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counties.models import Fylke

SHAPES = Path(__file__).parent / "data" / "fylker_map.json"


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


@cache
def _shapes() -> tuple[str, dict[str, str]]:
    data = json.loads(SHAPES.read_text(encoding="utf-8"))
    return data["viewBox"], {fylke["nummer"]: fylke["path"] for fylke in data["fylker"]}


def fylker_on_map(*, matching: set[int]) -> FylkeMap:
    """All 19 fylker (1 query); `matching` holds the ids of the regions to stand out."""
    view_box, paths = _shapes()
    fylker = Fylke.objects.select_related("region__pulje")
    return FylkeMap(view_box, [FylkeShape(f, paths[f.number], f.region_id in matching) for f in fylker])
