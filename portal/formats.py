"""How Norwegians write yes and no, days and times on a page."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def yes_or_no(value: object) -> str:
    return _("Ja") if value else _("Nei")


def day(value: dt.date) -> str:
    """15.2.2011; of a moment, the local day."""
    return date_format(localtime(value) if isinstance(value, dt.datetime) else value, "j.n.Y")


def moment(value: dt.datetime) -> str:
    """15.2.2011 13.45, local time."""
    return date_format(localtime(value), "j.n.Y H.i")
