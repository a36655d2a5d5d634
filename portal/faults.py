"""Faults that pass by themselves: what met one is tried again, and nobody is told that the portal is broken."""

from __future__ import annotations

import datetime as dt
import errno
from enum import Enum

from django.db import InterfaceError
from django.db import OperationalError as DatabaseAway
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerAway

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SHORTEST = dt.timedelta(seconds=30)
LONGEST = dt.timedelta(minutes=10)


class StorageAway(OSError):
    """Files are kept elsewhere, and there nobody answers, or says to come back."""


class Passing(Enum):
    """What passes, and how often work that met it is put off: a disk is given a day, the rest an hour and a half."""

    ROOM = 150
    DATABASE = 12
    BROKER = 13
    STORAGE = 14

    @property
    def words(self) -> str:
        match self:
            case Passing.ROOM:
                return _("Det er ikke plass på disken akkurat nå. Portalen prøver igjen selv.")
            case Passing.DATABASE:
                return _("Databasen svarte ikke. Portalen prøver igjen selv.")
            case Passing.BROKER:
                return _("Meldingskøen svarte ikke. Portalen prøver igjen selv.")
            case Passing.STORAGE:
                return _("Lageret for filer svarte ikke. Portalen prøver igjen selv.")

    @property
    def words_at_last(self) -> str:
        """When it did not pass."""
        match self:
            case Passing.ROOM:
                return _(
                    "Det er fortsatt ikke plass på disken. Noen må rydde plass før arbeidet prøves igjen."
                )
            case Passing.DATABASE:
                return _("Databasen svarte ikke, selv om portalen prøvde mange ganger.")
            case Passing.BROKER:
                return _("Meldingskøen svarte ikke, selv om portalen prøvde mange ganger.")
            case Passing.STORAGE:
                return _("Lageret for filer svarte ikke, selv om portalen prøvde mange ganger.")


def passing(error: BaseException) -> Passing | None:
    """What it is, also where it was wrapped in another; None for a fault that lasts."""
    seen: BaseException | None = error
    while seen is not None:
        if is_no_room(seen):
            return Passing.ROOM
        if isinstance(seen, DatabaseAway | InterfaceError):
            return Passing.DATABASE
        if isinstance(seen, BrokerAway):
            return Passing.BROKER
        if isinstance(seen, StorageAway):
            return Passing.STORAGE
        seen = seen.__cause__
    return None


def is_no_room(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


def pause(times: int) -> dt.timedelta:
    """Before the next try, of what was put off so many times before."""
    return min(SHORTEST * (1 << min(times, 10)), LONGEST)
