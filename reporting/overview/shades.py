"""The classes of a map: as many regions in each as can be, so that one that stands out leaves the others apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

SHADES: dict[int, list[int]] = {
    0: [],
    1: [3],
    2: [2, 4],
    3: [1, 3, 5],
    4: [1, 2, 4, 5],
    5: [1, 2, 3, 4, 5],
}  # of 1 to 5, light to dark
MOST = max(SHADES)


@dataclass(frozen=True)
class Shades:
    """Quantiles of the values, each with at least two of them; a few values have a class each. 0 is for nothing."""

    tops: list[float]  # the largest value of each class, ascending

    @classmethod
    def of(cls, values: Iterable[float], said_of: Callable[[float], str]) -> Shades:
        """Values that are said alike are one: a class is told by its ends."""
        alike = {said_of(value): value for value in sorted(values) if value}
        different = list(alike.values())
        number = len(different) if len(different) <= MOST else min(MOST, len(different) // 2)
        return cls([different[len(different) * (place + 1) // number - 1] for place in range(number)])

    def of_value(self, value: float) -> int:
        return SHADES[len(self.tops)][bisect_left(self.tops, value)] if value else 0

    def classes(self, values: Iterable[float], said_of: Callable[[float], str]) -> list[tuple[int, str]]:
        """Each shade that somebody has, with the values it stands for."""
        found: dict[int, list[float]] = {}
        for value in sorted(values):
            found.setdefault(self.of_value(value), []).append(value)
        ends = [(shade, said_of(those[0]), said_of(those[-1])) for shade, those in found.items()]
        return [(shade, low if low == high else f"{low} – {high}") for shade, low, high in ends]
