"""The columns of an imported register, and the cells that hold days and numbers."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export import fields
from import_export.widgets import Widget

from portal import clock, days
from portal.reading import Unclear, whole_number
from portal.sheets import Unusable

logger = logging.getLogger(__name__)

EARLIEST = dt.date(2007, 1, 1)


class Field(fields.Field):
    """A column; what no value can be taken from never reaches its cell."""

    def clean(self, row: Any, **kwargs: Any) -> Any:
        value = row.get(self.column_name)
        if isinstance(value, Unusable):
            raise Unclear(value.reason)
        try:
            return super().clean(row, **kwargs)
        except Unclear:
            raise
        except (ValueError, ArithmeticError) as error:  # of a library: its words are for the log
            logger.exception("A cell could not be read")
            raise Unclear(_("Cellen kan ikke leses. Skriv verdien på nytt.")) from error


class SheetCell(Widget):
    """Out, a cell has the value itself, with its type; in, `clean` reads it or says what is wrong (`Unclear`)."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class DayCell(SheetCell):
    """A date cell, or text as people write days."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date:
        day = self._read(value)
        if not EARLIEST <= day <= clock.today():
            raise Unclear(_("Datoen må være fra 2007 til i dag."))
        return day

    def _read(self, value: Any) -> dt.date:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = "" if value is None else str(value)
        return days.read_day(text, earliest=EARLIEST, latest=clock.today())


class NumberCell(SheetCell):
    """A number without sign, as `read`; empty is zero, or nothing where `empty` says so."""

    def __init__(self, *, highest: int, empty: Any = 0, read: Callable[[object], Any] = whole_number) -> None:
        super().__init__()
        self.highest, self.empty, self.read = highest, empty, read

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value is None or not str(value).strip():
            return self.empty
        number = self.read(value)
        if not 0 <= number <= self.highest:
            raise Unclear(_("Tallet må være fra 0 til %d.") % self.highest)
        if isinstance(number, int):
            return number
        if number != (rounded := number.quantize(Decimal("0.1"))):
            raise Unclear(_("Skriv høyst én desimal."))
        return rounded
