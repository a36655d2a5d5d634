"""What is in a sheet, found by reading it once: where the headings are, which rows have something, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from portal.sheets.headings import Column, columns_of, likeness
from portal.sheets.values import FileLine, Unescaped, address
from portal.sheets.workbook import MOST_COLUMNS, Page

LOOKED_AT = 20  # filled lines, for the headings
SOME = 5  # addresses in a sentence


@dataclass(frozen=True)
class Wanted:
    """The headings that are known, and those that must be there."""

    known: tuple[str, ...]
    required: tuple[str, ...]


@dataclass
class Survey:
    page: Page
    wanted: Wanted
    first: list[FileLine] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # rows with something in them
    last_used: dict[int, int] = field(default_factory=dict)  # column → the last row where something stands
    unescaped: list[str] = field(default_factory=list)
    is_cut: bool = False  # there are more rows than anybody may send in

    def take(self, line: FileLine) -> None:
        used = list(line.used())
        if not used:
            return
        if len(self.first) < LOOKED_AT:
            self.first.append(line)
        self.filled.append(line.number)
        if line.hidden:
            self.hidden.add(line.number)
        self.last_used.update(dict.fromkeys(used, line.number))
        self.unescaped += [address(n, line.number) for n in used if isinstance(line.values[n - 1], Unescaped)]

    @cached_property
    def top(self) -> FileLine:
        """The line of headings: the one that looks most like them, else the first with something in it."""
        best = max(
            self.first, key=lambda line: likeness(line.values, self.wanted.known), default=FileLine(1, [])
        )
        return best if likeness(best.values, self.wanted.known) else next(iter(self.first), best)

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.top.values, self.wanted.known)

    @property
    def has_required(self) -> bool:
        """All that must be there, or something near to it."""
        found = {column.known or column.near for column in self.columns}
        return set(self.wanted.required) <= found

    @cached_property
    def rows(self) -> list[int]:
        """The numbers of the rows below the headings that have something in them."""
        return [number for number in self.filled if number > self.top.number]

    @property
    def hidden_rows(self) -> list[int]:
        return [number for number in self.rows if number in self.hidden]

    @property
    def blank_rows(self) -> list[int]:
        """Between the headings and the last row with something in it."""
        if not self.rows:
            return []
        filled = set(self.rows)
        between = range(self.top.number + 1, self.rows[-1])
        return list(islice((number for number in between if number not in filled), 1_000_000))

    @property
    def outside(self) -> list[str]:
        """A cell of each column that has something below no heading."""
        with_heading = {column.number for column in self.columns}
        return [
            address(column, row)
            for column, row in sorted(self.last_used.items())
            if column not in with_heading and row > self.top.number and column <= MOST_COLUMNS + 1
        ]


def surveyed(page: Page, wanted: Wanted, most_rows: int) -> Survey:
    """Hidden rows may be left out later, so some more than can be taken are looked at."""
    found = Survey(page, wanted)
    for line in page.lines():
        found.take(line)
        if len(found.filled) > 2 * most_rows + LOOKED_AT:
            found.is_cut = True
            break
    return found


def chosen(surveys: Iterable[Survey], choices: Mapping[str, str]) -> list[Survey]:
    """The sheets that could be meant: those that a person sees and that have the headings; else the first seen."""
    seen = [survey for survey in surveys if not survey.page.hidden]
    fit = [survey for survey in seen if survey.has_required and survey.rows]
    fit = fit or [survey for survey in seen if survey.has_required]
    picked = [survey for survey in fit if survey.page.title == choices.get("ark")]
    return picked or fit or seen[:1]
