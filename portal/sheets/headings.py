"""Which column is which: headings as the register has them, nearly so, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from openpyxl.utils import get_column_letter

from portal.files.cells import plain, text_of
from portal.norwegian import folded
from portal.reading import tidied
from portal.sheets.values import Garbled, Unusable

NEAR = 0.75  # of 1: one letter wrong in four; below this a likeness is an accident
SHORTEST = 4  # letters; of fewer, others are always near
TAKEN, LEFT = "ja", "nei"
APART = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column of the file (from 1): its heading there, the one that it is, or the one that it is nearly.

    `nearest` is that too where another column has it already.
    """

    number: int
    text: str
    known: str = ""
    near: str = ""
    nearest: str = ""

    @property
    def letter(self) -> str:
        return str(get_column_letter(self.number))

    @property
    def key(self) -> str:
        """Of the question whether it is the one that it is near to."""
        return f"kolonne-{self.letter}"

    def is_read_as(self, choices: Mapping[str, str]) -> str:
        return self.known or (self.near if choices.get(self.key) == TAKEN else "")


def columns_of(cells: Sequence[Any], known: Iterable[str]) -> list[Column]:
    """Every cell of the line of headings that has a text."""
    by_key = {_key(name): name for name in known}
    texts = {number: heading(cell) for number, cell in enumerate(cells, start=1)}
    free = [name for key, name in by_key.items() if key not in {_key(text) for text in texts.values()}]
    return [_column(number, text, by_key, free) for number, text in texts.items() if text]


def heading(cell: Any) -> str:
    if isinstance(cell, Unusable) and not isinstance(cell, Garbled):
        return ""
    return " ".join(text_of(plain(cell)).split())


def likeness(cells: Sequence[Any], known: Iterable[str]) -> float:
    """How much a line looks like the headings."""
    columns = columns_of(cells[:100], known)
    return sum(1.0 if column.known else 0.5 for column in columns if column.known or column.near)


def _column(number: int, text: str, by_key: Mapping[str, str], free: Sequence[str]) -> Column:
    if found := by_key.get(_key(text)):
        return Column(number, text, known=found)
    near = _nearest(text, free)
    return Column(number, text, near=near, nearest=near or _nearest(text, by_key.values()))


def _nearest(text: str, names: Iterable[str]) -> str:
    """The one that is nearly right, if any."""
    score, name = max(((_nearness(text, name), name) for name in names), default=(0.0, ""))
    return name if score >= NEAR else ""


def _key(text: str) -> str:
    """Without what nobody sees: case, spaces, a star or colon at the end."""
    return folded(tidied(text).rstrip(" *:"))


def _nearness(text: str, name: str) -> float:
    one, other = (APART.sub("", folded(word)) for word in (text, name))
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    if one.startswith(other) or other.startswith(one) or _abbreviates(one, other):
        return 0.8  # with more or less said after it
    return SequenceMatcher(None, one, other).ratio()


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the one stand in the other, in order: "orgnr" in "organisasjonsnummer"."""
    rest = iter(long)
    return short[:3] == long[:3] and all(letter in rest for letter in short)
