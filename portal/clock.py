"""The only source of "today" for rules. Timestamps of what happened stay real."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The date that deadlines are counted from: `PORTAL_TODAY` where it is set, else the calendar's."""
    return settings.PORTAL_TODAY or timezone.localdate()


def is_set() -> bool:
    """Whether the date is fixed, so that pages can say so."""
    return settings.PORTAL_TODAY is not None
