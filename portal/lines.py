"""A small line of a figure's years, to stand beside the figure; the numbers are in its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal import formats

WIDTH, HEIGHT, EDGE = 96, 28, 4  # of the drawing, in its own units


@dataclass(frozen=True)
class YearLine:
    """`points` as SVG wants them; `last` is the end, which is marked; `words` are what the line says."""

    points: str
    last: tuple[float, float]
    words: str

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"


def line_of(values: Sequence[tuple[str, int]]) -> YearLine:
    """From nothing at the bottom to the largest value at the top, oldest first. Raises `ValueError` for none."""
    if not values:
        raise ValueError("A line needs a value")
    top = max(1, *(value for _year, value in values))
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    height = HEIGHT - 2 * EDGE
    points = [
        (round(EDGE + step * place, 1), round(HEIGHT - EDGE - height * value / top, 1))
        for place, (_year, value) in enumerate(values)
    ]
    words = ", ".join(f"{year}: {formats.whole(value)}" for year, value in values)
    return YearLine(" ".join(f"{x},{y}" for x, y in points), points[-1], words)
