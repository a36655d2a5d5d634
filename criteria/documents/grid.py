"""What the sheets that people fill in have in common: locked but for the yellow cells, stopped where they type
something else, and printed on A4."""

from __future__ import annotations

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal.files.cells import held
from portal.files.workbook import BOLD, FONT, as_text, lines_of, on_paper, saved, sheet_name

HEAD = PatternFill("solid", fgColor="FF0B3D28")
OPEN = PatternFill("solid", fgColor="FFFFF4D6")
FRAME = Border(bottom=Side("thin", color="FFB3D2BF"))
TOP = Alignment(wrap_text=True, vertical="top")
FIRST = 5  # the first row of requirements; the headings stand above


def begin(title: str, heading: str, lead: str, widths: tuple[int, ...]) -> tuple[Workbook, Worksheet]:
    """A book of one sheet with its heading, and what to know about it above columns of `widths`."""
    book = Workbook()
    book.properties.title, book.properties.creator = held(title), "Grønne innkjøp"
    sheet = book.active
    sheet.title = sheet_name(heading)
    for row, words, size in ((1, f"{heading}: {title}", 14), (2, lead, 11)):
        text(sheet.cell(row, 1), words).font = Font(FONT, size, bold=size > 11)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
        sheet.row_dimensions[row].height = (size + 4) * lines_of(words, sum(widths) * 11 // size)
    return book, sheet


def text(cell: Cell, words: str) -> Cell:
    as_text(cell, held(words)).alignment = TOP
    return cell


def bold(cell: Cell, words: str) -> Cell:
    text(cell, words).font = BOLD
    return cell


def opened(cell: Cell | MergedCell) -> Cell | MergedCell:
    """A cell to fill in."""
    cell.protection, cell.fill, cell.alignment = Protection(locked=False), OPEN, TOP
    return cell


def head(sheet: Worksheet, headings: list[str]) -> None:
    row = FIRST - 1
    for column, heading in enumerate(headings, start=1):
        cell = text(sheet.cell(row, column), heading)
        cell.font, cell.fill = Font(FONT, 11, bold=True, color="FFFFFFFF"), HEAD


def stop(sheet: Worksheet, cells: str, rule: DataValidation, why: str) -> None:
    """Refuse what doesn't fit. Without `showErrorMessage` a spreadsheet takes it in silence."""
    rule.errorStyle, rule.showErrorMessage, rule.allow_blank = "stop", True, True
    rule.errorTitle, rule.error = _("Passer ikke her"), why
    rule.showInputMessage, rule.prompt = True, why
    rule.add(cells)
    sheet.add_data_validation(rule)


def finish(book: Workbook, sheet: Worksheet, widths: tuple[int, ...], freeze: str) -> bytes:
    for row in sheet.iter_rows(min_row=FIRST, max_col=len(widths)):
        for cell in row:
            cell.border = FRAME
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True  # no password: it prevents slips, not will
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    on_paper(sheet, book.properties.title, head=FIRST - 1)
    return saved(book)
