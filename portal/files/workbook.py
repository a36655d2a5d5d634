"""XLSX with real numbers and dates, a frozen header and widths that fit; streamed to the file row by row."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from portal.files.cells import Sheet, Value, held, plain, runs, text_of

MEASURED = 200  # rows that decide the widths
NARROWEST, WIDEST = 9, 60  # characters
EARLIEST = 1900  # the first year that a workbook's dates know
BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
FORBIDDEN = re.compile(r"[\[\]*?:/\\]")  # in the name of a sheet


def written(sheet: Sheet, title: str) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_name(title))
    rows = ([plain(value) for value in row] for row in sheet.rows)
    first = list(islice(rows, MEASURED))
    headings: list[Value] = [held(str(heading)) for heading in sheet.headings]
    _prepare(page, [headings, *first])
    page.append([_heading(page, str(heading)) for heading in headings])
    last = 1
    for last, row in enumerate(chain(first, rows), start=2):  # noqa: B007 - the number of the last one is used
        page.append([_cell(page, value) for value in row])
    for line in sheet.below:
        page.append([as_text(WriteOnlyCell(page), note) for note in line])  # as wide as it is: not wrapped
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    return saved(book)


def sheet_name(title: str) -> str:
    return FORBIDDEN.sub(" ", held(title))[:31]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_text(cell: Cell, text: str) -> Cell:
    """The cell with text that it can hold, whatever it begins with: never a formula, nor one when it is edited."""
    cell.value = text
    cell.data_type = "s"
    if runs(text):
        cell.quotePrefix = True
    return cell


def widths_of(rows: Iterable[Sequence[Value]]) -> list[int]:
    """Characters for each column."""
    longest = [max(map(_length, column)) for column in zip(*rows, strict=True)]
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]


def _length(value: Value) -> int:
    return max(map(len, text_of(value).split("\n")))


def _prepare(page: WriteOnlyWorksheet, rows: list[list[Value]]) -> None:
    """What must be known before the first row is written."""
    page.freeze_panes = "A2"
    for number, width in enumerate(widths_of(rows), start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def _heading(page: WriteOnlyWorksheet, text: str) -> Cell:
    cell = as_text(WriteOnlyCell(page), text)
    cell.font = BOLD
    return cell


def _wrapped(cell: Cell) -> Cell:
    """On more lines where it is longer than the column can be."""
    if len(cell.value) > WIDEST or "\n" in cell.value:
        cell.alignment = WRAPPED
    return cell


def _cell(page: WriteOnlyWorksheet, value: Value) -> Any:
    """The cell, or the bare number. A day before the workbook's calendar is text."""
    if isinstance(value, dt.date) and value.year < EARLIEST:
        value = text_of(value)
    if isinstance(value, str):
        return _wrapped(as_text(WriteOnlyCell(page), value))
    if not isinstance(value, dt.date):
        return value
    cell = WriteOnlyCell(page, value)
    cell.number_format = "dd.mm.yyyy hh:mm" if isinstance(value, dt.datetime) else "dd.mm.yyyy"
    return cell
