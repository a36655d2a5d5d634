"""The sheets of a workbook, read as a stream: openpyxl finds the parts, and the cells are taken one at a time.

Neither the area nor the number of rows that the file claims is believed. openpyxl builds a whole row before it hands
it over, and says nothing of hidden rows and merged cells when it streams, so the cells are read here.
"""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from portal.formats import yes_or_no
from portal.sheets.values import ErrorValue, FileLine, Formula, Merged, Unreadable, neat, too_wide

MOST_UNPACKED = 300 * 1024 * 1024  # bytes; a workbook that grows beyond this is not a list of rows
MOST_COLUMNS = 100  # read; what stands beyond is only noticed
WIDEST = 16_384  # cells in a row of Excel's own
MOST_MERGED = 100_000  # cells
NO_WORKBOOK = gettext_lazy("Filen kan ikke leses som Excel. Åpne den og lagre den på nytt som .xlsx.")
TAG = {
    name: f"{{{SHEET_MAIN_NS}}}{name}"
    for name in ("sheetData", "row", "c", "v", "f", "is", "t", "col", "mergeCell", "autoFilter", "rPh")
}


@dataclass
class Page:
    """A sheet. What stands about it in the file is known when its lines have been read once."""

    title: str
    hidden: bool = False
    sheet: Any = None
    most_cells: int = 0
    merged: dict[int, dict[int, str]] = field(default_factory=dict)  # row → column → the area
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    notes: list[str] = field(default_factory=list)  # about the file itself
    is_text: bool = False

    def lines(self) -> Iterator[FileLine]:
        try:
            with self.sheet._get_source() as source:
                yield from _Lines(self).of(source)
        except Unreadable:
            raise
        except Exception as error:  # whatever a damaged or hostile workbook makes the library say
            raise Unreadable(NO_WORKBOOK) from error


def pages_of(file: IO[bytes], *, most_cells: int) -> list[Page]:
    """Raises `Unreadable`, also for files that swell when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("Filen er for stor når den pakkes ut. Behold bare radene som skal inn."))
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks, which nobody reads here
            sheets = load_workbook(file, read_only=True).worksheets
        return [Page(sheet.title, sheet.sheet_state != "visible", sheet, most_cells) for sheet in sheets]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(NO_WORKBOOK) from error


class _Lines:
    """One reading of a sheet."""

    def __init__(self, page: Page) -> None:
        self.page, self.book = page, page.sheet.parent
        self.row = self.column = self.cells = 0
        self.hidden = False
        self.values: dict[int, Any] = {}

    def of(self, source: Any) -> Iterator[FileLine]:
        parent: Any = None
        for event, element in iterparse(source, ["start", "end"]):
            if event == "start":
                if element.tag == TAG["row"]:
                    self._open(element)
                elif element.tag == TAG["sheetData"]:
                    parent = element
            elif element.tag == TAG["c"]:
                self._take(element)
            elif element.tag == TAG["row"]:
                yield self._line()
                parent.clear()
            else:
                self._notice(element)

    def _open(self, row: Element) -> None:
        self.row = int(float(row.get("r") or self.row + 1))
        self.column, self.values, self.in_row = 0, {}, 0
        self.hidden = row.get("hidden") in ("1", "true")

    def _take(self, cell: Element) -> None:
        place = cell.get("r")
        self.column = coordinate_to_tuple(place)[1] if place else self.column + 1
        self.in_row += 1
        self.cells += 1
        if self.in_row > WIDEST:
            raise too_wide(self.row)
        if self.cells > self.page.most_cells:
            raise Unreadable(_("Filen har for mange celler. Behold bare radene og kolonnene som skal inn."))
        if len(cell) and (self.column <= MOST_COLUMNS or MOST_COLUMNS + 1 not in self.values):
            self._keep(min(self.column, MOST_COLUMNS + 1), cell)
        cell.clear()

    def _keep(self, column: int, cell: Element) -> None:
        value = self._value(cell)
        if value not in (None, ""):
            self.values[column] = value

    def _line(self) -> FileLine:
        for column, area in self.page.merged.get(self.row, {}).items():
            self.values.setdefault(column, Merged(area))
        width = max(self.values, default=0)
        return FileLine(self.row, [self.values.get(n) for n in range(1, width + 1)], self.hidden)

    def _value(self, cell: Element) -> Any:
        kind, raw = cell.get("t", "n"), cell.findtext(TAG["v"])
        if (formula := cell.find(TAG["f"])) is not None:
            return ErrorValue(raw) if kind == "e" and raw else Formula(f"={formula.text or ''}")
        if kind == "inlineStr":
            return neat("".join(_texts(cell)))
        if kind == "s" and raw:
            return neat(str(self.page.sheet._shared_strings[int(raw)]))
        if kind == "str" and raw is not None:
            return neat(raw)
        if not raw:
            return None
        return self._typed(kind, raw, int(cell.get("s") or 0))

    def _typed(self, kind: str, raw: str, style: int) -> Any:
        if kind == "e":
            return ErrorValue(raw)
        if kind == "b":
            return yes_or_no(raw.strip() in ("1", "true"))
        if kind == "d":
            return _day(from_ISO8601(raw))
        number = float(raw)
        if style in self.book._date_formats:
            return self._date(number, raw, style)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _date(self, number: float, raw: str, style: int) -> Any:
        try:
            spans = style in self.book._timedelta_formats
            return _day(from_excel(number, self.book.epoch, timedelta=spans))
        except (OverflowError, ValueError):
            return ErrorValue(raw)

    def _notice(self, element: Element) -> None:
        if element.tag == TAG["col"] and element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max", 0)), MOST_COLUMNS)
            self.page.hidden_columns.update(range(int(element.get("min", 1)), last + 1))
        elif element.tag == TAG["autoFilter"]:
            self.page.filtered = True
        elif element.tag == TAG["mergeCell"] and element.get("ref"):
            self._merge(str(element.get("ref")))

    def _merge(self, area: str) -> None:
        left, top, right, bottom = range_boundaries(area)
        right = min(right, MOST_COLUMNS)
        if (
            sum(map(len, self.page.merged.values())) + (bottom - top + 1) * max(right - left + 1, 0)
            > MOST_MERGED
        ):
            raise Unreadable(
                _("Filen har for mange sammenslåtte celler. Del dem opp, og last den opp på nytt.")
            )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.page.merged.setdefault(row, {})[column] = area


def _texts(cell: Element) -> Iterator[str]:
    """The runs of an inline text, without how it is pronounced."""
    for inline in cell.iter(TAG["is"]):
        for part in inline:
            if part.tag != TAG["rPh"]:
                yield from (run.text or "" for run in part.iter(TAG["t"]))


def _day(value: Any) -> Any:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()  # a workbook has no type for a day
    return value
