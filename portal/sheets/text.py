"""CSV of every kind that Excel, LibreOffice, Numbers and Google write: its letters, and what parts its cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from portal.files.cells import unguarded
from portal.sheets.garbled import mended
from portal.sheets.values import FileLine, Formula, Swallowed, Unreadable, address, neat, too_wide
from portal.sheets.workbook import MOST_COLUMNS, WIDEST, Page

csv.field_size_limit(25 * 1024 * 1024)  # a long cell is for the column to refuse; no file is larger than this
DELIMITERS = ";\t,|"
NORWEGIAN = "æøåÆØÅ"
LIKELY = "éèêóòôàáäöüÄÖÜÉčšžŧđŋ–—’‘“”«»…•€§°½\xa0"
NAMES = {"cp865": "DOS", "mac_roman": "Mac"}


@dataclass
class TextPage(Page):
    """A CSV file: one sheet, with nothing hidden."""

    text: str = ""
    delimiter: str = ";"
    is_text: bool = True

    def lines(self) -> Iterator[FileLine]:
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        number = began = 0
        try:
            for number, cells in enumerate(reader, start=1):
                began = reader.line_num
                yield self._line(number, cells)
        except csv.Error as error:
            raise Unreadable(self._stray(number + 1, began)) from error

    def _line(self, number: int, cells: list[str]) -> FileLine:
        if len(cells) > WIDEST:
            raise too_wide(number)
        width = len(cells)
        return FileLine(number, [self._value(cell, width) for cell in cells[: MOST_COLUMNS + 1]])

    def _value(self, cell: str, width: int) -> Any:
        if cell.startswith("="):
            quoted = cell[1:].strip()
            is_text = len(quoted) > 1 and quoted[0] == quoted[-1] == '"' and '"' not in quoted[1:-1]
            return (
                neat(quoted[1:-1]) if is_text else Formula(cell)
            )  # ="0403" keeps Excel from taking the zero
        if "\n" in cell and self.delimiter in ";\t" and cell.count(self.delimiter) >= max(width - 1, 2):
            return Swallowed(cell)
        return neat(unguarded(cell).replace("\r\n", "\n").replace("\r", "\n"))

    def _stray(self, number: int, lines_before: int) -> str:
        """Which cell has the quotation mark that is never closed, or that text follows."""
        rest = "".join(islice(io.StringIO(self.text, newline=""), lines_before, None))
        text = _(
            "%(cell)s: Et anførselstegn foran teksten mangler makkeren sin, så resten av filen ble lest som "
            "én celle. Fjern det, eller sett ett til etter teksten."
        )
        return text % {"cell": address(_first_bad(rest, self.delimiter), number)}


def _first_bad(line: str, delimiter: str) -> int:
    """The first column, from 1, whose quotation marks do not match."""
    part = re.escape(delimiter)
    whole = re.compile(rf'"(?:[^"]++|"")*+"(?=[{part}\r\n]|\Z)|(?!")[^{part}\r\n]*+')
    column, place = 1, 0
    while (found := whole.match(line, place)) and line[found.end() : found.end() + 1] == delimiter:
        column, place = column + 1, found.end() + 1
    return column


def page_of(content: bytes, known: Callable[[list[Any]], float]) -> TextPage:
    """`known` tells how many headings of a line are known: it decides between delimiters. Raises `Unreadable`."""
    written, notes = decoded(content)
    text, more = legible(written)
    notes += more
    first, _newline, rest = text.partition("\n" if "\n" in text else "\r")
    told = first.strip().strip('"').lower().removeprefix("sep=")
    if first.strip().strip('"').lower().startswith("sep=") and len(told) <= 1:
        return TextPage("", text=rest, delimiter=told or "\t", notes=notes)
    return TextPage("", text=text, delimiter=_delimiter(text, known), notes=notes)


def _delimiter(text: str, known: Callable[[list[Any]], float]) -> str:
    """The one that finds the most headings that are known, else the one that stands most often in the first lines."""
    head = text[:20_000].splitlines()[:20]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            lines = list(csv.reader(head, delimiter=delimiter))
        except csv.Error:
            lines = []
        return max((known(line) for line in lines), default=0), sum(
            line.count(delimiter) for line in head[:1]
        )

    return max(DELIMITERS, key=score)


def legible(written: str) -> tuple[str, list[str]]:
    """The text with its letters had back where they can be, and a note that they were."""
    text = mended(written)
    said = _("Bokstavene i filen var blitt ødelagt («Ã¸» for «ø») og er rettet. Se over at de er riktige.")
    return text, [said] if text != written else []


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and a note where the letters were not written as anybody would expect. Raises `Unreadable`."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding), []
    sample = content[:2000]
    if sample.count(0) > len(sample) // 3:
        return _strictly(
            content, "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
        ), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _by_letters(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_("Filen kan ikke leses som tekst. Lagre den som CSV UTF-8.")) from error


def _by_letters(content: bytes) -> tuple[str, list[str]]:
    """One byte a letter: the alphabet in which the letters are such as Norwegians write."""
    texts = {name: content.decode(name, "replace") for name in ("cp1252", "cp865", "mac_roman")}
    best = max(texts, key=lambda name: _likeness(texts[name]))
    if best == "cp1252":
        return texts[best], []
    note = _("Filen har bokstavene slik %(system)s skriver dem. Se over at æ, ø og å er riktige.")
    return texts[best], [note % {"system": NAMES[best]}]


def _likeness(text: str) -> int:
    foreign = [letter for letter in text if letter > "\x7f"]
    good = sum(letter in NORWEGIAN for letter in foreign)
    fair = sum(letter in LIKELY for letter in foreign)
    return 2 * good + fair - 2 * (len(foreign) - good - fair)
