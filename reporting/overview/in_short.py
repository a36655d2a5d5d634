"""A few figures of a place with their line of years, for pages that aren't the overview itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counties.measures.places import Place
from counties.models import Region
from portal import clock, formats
from portal.lines import YearLine, line_of
from reporting.overview.numbers import MILESTONE_STATES, PROGRAMME_BEGAN, Choice, Figure, Numbers, numbers_of

if TYPE_CHECKING:
    from portal.access import Person

FRONT = ("aktiviteter", "avtaler_kriterier_i_kraft", "kriteriebruk")  # everyone may see them
WHOLES = {
    "milepaeler_forsinket": "milepaeler", "milepaeler_venter": "milepaeler", "avtaler_kriterier": "avtaler",
    "avtaler_kriterier_verdi": "avtaler_verdi", "avtaler_kriterier_i_kraft": "avtaler_i_kraft",
    "kommuner_policy": "kommuner", "rapporter_levert": "rapporter_alle", "rapporter_publisert": "rapporter_alle",
    "tilskudd_spent": "tilskudd_received",
}  # fmt: skip
ROUND_ENDS = {"rapporter_levert": "due_on", "rapporter_publisert": "closes_on"}  # the round's day for each
ONE_EACH = ("styringsgrupper", "knutepunkter")  # every region is to have one


@dataclass(frozen=True)
class FigureInShort:
    """`whole` is what the figure is a part of; `before` and `years` (oldest first) are there where it has any."""

    now: Figure
    before: int | None
    years: Sequence[tuple[str, int]] = ()
    whole: int | None = None

    @property
    def line(self) -> YearLine | None:
        return line_of(self.years) if self.years else None

    @property
    def change(self) -> str:
        """How much; which way is `way`. Empty where nothing is compared or nothing has changed."""
        return formats.whole(abs(self._difference)) if self._difference else ""

    @property
    def way(self) -> str:
        """ "up", "down", "same", or "" where nothing is compared."""
        if self.before is None:
            return ""
        return "up" if self._difference > 0 else "down" if self._difference else "same"

    @property
    def signed_change(self) -> str:
        """+12, −3 or "uendret", for paper; empty where nothing is compared."""
        return "" if self.before is None else formats.change(self._difference)

    @property
    def _difference(self) -> int:
        return 0 if self.before is None else (self.now.value or 0) - self.before


def in_short(person: Person, place: Place, keys: Sequence[str], year: int) -> list[FigureInShort]:
    """Those of `keys` that the person may see (2 queries)."""
    numbers = numbers_of(person, Choice(year, place), only=_with_wholes(keys))
    found = []
    for key in keys:
        now = numbers.figure(key, year=year)
        if now.value is not None:
            found.append(beside_its_years(numbers, now))
    return found


def _with_wholes(keys: Sequence[str]) -> set[str]:
    """The measures that `keys` are read with."""
    wholes = {WHOLES[key] for key in keys if key in WHOLES}
    states = {f"milepaeler_{state}" for state in MILESTONE_STATES} if "milepaeler" in wholes else set()
    return {*keys, *wholes, *states}


def beside_its_years(numbers: Numbers, now: Figure, *, regions: Sequence[Region] = ()) -> FigureInShort:
    """A figure that is seen, with its whole and the programme's years until the chosen one.

    `regions` are those at its place.
    """
    key, year = now.measure.key, numbers.choice.year
    whole = len(regions) if key in ONE_EACH else _whole_of(numbers, key) or _reports_of(regions, key, year)
    if not now.measure.by_year:
        return FigureInShort(now, None, whole=whole)
    years = range(min(PROGRAMME_BEGAN, year), year + 1)
    values = [(str(each), numbers.figure(key, year=each).value or 0) for each in years]
    before = values[-2][1] if is_over(numbers, key, year) and len(values) > 1 else None
    return FigureInShort(now, before, values, whole)


def is_over(numbers: Numbers, key: str, year: int) -> bool:
    """Whether all of a year's figure has had the time to come.

    A year that goes on is not compared with a whole one, nor is a round that is still to be handed in or published.
    """
    today = clock.today()
    if year >= today.year or key not in ROUND_ENDS:
        return year < today.year
    ends = numbers.round_ends.get(ROUND_ENDS[key])
    return ends is not None and ends < today


def _reports_of(regions: Sequence[Region], key: str, year: int) -> int | None:
    """How many reports there are to be of a year, for those who don't see which are awaited."""
    if WHOLES.get(key) != "rapporter_alle":
        return None
    return sum(region.pulje.runs_in(year) for region in regions) or None


def _whole_of(numbers: Numbers, key: str) -> int | None:
    """None where the person may not see it, or where it is nothing."""
    whole = WHOLES.get(key)
    if whole == "milepaeler":
        states = [numbers.figure(f"milepaeler_{state}", year=None).value for state in MILESTONE_STATES]
        return sum(value or 0 for value in states) or None
    return (numbers.figure(whole).value or None) if whole else None
