"""DIFI's rounds: planned, moved, and taken away before anybody has written in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations import records
from reporting.models import ReportingRound, ReportTemplate
from reporting.models.rounds import RoundKind
from reporting.operations.reports import open_round

EDIT = Permission.ROUNDS_EDIT


@transaction.atomic
def save(
    *, round_: ReportingRound, values: Mapping[str, Any], seen: str | None = None, by: User
) -> ReportingRound:
    """Plan a round, or move one that has not begun. One that opens today gets its reports at once.

    Raises `Denied`, `Conflict` or `Stale`.
    """
    require(by, EDIT)
    if round_.pk is not None:
        round_ = records.locked(round_)
        records.require_seen(round_, seen, values)
        if has_begun(round_):
            text = _("Runden %s har begynt. Bare frist og lukking kan flyttes, og bare framover.")
            raise Conflict(text % round_, about=round_)
    records.fill(round_, values)
    _require_template(round_)
    with because(_("Planla runden"), by):
        round_.save()
    if round_.opens_on <= clock.today() <= round_.closes_on:
        open_round(round_=round_)
    return round_


@transaction.atomic
def postpone(
    *, round_: ReportingRound, values: Mapping[str, Any], reason: str, seen: str | None = None, by: User
) -> ReportingRound:
    """Move the last dates of a round that has begun to later days. Raises `Denied`, `Conflict` or `Stale`."""
    require(by, EDIT)
    round_ = records.locked(round_)
    records.require_seen(round_, seen, values)
    for name in ("due_on", "closes_on"):
        if values[name] < getattr(round_, name):
            raise Conflict(
                _("Runden har begynt, så frist og lukking kan bare flyttes framover."), about=round_
            )
    records.fill(round_, values)
    with because(reason, by):
        round_.save(update_fields=["due_on", "closes_on"])
    return round_


@transaction.atomic
def remove(*, round_: ReportingRound, seen: str | None = None, by: User) -> None:
    """Take away a round that nobody has got a report in. Raises `Denied`, `Conflict` or `Stale`."""
    require(by, EDIT)
    round_ = records.locked(round_)
    records.require_same(seen, round_.mark, about=round_)
    require_unused(round_)
    with because(_("Slettet runden"), by):
        round_.delete()


def require_unused(round_: ReportingRound) -> None:
    """Raise `Conflict` where somebody has got a report in it."""
    if round_.reports.exists():
        raise Conflict(_("Runden %s har rapporter og kan ikke slettes.") % round_, about=round_)


def has_begun(round_: ReportingRound, on: dt.date | None = None) -> bool:
    """Whether it has opened, or has reports (1 query before it opens)."""
    return round_.opens_on <= (on or clock.today()) or round_.reports.exists()


def _require_template(round_: ReportingRound) -> None:
    if wrong := template_fault(round_.template, round_.kind, round_.opens_on):
        raise Conflict(wrong, about=round_ if round_.pk else None)


def template_fault(template: ReportTemplate, kind: str, opens_on: dt.date) -> str:
    """Why the template cannot be used in such a round; nothing where it can."""
    if kind not in (RoundKind.REHEARSAL, template.kind):
        return _("Malen «%(template)s» er for en %(kind)s. Velg en annen mal eller et annet slag runde.") % {
            "template": template,
            "kind": str(template.get_kind_display()).lower(),
        }
    if opens_on <= clock.today() and not template.is_published:
        return _("Malen «%s» er et utkast. Publiser den, eller la runden åpne senere.") % template
    return ""
