"""Days that can be meant: a year with a wrong digit would hold a hearing open for centuries."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from portal import clock, formats

FARTHEST = dt.timedelta(days=2 * 365)  # from today


def is_far(day: dt.date) -> bool:
    """Too long before or after today to be meant."""
    return abs(day - clock.today()) > FARTHEST


def far_words(day: dt.date) -> str:
    return _("%s er mer enn to år fra i dag. Kontroller året.") % formats.day_in_words(day)
