"""What a value becomes in a cell: its type, characters that the file can hold, and no formula that nobody wrote."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

from portal.formats import yes_or_no

Value = None | int | float | Decimal | dt.date | dt.datetime | str

LONGEST = 32_767  # UTF-16 units: all that Excel keeps in a cell
CUT = " … [avkortet]"
MOST_DIGITS = 10**15  # a spreadsheet rounds whole numbers beyond this
UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
# Spreadsheets look past space and invisible characters; full-width signs count in some of them.
RUNS = re.compile(r"'*(?:[\t\r\n]|[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Sheet:
    """A table on its way out: headings, and rows of values as long as they. `rows` is read once.

    `notes` are sentences about the table; they stand below it, each on a line of its own after an empty one.
    """

    headings: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()

    @property
    def below(self) -> list[list[str]]:
        """The lines after the table."""
        return [[], *([held(note)] for note in self.notes)] if self.notes else []


def plain(value: Any) -> Value:
    """`value` as one of the types that every file knows. Datetimes are naive and local; yes and no are words."""
    match value:
        case None | "":
            return None
        case bool():
            return yes_or_no(value)
        case dt.date():
            return _naive(value) if isinstance(value, dt.datetime) else value
        case int() | float() | Decimal():
            return _number(value)
        case list() | tuple() | set():
            return held(", ".join(map(str, value)))
    return held(str(value))


def text_of(value: Value) -> str:
    """As Norwegians write it: 15.02.2011, 15.02.2011 13:45, 1250,5."""
    match value:
        case None:
            return ""
        case dt.datetime():
            return date_format(value, "d.m.Y H:i")
        case dt.date():
            return date_format(value, "d.m.Y")
        case float():
            return f"{Decimal(repr(value)):f}".replace(".", ",")
        case Decimal():
            return f"{value:f}".replace(".", ",")
    return str(value)


def held(text: str) -> str:
    """With a mark for each character that XML cannot hold, cut where a spreadsheet would; lines end with one sign."""
    text = UNHELD.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > LONGEST and len(units := text.encode("utf-16-le")) > LONGEST * 2:
        return units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
    return text


def runs(text: str) -> bool:
    """Whether a spreadsheet that reads the text by itself would take it for a formula."""
    return RUNS.match(text) is not None


def guarded(text: str) -> str:
    """With an apostrophe before what would run: the formula guard of files that have only text."""
    return f"'{text}" if runs(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and runs(text[1:]) else text


def _naive(value: dt.datetime) -> dt.datetime:
    local = localtime(value) if is_aware(value) else value
    return local.replace(microsecond=0, tzinfo=None)


def _number(value: int | float | Decimal) -> Value:
    if not math.isfinite(value):
        return None
    if value == int(value):
        value = int(value)  # a column has 177 beside 40,5, never 177,0
    return value if -MOST_DIGITS < value < MOST_DIGITS else text_of(value)
