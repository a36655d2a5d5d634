"""Where the offers are weighed: a file of its own, since the suppliers get the other one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from criteria.chapter import Chapter, CriterionLine
from criteria.documents import grid
from criteria.documents.grid import FIRST
from portal.files.workbook import BOLD, LINE, lines_of

MOST_POINTS = 10
WEIGHT, CHECK, SUPPLIER = 3, 4, 5  # columns; the suppliers' are the last
WIDTHS = (11, 36, 9, 30)  # characters, then each supplier's
OF_SUPPLIER = 14
ON_A_PAGE = 6  # suppliers
SCALE = 65  # per cent: what makes so many fit, also where another font stands in for Calibri


def draw(chapter: Chapter, suppliers: int) -> bytes:
    """Points from 0 to 10 for each supplier; the sum is the points times the weights, of 100."""
    lead = _(
        "Gi poeng fra 0 til 10 i de gule feltene. Summen er poeng ganger vekt, og vises når alle poeng er gitt."
    )
    book, sheet = grid.begin(chapter.title, _("Evaluering"), lead, WIDTHS)
    names = [_("Leverandør %d") % number for number in range(1, suppliers + 1)]
    grid.head(sheet, [_("Kode"), _("Kriterium"), _("Vekt (%)"), _("Mangler eller er ikke tall"), *names])
    columns = [get_column_letter(SUPPLIER + number) for number in range(suppliers)]
    for row, line in enumerate(chapter.award, start=FIRST):
        _criterion(sheet, row, line, columns)
    if chapter.award:
        _sums(sheet, FIRST + len(chapter.award) - 1, columns)
    else:
        grid.text(sheet.cell(FIRST, 2), _("Utvalget har ingen tildelingskriterier."))
    _pages(sheet, suppliers)
    return grid.finish(book, sheet, (*WIDTHS, *[OF_SUPPLIER] * suppliers), f"E{FIRST}")


def _criterion(sheet: Worksheet, row: int, line: CriterionLine, columns: list[str]) -> None:
    grid.text(sheet.cell(row, 1), line.code)
    grid.text(sheet.cell(row, 2), line.title)
    grid.opened(sheet.cell(row, WEIGHT)).value = line.weight
    sheet.cell(row, CHECK).alignment = grid.TOP
    for column in columns:
        grid.opened(sheet[f"{column}{row}"])
    sheet.row_dimensions[row].height = LINE * max(3, lines_of(line.title, WIDTHS[1]))


def _sums(sheet: Worksheet, last: int, columns: list[str]) -> None:
    """Under the points: the sums, and what is missing before they can be trusted."""
    grid.bold(sheet.cell(last + 1, 2), _("Vektet sum"))
    grid.bold(sheet.cell(last + 2, 2), _("Kontroll"))
    weights = f"$C${FIRST}:$C${last}"
    _formula(sheet, f"C{last + 1}", f"SUM({weights})")
    _formula(sheet, f"D{last + 1}", _weights_checked(weights, last))
    for row in range(FIRST, last + 1):
        _formula(sheet, f"D{row}", _row_checked(row, columns, last))
    for column in columns:
        points = f"{column}{FIRST}:{column}{last}"
        complete = f"AND({_count(points, MOST_POINTS)}=ROWS({points}),{_count(weights, 100)}=ROWS({points}))"
        total = f"ROUND(SUMPRODUCT({weights},{points})/{MOST_POINTS},2)"
        _formula(sheet, f"{column}{last + 1}", f'IF({complete},{total},"")')
        _formula(sheet, f"{column}{last + 2}", _column_checked(points))
        grid.opened(sheet[f"{column}{FIRST - 1}"]).font = BOLD  # the supplier's name
    _limit(
        sheet,
        f"{columns[0]}{FIRST}:{columns[-1]}{last}",
        MOST_POINTS,
        _("Poeng må være et tall fra 0 til 10."),
    )
    _limit(sheet, weights.replace("$", ""), 100, _("Vekten må være et tall fra 0 til 100."))
    sheet.row_dimensions[last + 2].height = LINE * 5


def _row_checked(row: int, columns: list[str], last: int) -> str:
    """Which suppliers lack points for the criterion; one without any points is not judged yet."""
    weight = f'IF({_count(f"C{row}", 100)}=1,"",{_quoted(_("Vekt. "))})'
    missing = (
        f"IF(AND(COUNTA({column}${FIRST}:{column}${last})>0,{_count(f'{column}{row}', MOST_POINTS)}=0),"
        f'{column}${FIRST - 1}&". ","")'
        for column in columns
    )
    return "&".join([weight, *missing])


def _column_checked(points: str) -> str:
    count = _count(points, MOST_POINTS)
    missing = f"(ROWS({points})-{count})&{_quoted(' ' + _('poeng mangler eller er ikke tall fra 0 til 10'))}"
    said = f"IF({count}=ROWS({points}),{_quoted(_('Alle poeng er gitt'))},{missing})"
    return f"IF(COUNTA({points})=0,{_quoted(_('Ingen poeng ennå'))},{said})"


def _weights_checked(weights: str, last: int) -> str:
    of_all = f"{_count(weights, 100)}=ROWS({weights})"
    too_much = f'IF(ROUND(C{last + 1},2)>100,{_quoted(_("Vektene er over 100 prosent"))},"")'
    return f"IF({of_all},{too_much},{_quoted(_('Vekter mangler eller er ikke tall fra 0 til 100'))})"


def _count(cells: str, most: int) -> str:
    """How many of the cells are numbers from 0 to `most`; text that looks like a number is none."""
    return f'COUNTIFS({cells},">=0",{cells},"<={most}")'


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _formula(sheet: Worksheet, place: str, formula: str) -> None:
    sheet[place] = f"={formula}"
    sheet[place].alignment, sheet[place].font = grid.TOP, BOLD
    sheet[place].number_format = "General"


def _limit(sheet: Worksheet, cells: str, most: int, why: str) -> None:
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(most))
    grid.stop(sheet, cells, rule, why)


def _pages(sheet: Worksheet, suppliers: int) -> None:
    """Six suppliers on each, beside the criteria and their weights."""
    sheet.print_title_cols = "A:C"
    sheet.page_setup.scale = SCALE
    for number in range(ON_A_PAGE, suppliers, ON_A_PAGE):
        sheet.col_breaks.append(Break(id=SUPPLIER - 1 + number))
