"""Reading workbooks and CSV files that people send in: headings, and rows of typed cells that know their address."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from portal.files.cells import plain, text_of, unguarded

MOST_UNPACKED = 300 * 1024 * 1024  # bytes; a workbook that grows beyond this is not a list of rows
MOST_ROWS = 50_000
MOST_COLUMNS = 100
NO_WORKBOOK = gettext_lazy("Filen kan ikke leses som Excel. Åpne den og lagre den på nytt som .xlsx.")


class Unreadable(ValueError):
    """The file cannot be read at all; the text says what to do."""


class Formula(str):
    """A cell with a formula: what it comes to is not known."""

    __slots__ = ()


@dataclass(frozen=True)
class Row:
    """A line of the file: its number there, and as many values as the file has headings."""

    number: int
    values: list[Any]

    def address(self, column: int) -> str:
        """Of the cell in the column (from 0): "C17"."""
        return f"{get_column_letter(column + 1)}{self.number}"

    def by_heading(self, headings: list[str]) -> dict[str, Any]:
        return dict(zip(headings, self.values, strict=True))


@dataclass(frozen=True)
class SentIn:
    """`rows` are read once, as the file is, without the empty ones; `total` is about how many there are."""

    headings: list[str]
    rows: Iterator[Row]
    total: int


def read(file: IO[bytes], name: str, *, most_rows: int = MOST_ROWS) -> SentIn:
    """The first sheet of a workbook, or a CSV file, by its name. Raises `Unreadable`, also while rows are read."""
    lines, total = _xlsx(file) if name.lower().endswith(".xlsx") else _csv(file)
    headings = [shown(cell).strip() for cell in next(lines, [])]
    while headings and not headings[-1]:
        headings.pop()
    return SentIn(headings, _rows(lines, len(headings), most_rows), total)


def shown(value: Any) -> str:
    """What stands in a cell, as a Norwegian reads it."""
    return text_of(plain(value))


def _rows(lines: Iterable[list[Any]], width: int, most_rows: int) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if number > most_rows + 1:
            raise Unreadable(_("Filen har flere enn %d rader. Del den i flere.") % most_rows)
        values = [*line[:width], *[None] * (width - len(line))]
        if any(value not in (None, "") for value in values):
            yield Row(number, values)


def _xlsx(file: IO[bytes]) -> tuple[Iterator[list[Any]], int]:
    sheet = _first_sheet(file)
    return _cells(sheet), max((sheet.max_row or 1) - 1, 0)


def _cells(sheet: Any) -> Iterator[list[Any]]:
    try:
        for line in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield [_typed(cell) for cell in line]
    except Exception as error:  # whatever a damaged or hostile workbook makes the library say
        raise Unreadable(NO_WORKBOOK) from error


def _typed(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "f":
        return Formula(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()  # a workbook has no type for a day
    return value


def _first_sheet(file: IO[bytes]) -> Any:
    """Read-only. Raises `Unreadable`, also for files that swell when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("Filen er for stor når den pakkes ut. Behold bare radene som skal inn."))
        file.seek(0)
        return load_workbook(file, read_only=True).worksheets[0]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(NO_WORKBOOK) from error


def _csv(file: IO[bytes]) -> tuple[Iterator[list[Any]], int]:
    text = _decoded(file.read())
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), text.count("\n")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("Filen kan ikke leses som tekst. Lagre den som CSV UTF-8."))


def _lines(reader: Iterator[list[str]]) -> Iterator[list[Any]]:
    try:
        for line in reader:
            yield [Formula(cell) if cell.startswith("=") else unguarded(cell) for cell in line]
    except csv.Error as error:
        raise Unreadable(_("Filen kan ikke leses som CSV. Åpne den og lagre den på nytt.")) from error
