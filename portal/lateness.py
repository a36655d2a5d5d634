"""How near a deadline is, and its colour: the same on every page. One day late is no alarm."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from portal.workflow import State

NEAR = 7  # days before the deadline
LONG = 14  # days after it


class Lateness(State):
    NO_HURRY = "no_hurry", "neutral", _("God tid")
    NEAR = "near", "info", _("Snart frist")
    LATE = "late", "warning", _("Over fristen")
    LONG_LATE = "long_late", "danger", _("Lenge over fristen")


def lateness(due: dt.date | None, *, on: dt.date) -> Lateness:
    """No deadline is no hurry."""
    if due is None or (due - on).days > NEAR:
        return Lateness.NO_HURRY
    if due >= on:
        return Lateness.NEAR
    return Lateness.LONG_LATE if (on - due).days > LONG else Lateness.LATE
