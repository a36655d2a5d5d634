"""The only source of "today" for rules. Timestamps of what happened stay real."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def today() -> dt.date:
    """The date that deadlines are counted from: `PORTAL_TODAY` where it is set, else the calendar's."""
    return settings.PORTAL_TODAY or timezone.localdate()


def now() -> dt.datetime:
    """The moment that something happens: real time, except while the demo's past is being written."""
    return _moment.get() or timezone.now()


def is_past(moment: dt.datetime) -> bool:
    """Whether it is over, for rules: by the day where `PORTAL_TODAY` is set, else by the clock."""
    if settings.PORTAL_TODAY:
        return timezone.localdate(moment) < today()
    return moment < timezone.now()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let what is done inside have happened at `moment`. Only for writing made-up history."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
