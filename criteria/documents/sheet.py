"""The chapter as an answer sheet for suppliers, and a sheet where their offers are weighed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria.chapter import Chapter, CriterionLine
from portal.files.cells import held
from portal.files.workbook import as_text, saved

HEAD = PatternFill("solid", fgColor="FF0B3D28")
OPEN = PatternFill("solid", fgColor="FFFFF4D6")
FRAME = Border(bottom=Side("thin", color="FFB3D2BF"))
ANSWERS = ("Ja", "Nei", "Delvis")
SUPPLIERS = 5  # columns in the evaluation
MOST_POINTS = 10
FIRST = 5  # the first row of requirements
WIDTHS = (6, 10, 8, 18, 24, 48, 34, 9, 11, 30)  # characters
LINE = 15  # points: the height of a line of text
WIDTHS_OF_EVALUATION = (11, 44, 10, *([16] * SUPPLIERS))


def draw(chapter: Chapter) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = _("Svarskjema")
    _answers(sheet, chapter)
    award = [line for line in chapter.lines if line.type == "tildelingskriterium"]
    if award:
        _evaluation(book.create_sheet(_("Evaluering")), award)
    book.properties.title, book.properties.creator = chapter.title, "Grønne innkjøp"
    return saved(book)


def _answers(sheet: Worksheet, chapter: Chapter) -> None:
    """Everything is locked but the two columns that the supplier fills in."""
    _text(sheet.cell(1, 1), _("Svarskjema: %s") % chapter.title).font = Font(bold=True, size=14)
    _text(sheet.cell(2, 1), _("Leverandør:"))
    sheet.merge_cells(start_row=2, start_column=3, end_row=2, end_column=6)
    _open(sheet.cell(2, 3))
    headings = [
        _("Nr."), _("Kode"), _("Utgave"), _("Type"), _("Krav"), _("Kravtekst"), _("Dokumentasjon"),
        _("Vekt (%)"), _("Oppfylt?"), _("Svar og henvisning til vedlegg"),
    ]  # fmt: skip
    _head(sheet, FIRST - 1, headings)
    for row, line in enumerate(chapter.lines, start=FIRST):
        texts = (
            line.number, line.code, line.edition, line.type_label, line.title, line.text, line.verification,
        )  # fmt: skip
        for column, text in enumerate(texts, start=1):
            _text(sheet.cell(row, column), text)
        sheet.cell(row, 8).value = line.weight
        sheet.cell(row, 8).alignment = Alignment(vertical="top")
        sheet.row_dimensions[row].height = LINE * _lines_needed(texts)
        _open(sheet.cell(row, 9))
        _open(sheet.cell(row, 10))
    _choose(sheet, f"I{FIRST}:I{FIRST + max(len(chapter.lines), 1) - 1}", '"' + ",".join(ANSWERS) + '"')
    _finish(sheet, WIDTHS, f"A{FIRST}")
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (
        "landscape",
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines_needed(texts: tuple[str, ...]) -> int:
    """Not every program makes room for wrapped text by itself. Excel's rows end at 409 points."""
    wrapped = (
        sum(1 + len(part) // (width - 2) for part in text.split("\n"))
        for text, width in zip(texts, WIDTHS, strict=False)
    )
    return min(max(wrapped), 27)


def _evaluation(sheet: Worksheet, award: list[CriterionLine]) -> None:
    """Points from 0 to 10 for each supplier; the sum is the points times the weights, of 100."""
    _text(sheet.cell(1, 1), _("Evaluering")).font = Font(bold=True, size=14)
    _text(sheet.cell(2, 1), _("Gi poeng fra 0 til 10 i de gule feltene. Summen er poeng ganger vekt."))
    suppliers = [_("Leverandør %d") % number for number in range(1, SUPPLIERS + 1)]
    _head(sheet, FIRST - 1, [_("Kode"), _("Kriterium"), _("Vekt (%)"), *suppliers])
    last = FIRST + len(award) - 1
    for row, line in enumerate(award, start=FIRST):
        _text(sheet.cell(row, 1), line.code)
        _text(sheet.cell(row, 2), line.title)
        _open(sheet.cell(row, 3)).value = line.weight
        for column in range(4, 4 + SUPPLIERS):
            _open(sheet.cell(row, column))
    _text(sheet.cell(last + 1, 2), _("Vektet sum")).font = Font(bold=True)
    for column in range(3, 4 + SUPPLIERS):
        letter = get_column_letter(column)
        weights, points = f"$C${FIRST}:$C${last}", f"{letter}{FIRST}:{letter}{last}"
        formula = f"=SUM({points})" if column == 3 else f"=SUMPRODUCT({weights},{points})/{MOST_POINTS}"
        cell = sheet.cell(last + 1, column, formula)
        cell.font = Font(bold=True)
        if column > 3:
            _open(sheet.cell(FIRST - 1, column))  # the supplier's name
            sheet.cell(FIRST - 1, column).font = Font(bold=True)
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(MOST_POINTS))
    rule.error = _("Poeng må være et tall fra 0 til 10.")
    rule.add(f"D{FIRST}:{get_column_letter(3 + SUPPLIERS)}{last}")
    sheet.add_data_validation(rule)
    _finish(sheet, WIDTHS_OF_EVALUATION, f"D{FIRST}")


def _text(cell: Cell, text: str) -> Cell:
    as_text(cell, held(text))
    cell.alignment = Alignment(wrap_text=cell.row >= FIRST - 1, vertical="top")
    return cell


def _open(cell: Cell) -> Cell:
    cell.protection, cell.fill = Protection(locked=False), OPEN
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _head(sheet: Worksheet, row: int, headings: list[str]) -> None:
    for column, heading in enumerate(headings, start=1):
        cell = _text(sheet.cell(row, column), heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), HEAD
    sheet.print_title_rows = f"{row}:{row}"


def _choose(sheet: Worksheet, cells: str, options: str) -> None:
    rule = DataValidation(type="list", formula1=options, allow_blank=True)
    rule.error = _("Velg Ja, Nei eller Delvis.")
    rule.add(cells)
    sheet.add_data_validation(rule)


def _finish(sheet: Worksheet, widths: tuple[int, ...], freeze: str) -> None:
    for row in sheet.iter_rows(min_row=FIRST, max_col=len(widths)):
        for cell in row:
            cell.border = FRAME
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True  # no password: it prevents slips, not will
    sheet.protection.formatRows = sheet.protection.formatColumns = False
