"""Hearings' deadlines as entries of people's calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from criteria.hearing.models import Hearing
from portal import clock
from portal.appointments import Appointment, published

FROM, TO = dt.time(9), dt.time(15)  # on the last day


def of_hearing(hearing: Hearing) -> Appointment:
    begins, ends = (timezone.make_aware(dt.datetime.combine(hearing.closes_on, time)) for time in (FROM, TO))
    return Appointment(
        key=f"horing-{hearing.pk}",
        version=hearing.version,
        title=_("Frist for å svare på høring: %s") % hearing,
        begins=begins,
        ends=ends,
        place="",
        text=hearing.asked,
        path=hearing.get_absolute_url(),
        changed_at=hearing.opened_at or hearing.created_at or clock.now(),
        is_cancelled=hearing.is_cancelled,
    )


def feed(hearings: Iterable[Hearing]) -> str:
    return published(*map(of_hearing, hearings), name=_("Høringer om miljøkriterier"))
