"""Grids: many rows saved at once, where each person saves only the cells they have changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import ngettext

from portal.errors import Stale

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Cell:
    """A cell that somebody changed: what their page showed, and what they typed."""

    seen: Any
    typed: Any

    def is_taken(self, standing: Any) -> bool:
        """Whether somebody else has given it a third value meanwhile."""
        return standing not in (self.seen, self.typed)


def fill(rows: Mapping[Key, Row], cells: Mapping[tuple[Key, str], Cell]) -> dict[Key, Row]:
    """Set the changed cells, by row and field, in locked `rows`; returns the rows that are now to be saved.

    Raises `Stale`, having set none, where one cell is taken or its row is gone.
    """
    taken = {
        (key, name): getattr(rows.get(key), name, None)
        for (key, name), cell in cells.items()
        if key not in rows or cell.is_taken(getattr(rows[key], name))
    }
    if taken:
        raise Stale(_overtaken(len(taken)), cells=taken)
    changed = {}
    for (key, name), cell in cells.items():
        if getattr(rows[key], name) != cell.typed:
            setattr(rows[key], name, cell.typed)
            changed[key] = rows[key]
    return changed


def _overtaken(count: int) -> str:
    text = ngettext(
        "%d rute er endret av noen andre etter at du åpnet siden.",
        "%d ruter er endret av noen andre etter at du åpnet siden.",
        count,
    )
    return text % count
