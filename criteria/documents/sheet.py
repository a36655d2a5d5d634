"""The chapter as an answer sheet for suppliers."""

from __future__ import annotations

from math import ceil

from django.utils.translation import gettext as _
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria.chapter import Chapter, CriterionLine
from criteria.documents import grid
from criteria.documents.grid import FIRST
from portal.files.workbook import LINE, MOST_LINES, as_wide_as_paper, lines_of

ANSWERS = ("Ja", "Nei", "Delvis")
WIDTHS = (6, 10, 9, 17, 22, 46, 34, 24, 8, 11, 28)  # characters
WEIGHT, FULFILLED, ANSWER = 9, 10, 11  # columns


def draw(chapter: Chapter) -> bytes:
    """Everything is locked but the supplier's name and the two columns that the supplier fills in."""
    book, sheet = grid.begin(chapter.title, _("Svarskjema"), chapter.source, WIDTHS)
    grid.text(sheet.cell(3, 1), _("Leverandør:"))
    sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=2)
    sheet.merge_cells(start_row=3, start_column=3, end_row=3, end_column=6)
    grid.opened(sheet.cell(3, 3))
    headings = [
        _("Nr."), _("Kode"), _("Utgave"), _("Type"), _("Krav"), _("Kravtekst"), _("Dokumentasjon"),
        _("Merknader"), _("Vekt (%)"), _("Oppfylt?"), _("Svar og henvisning til vedlegg"),
    ]  # fmt: skip
    grid.head(sheet, headings)
    row = FIRST
    for line in chapter.lines:
        row = _requirement(sheet, row, line)
    _choose(sheet, f"J{FIRST}:J{max(row - 1, FIRST)}")
    as_wide_as_paper(sheet)
    return grid.finish(book, sheet, WIDTHS, f"A{FIRST}")


def _requirement(sheet: Worksheet, row: int, line: CriterionLine) -> int:
    """Write one requirement from `row`; returns the row after it."""
    remarks = "\n".join(f"{label}: {words}" for label, words in line.remarks)
    texts = (
        line.number, line.code, line.edition, line.type_label, line.title, line.text, line.verification, remarks,
    )  # fmt: skip
    for column, words in enumerate(texts, start=1):
        grid.text(sheet.cell(row, column), words)
    sheet.cell(row, WEIGHT).value = line.weight
    sheet.cell(row, WEIGHT).alignment = grid.TOP
    lines = max(lines_of(words, width) for words, width in zip(texts, WIDTHS, strict=False))
    after = row + ceil(lines / MOST_LINES)
    _make_room(sheet, row, after, lines)
    for number in range(row, after):
        grid.opened(sheet.cell(number, FULFILLED))
        grid.opened(sheet.cell(number, ANSWER))
    return after


def _make_room(sheet: Worksheet, row: int, after: int, lines: int) -> None:
    """Height for every line. What is higher than a row can be, takes several that are merged."""
    for number in range(row, after):
        sheet.row_dimensions[number].height = LINE * ceil(lines / (after - row))
    if after - row > 1:
        for column in range(1, len(WIDTHS) + 1):
            sheet.merge_cells(start_row=row, end_row=after - 1, start_column=column, end_column=column)


def _choose(sheet: Worksheet, cells: str) -> None:
    rule = DataValidation(type="list", formula1='"' + ",".join(ANSWERS) + '"')
    grid.stop(sheet, cells, rule, _("Velg Ja, Nei eller Delvis."))
