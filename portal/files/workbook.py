"""XLSX with real numbers and dates, a frozen header and widths that fit; streamed to the file row by row."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from portal.files.cells import Sheet, Value, held, plain, runs, text_of
from portal.files.parts import through_file

MEASURED = 200  # rows that decide the widths
NARROWEST, WIDEST = 9, 40  # characters
LINE = 15  # points: the height of a line of text
MOST_LINES = 27  # of a row: Excel's end at 409 points
EARLIEST = 1900  # the first year that a workbook's dates know
INCH = 2.54  # cm
FONT = "Calibri"  # one that is not named is another one in LibreOffice
BOLD = Font(FONT, 11, bold=True)
TOP, DAY, WRAPPED = (
    Alignment(vertical="top"),
    Alignment("left", "top"),
    Alignment(vertical="top", wrap_text=True),
)
FORBIDDEN = re.compile(r"[\[\]*?:/\\]")  # in the name of a sheet


def parts(sheet: Sheet, title: str) -> Iterator[bytes]:
    return through_file(_book(sheet, title).save)


def _book(sheet: Sheet, title: str) -> Workbook:
    """The rows are in a file of the library's by then."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_name(title))
    rows = ([plain(value) for value in row] for row in sheet.rows)
    first = list(islice(rows, MEASURED))
    headings: list[Value] = [held(str(heading)) for heading in sheet.headings]
    widths = widths_of([headings, *first])
    _prepare(page, widths, title)
    last = 0
    for last, row in enumerate(chain([headings], first, rows), start=1):
        lines = _lines(row, widths)
        if lines > 1:
            page.row_dimensions[last].height = LINE * min(lines, MOST_LINES)
        page.append([_cell(page, value, is_head=last == 1, lines=lines) for value in row])
        page.row_dimensions.pop(last, None)  # it is written, and there may be very many
    for line in sheet.below:
        page.append([as_text(WriteOnlyCell(page), note) for note in line])  # as wide as it is: not wrapped
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    return book


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


def on_paper(page: Worksheet | WriteOnlyWorksheet, title: str, head: int) -> None:
    """A4 across, with the row of headings on top of each page, and the title and the page's number below."""
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.paperSize, page.page_setup.orientation = Worksheet.PAPERSIZE_A4, "landscape"
    margins = page.page_margins
    margins.left = margins.right = 1.2 / INCH
    margins.top, margins.bottom = 1.5 / INCH, 1.8 / INCH
    page.oddFooter.left.text = title.replace("&", "&&")
    page.oddFooter.right.text = _("Side %(page)s av %(pages)s") % {"page": "&P", "pages": "&N"}


def as_wide_as_paper(page: Worksheet | WriteOnlyWorksheet) -> None:
    """However wide it is, and on as many pages down as it takes."""
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0


def _prepare(page: WriteOnlyWorksheet, widths: list[int], title: str) -> None:
    """What must be known before the first row is written."""
    page.freeze_panes = "A2"
    on_paper(page, held(title), head=1)
    as_wide_as_paper(page)
    page.print_options.gridLines = True  # a number ends where the next column's text begins
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def is_long(value: Value) -> bool:
    """Whether it stands on more lines."""
    return isinstance(value, str) and (len(value) > WIDEST or "\n" in value)


def lines_of(words: str, width: int) -> int:
    """How many lines it takes in a column of `width` characters. Not every program makes room by itself."""
    return sum(1 + len(part) // max(width - 2, 1) for part in words.split("\n"))


def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    cells = zip(row, widths, strict=True)
    return max((lines_of(str(value), width) for value, width in cells if is_long(value)), default=1)


def _cell(page: WriteOnlyWorksheet, value: Value, *, is_head: bool, lines: int) -> Any:
    """The cell, or the bare number. A day before the workbook's calendar is text."""
    if isinstance(value, dt.date) and value.year < EARLIEST:
        value = text_of(value)
    if not isinstance(value, str | dt.date) and lines == 1:
        return value
    cell = WriteOnlyCell(page, value)
    cell.alignment = WRAPPED if is_long(value) else DAY if isinstance(value, dt.date) else TOP
    if isinstance(value, dt.date):
        cell.number_format = "dd.mm.yyyy hh:mm" if isinstance(value, dt.datetime) else "dd.mm.yyyy"
    if isinstance(value, str):
        as_text(cell, value)
    if is_head:
        cell.font = BOLD
    return cell
