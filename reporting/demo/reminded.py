"""What the portal has reminded of before the demo begins, and a region that has got more time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.errors import Unseen
from portal.letters import mark_of
from portal.models import User
from reporting.models import ReportingRound
from reporting.operations import deadlines

FIRST, MORE_TIME = dt.date(2011, 1, 30), dt.date(2011, 2, 10)


def load(people: Mapping[str, User]) -> None:
    round_ = ReportingRound.objects.get(year=2010)
    with clock.at(_noon(FIRST)):
        deadlines.remind_of_deadlines(round_=round_, on=FIRST)
    with clock.at(_noon(MORE_TIME)):
        _extend(round_=round_, by=people["difi"])
    deadlines.remind_of_deadlines(round_=round_, on=clock.today())


def _extend(**who: Any) -> None:
    details = who | {
        "regions": ["finnmark"],
        "due_on": dt.date(2011, 3, 15),
        "reason": "Koordinatoren er sykmeldt, og den nye begynner 1. mars.",
    }
    try:
        deadlines.extend(**details)
    except Unseen as unseen:
        deadlines.extend(**details, previewed=mark_of(unseen.letters))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
