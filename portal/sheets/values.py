"""What a cell of a file can be: a value, or something that no value can be taken from, with what to do about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from portal.sheets.garbled import is_garbled

# What Excel writes where a formula fails, in English and in Norwegian; ##### is a number that had no room.
ERROR = re.compile(
    r"#(?:N/A|I/T|DIV/0!|VALUE!|VERDI!|REF!|NAME\?|NAVN\?|NUM!|NULL!|SPILL!|OVERFLYT!|CALC!|BEREGN!|FIELD!|FELT!"
    r"|BLOCKED!|BLOKKERT!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA|ERROR!|#{2,})",
    re.IGNORECASE,
)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes characters that XML cannot hold


class Unreadable(ValueError):
    """The file cannot be read at all; the text says what to do."""


class Unusable(str):
    """What stands in a cell that holds no value; `reason` says why, and what to do."""

    __slots__ = ()
    reason: str | Promise = ""


class Formula(Unusable):
    """A formula. The value that some programs save beside it may be an old one, and others save none."""

    __slots__ = ()
    reason = gettext_lazy(
        "Cellen har en formel. Kopier den, og lim inn verdien i stedet (Lim inn utvalg, Verdier)."
    )


class ErrorValue(Unusable):
    __slots__ = ()
    reason = gettext_lazy("Cellen har en feilverdi fra regnearket. Rett formelen, eller skriv verdien selv.")


class Merged(Unusable):
    """A cell that another one lies over; the text is the area."""

    __slots__ = ()
    reason = gettext_lazy(
        "Cellen er slått sammen med andre. Del dem opp i Excel, og skriv verdien i hver av dem."
    )


class Swallowed(Unusable):
    __slots__ = ()
    reason = gettext_lazy(
        'Cellen ser ut til å ha flere rader i seg. Et anførselstegn (") foran teksten mangler trolig makkeren sin: '
        "fjern det, eller sett ett til."
    )


class Homeless(Unusable):
    __slots__ = ()
    reason = gettext_lazy(
        "Raden har flere celler enn det er overskrifter. Står skilletegnet inne i en tekst, "
        "må teksten ha anførselstegn rundt seg."
    )


class Garbled(Unusable):
    __slots__ = ()
    reason = gettext_lazy(
        "Bokstaver i cellen er blitt ødelagt, slik at det står for eksempel «Ã¸» eller «�» for «ø». "
        "Skriv teksten på nytt."
    )


class Unescaped(str):
    """A text that had characters written as "_x000D_"; they are what they stand for."""

    __slots__ = ()


@dataclass(frozen=True)
class FileLine:
    """A line of the file as it stands there."""

    number: int
    values: list[Any]
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(self.used())

    def used(self) -> Iterator[int]:
        """The columns, from 1, where something stands."""
        for column, value in enumerate(self.values, start=1):
            if not is_empty(value):
                yield column


def is_empty(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, Merged)
        or (isinstance(value, str) and not value.strip("\u200b\ufeff \t\r\n\xa0"))
    )


def address(column: int, row: int) -> str:
    """From 1: "C17"."""
    return f"{get_column_letter(column)}{row}"


def neat(text: str) -> Any:
    """A text with its letters whole (å from a Mac is two characters); error values are known for what they are."""
    if ERROR.fullmatch(text.strip()):
        return ErrorValue(text.strip())
    if is_garbled(text):
        return Garbled(text)
    whole = unicodedata.normalize("NFC", text)
    if "_x" not in whole or not ESCAPED.search(whole):
        return whole
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), whole)
    return Unescaped(
        plain.encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def too_wide(row: int) -> Unreadable:
    return Unreadable(
        _("Rad %d har flere celler enn et regneark kan ha. Behold bare kolonnene som skal inn.") % row
    )
