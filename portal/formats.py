"""How Norwegians write numbers, days, times, yes and no: on pages, in messages and in mails.

Django's own formats of the language say how; this says which of them. What is sealed is written in
`reporting/compile.py`, and never changes.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.utils.formats import date_format, get_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def yes_or_no(value: object) -> str:
    return _("Ja") if value else _("Nei")


def day(value: dt.date) -> str:
    """15.2.2011; of a moment, the local day."""
    shown = localtime(value) if isinstance(value, dt.datetime) else value
    return f"{shown.day}.{shown.month}.{shown.year:04}"


def moment(value: dt.datetime) -> str:
    """15.2.2011 13.45, local time."""
    local = localtime(value)
    return f"{day(local.date())} {local:%H.%M}"


def span(begins: dt.datetime, ends: dt.datetime) -> str:
    """15.2.2011 13.45–15.30, local time; with both days where they are two."""
    if localtime(begins).date() == localtime(ends).date():
        return f"{moment(begins)}–{date_format(localtime(ends), 'H.i')}"
    return f"{moment(begins)} – {moment(ends)}"


def day_of_month(value: dt.date, *, on: dt.date) -> str:
    """1. mars; with the year where it is another than that of `on`."""
    return date_format(value, "j. F" if value.year == on.year else "j. F Y")


def day_in_words(value: dt.date) -> str:
    """15. februar 2011; of a moment, with the local time of day."""
    if isinstance(value, dt.datetime):
        return date_format(localtime(value), "j. F Y H.i")
    return date_format(value, "j. F Y")


def months(first: dt.date, last: dt.date) -> str:
    """sep. 2008, sep.–nov. 2008 or nov. 2008 – jan. 2009: the months that a time is within."""
    if (first.year, first.month) == (last.year, last.month):
        return date_format(last, "N Y")
    if first.year == last.year:
        return f"{date_format(first, 'N')}–{date_format(last, 'N Y')}"
    return f"{date_format(first, 'N Y')} – {date_format(last, 'N Y')}"


def whole(number: int) -> str:
    """4 799 252, with spaces that do not break."""
    if type(number) is int:
        return f"{number:,}".replace(",", _parting())
    return number_format(number, force_grouping=True)  # a sum of decimals, or what a template lacks


@cache
def _parting() -> str:
    """What stands between thousands: lists have hundreds of numbers, and Django looks for it at each."""
    return str(get_format("THOUSAND_SEPARATOR", settings.LANGUAGE_CODE))


def change(number: int) -> str:
    """+12, −3 or "uendret": a change is said with its sign, not by a colour."""
    if number == 0:
        return _("uendret")
    return f"{'+' if number > 0 else '−'}{whole(abs(number))}"


def decimal(number: Decimal) -> str:
    """12,5 without zeros at the end, as it would be typed."""
    return number_format(f"{number.normalize():f}")


def percent(part: int, whole: int) -> int | None:
    """Whole percent, rounded half up, as people do; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def one_decimal(number: Decimal | float) -> str:
    """12,5 and 4 000: one decimal where it says something."""
    rounded = Decimal(f"{number:.1f}")
    return number_format(int(rounded) if rounded == int(rounded) else rounded, force_grouping=True)


def exact(number: Decimal | float) -> str:
    """0,75 and 4 000: with every decimal that says something."""
    return number_format(f"{Decimal(str(number)).normalize():f}", force_grouping=True)
