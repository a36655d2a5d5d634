"""What every step of an annual report has in common: lock, permission, state, change, history, word to people."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal import clock, formats
from portal.access import Role
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.models.users import UserQuerySet
from portal.operations import records
from portal.operations.notifications import notify
from reporting.completion import completion_of
from reporting.models import AnnualReport, ReportEvent, SealedReport
from reporting.workflow import REPORT, Action

HANDS_IN = (Action.SUBMIT, Action.SIGN)


class Incomplete(Conflict):
    """Something that must be answered is not, or is wrong."""


def require_complete(report: AnnualReport, reason: str) -> None:
    """Raise `Incomplete`, whose `reason` has a place for how many answers are missing or wrong."""
    if missing := completion_of(report).problem_count:
        raise Incomplete(reason % missing, about=report)


def lock(report: AnnualReport, action: Action, by: User, seen: str | None = None) -> AnnualReport:
    """The report's row, locked until the transaction ends, where `by` may and its state allows `action`.

    `seen` is the `mark_of` it that the person had before them. Raises `Denied`, `Conflict` or `Stale`.
    """
    locked = (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("round__template", "region__pulje", "extension")
        .get(pk=report.pk)
    )
    require_step(locked, action, by)
    records.require_same(seen, mark_of(locked), about=locked)
    return locked


def require_step(report: AnnualReport, action: Action, by: User) -> None:
    """Raise `Denied` or `Conflict` unless `by` may take the step now."""
    REPORT.guard(report, action, by)
    if action in HANDS_IN:
        require_open(report)


def require_open(report: AnnualReport) -> None:
    """Raise `Conflict` where the round is closed and the report was never handed in."""
    if report.is_closed(on=localdate(clock.now())):
        details = {"round": report.round, "day": formats.day_in_words(report.closes_on)}
        said = _("Runden %(round)s lukket %(day)s. Be DIFI om utsatt frist, så åpner rapporten igjen.")
        raise Conflict(said % details, about=report)


def mark_of(report: AnnualReport) -> str:
    """The newest event, by key: a report that has been away and come back in the same state is another."""
    newest = report.events.order_by("-pk").first()
    return str(newest.pk if newest else 0)


def move(
    report: AnnualReport, action: Action, by: User, *, comment: str = "", seal: SealedReport | None = None
) -> ReportEvent:
    """Take the locked report to the action's state and write it into the history."""
    before, after = report.shown_state, REPORT.target(report, action)
    report.status = after
    with because(comment or str(action.label), by):
        report.save(update_fields=["status", "published_seal", "reviewer"])
    return ReportEvent.objects.create(
        report=report,
        action=action,
        from_status=before,
        to_status=after,
        comment=comment,
        seal=seal,
        done_at=clock.now(),
        done_by=by,
    )


def tell(report: AnnualReport, roles: Iterable[Role], subject: str, body: str) -> None:
    """Notify those who hold one of `roles` for the report's region, or nationally for DIFI."""
    about = report.name
    notify(
        users=told_of(report, roles),
        subject=subject % {"report": about},
        body=body % {"report": about},
        path=report.get_absolute_url(),
        is_handover=True,
    )


def told_of(report: AnnualReport, roles: Iterable[Role]) -> UserQuerySet:
    """The people that `tell` writes to."""
    return User.objects.with_roles(roles, report.region_id)
