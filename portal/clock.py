"""The only source of "today" for rules, and of the moment that something happens.

The machinery (jobs, mail queues, sessions, the database's own history) is stamped with real time.
"""

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
    """The real time of day, on today's date; another moment only while the demo's past is being written."""
    return _moment.get() or _on_today(timezone.now())


def begin_of(day: dt.date) -> dt.datetime:
    """Midnight in Norway: a moment that has an index is compared with it, and need not be made a date."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def told(moment: dt.datetime) -> dt.datetime:
    """A machine's timestamp as people read it: with `PORTAL_TODAY` set, nothing has happened after that day."""
    return moment if timezone.localdate(moment) <= today() else _on_today(moment)


def _on_today(moment: dt.datetime) -> dt.datetime:
    """The same time of day on `PORTAL_TODAY` where it is set."""
    if not settings.PORTAL_TODAY:
        return moment
    local = timezone.localtime(moment)
    return dt.datetime.combine(settings.PORTAL_TODAY, local.time(), tzinfo=local.tzinfo)


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
