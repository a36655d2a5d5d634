"""A few figures of a place with their line of years, for pages that aren't the overview itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counties.measures.places import Place
from portal import formats
from portal.lines import YearLine, line_of
from reporting.overview.numbers import Choice, Figure, numbers_of

if TYPE_CHECKING:
    from portal.access import Person

FRONT = ("aktiviteter", "avtaler_kriterier_i_kraft", "kriteriebruk")  # everyone may see them
FIRST_YEAR = 2008  # the programme's own


@dataclass(frozen=True)
class FigureInShort:
    now: Figure
    before: int
    line: YearLine

    @property
    def change(self) -> str:
        return formats.change((self.now.value or 0) - self.before)


def in_short(person: Person, place: Place, keys: Sequence[str], year: int) -> list[FigureInShort]:
    """Those of `keys` that the person may see (2 queries)."""
    numbers = numbers_of(person, Choice(year, place))
    found = []
    for key in keys:
        years = [(each, numbers.figure(key, year=each)) for each in range(FIRST_YEAR, year + 1)]
        now = years[-1][1]
        if now.value is not None:
            values = [(str(each), figure.value or 0) for each, figure in years]
            found.append(FigureInShort(now, values[-2][1] if len(values) > 1 else 0, line_of(values)))
    return found
