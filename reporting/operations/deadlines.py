"""Deadlines: what the portal says of them by itself, and DIFI's extensions of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock, formats
from portal.access import Permission, Role, require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.links import reverse
from portal.models import User
from portal.operations.notifications import notify
from portal.operations.outbox import post_as_previewed
from reporting.completion import ReportCompletion, completion_of_many
from reporting.models import AnnualReport, Extension, Occasion, ReportingRound, ReportReminder
from reporting.models.deadlines import DAYS
from reporting.operations.reminders import holder_of, not_handed_in, not_handed_in_yet, what_is_left

LATEST = 3  # days after its day that a reminder is still sent, if the portal was down
LONGEST = dt.timedelta(days=366)  # after the round's deadline


@dataclass(frozen=True)
class ReminderDue:
    """A report and the occasion that has come for it."""

    report: AnnualReport
    occasion: Occasion
    due_on: dt.date

    @property
    def told(self) -> list[Role]:
        """Those who can do something about it; of a closed round also the one who answers for the report."""
        holder = holder_of(self.report)
        return [holder] if self.occasion != Occasion.CLOSED else sorted({holder, Role.FYLKESMANN})


def occasions_of(report: AnnualReport) -> Iterator[tuple[Occasion, dt.date, dt.date]]:
    """Each occasion with its day and the deadline it speaks of, the first first.

    Not those before the day that an extension was told of, for it said the date itself.
    """
    since = localdate(report.extension.given_at) if report.extension else dt.date.min
    for occasion, days in DAYS.items():
        if (day := report.due_on + dt.timedelta(days=days)) > since:
            yield occasion, day, report.due_on
    yield Occasion.CLOSED, report.closes_on + dt.timedelta(days=1), report.closes_on


def due_now(report: AnnualReport, *, on: dt.date) -> ReminderDue | None:
    """The newest occasion that has come, at most `LATEST` days ago."""
    found = None
    for occasion, day, due_on in occasions_of(report):
        if occasion == Occasion.CLOSED and not report.is_closed(on=on):
            continue
        if dt.timedelta(0) <= on - day <= dt.timedelta(days=LATEST):
            found = ReminderDue(report, occasion, due_on)
    return found


def next_day(report: AnnualReport, *, on: dt.date) -> dt.date | None:
    """When the portal speaks of the deadline next, if the report is not handed in by then."""
    return next((day for _occasion, day, _due_on in occasions_of(report) if day > on), None)


@transaction.atomic
def remind_of_deadlines(*, round_: ReportingRound, on: dt.date) -> int:
    """Remind those who have a report in their hands and a deadline near or behind them, and tell DIFI of it once.

    Returns how many reports. Two at the same time, or twice a day, is once: the round's row is locked.
    """
    ReportingRound.objects.select_for_update().get(pk=round_.pk)
    reports = not_handed_in(round_)
    keys = ReportReminder.objects.filter(report__in=reports).values_list("report", "due_on", "occasion")
    said = set(keys)
    found = [due for report in reports if (due := due_now(report, on=on))]
    now = [due for due in found if (due.report.pk, due.due_on, due.occasion) not in said]
    if now:
        progress = completion_of_many([due.report for due in now])
        people = {due.report.pk: _remind(due, progress[due.report.pk]) for due in now}
        _tell_difi(round_, now, people)
    return len(now)


def _remind(due: ReminderDue, progress: ReportCompletion) -> int:
    """How many people were told; the row stands also where there was nobody."""
    report = due.report
    users = list(User.objects.with_roles(due.told, report.region_id))
    subject, first = _words(due)
    notify(
        users=users,
        subject=subject,
        body="\n\n".join([first, *what_is_left(report, progress)]),
        path=report.get_absolute_url(),
    )
    ReportReminder.objects.create(
        report=report, due_on=due.due_on, occasion=due.occasion, sent_at=clock.now(), people=len(users)
    )
    return len(users)


def _words(due: ReminderDue) -> tuple[str, str]:
    """The mail's subject and first sentence."""
    report = due.report
    title = report.name
    if due.occasion == Occasion.CLOSED:
        details = {"report": capfirst(title), "day": formats.day_in_words(due.due_on)}
        said = _(
            "Runden lukket %(day)s. %(report)s ble ikke levert. Be DIFI om utsatt frist, så åpner den igjen."
        )
        return _("Runden er lukket: %s") % title, said % details
    details = {"report": title, "day": formats.day_in_words(due.due_on)}
    if DAYS[due.occasion] > 0:
        return _("Over fristen: %s") % title, not_handed_in_yet(report)
    return _("Frist %(day)s: %(report)s") % details, not_handed_in_yet(report)


def _tell_difi(round_: ReportingRound, now: list[ReminderDue], people: dict[int, int]) -> None:
    said = ngettext("Portalen har minnet om %d rapport.", "Portalen har minnet om %d rapporter.", len(now))
    parts = [said % len(now)]
    for occasion in Occasion:
        if lines := [_line(due) for due in now if due.occasion == occasion]:
            parts.append("\n".join([f"{occasion.label}:", *lines]))
    if nobody := [_nobody(due) for due in now if not people[due.report.pk]]:
        parts.append("\n".join([_("Disse hadde ingen å minne:"), *nobody]))
    notify(
        users=User.objects.with_roles([Role.DIFI]),
        subject=_("Påminnelser sendt: %s") % round_.report_name,
        body="\n\n".join(parts),
        path=reverse("reporting:round-deadlines", args=[round_.slug]),
    )


def _line(due: ReminderDue) -> str:
    state = str(due.report.shown_state.label).lower()
    day = formats.day_in_words(due.due_on)
    return _("- %(region)s (%(state)s, frist %(day)s)") % {
        "region": due.report.region,
        "state": state,
        "day": day,
    }


def _nobody(due: ReminderDue) -> str:
    role = str(holder_of(due.report).label).lower()
    return _("- %(region)s har ingen %(role)s med konto") % {"region": due.report.region, "role": role}


def require_deadline(round_: ReportingRound, due_on: dt.date) -> None:
    """Raise `ValidationError` for a day that cannot be a later deadline in the round."""
    if due_on < clock.today():
        raise ValidationError(_("Den nye fristen kan ikke være en dag som er gått."))
    if due_on <= round_.due_on:
        raise ValidationError(
            _("Den nye fristen må være etter rundens egen, %s.") % formats.day_in_words(round_.due_on)
        )
    if due_on > round_.due_on + LONGEST:
        raise ValidationError(_("Den nye fristen er mer enn et år etter rundens. Se over årstallet."))


@transaction.atomic
def extend(
    *,
    round_: ReportingRound,
    regions: Collection[str],
    due_on: dt.date,
    reason: str,
    previewed: str = "",
    by: User,
) -> list[Extension]:
    """Give regions (slugs) that have not handed in another deadline, also after the round has closed.

    The county is told. Raises `Denied`, `ValidationError` for the day, `Conflict` where nothing would be another, or
    `Unseen`.
    """
    require(by, Permission.REPORT_REVIEW)
    require_deadline(round_, due_on)
    locked = AnnualReport.objects.select_for_update(of=("self",)).of_round(round_)
    chosen = set(locked.filter(region__slug__in=regions).order_by("pk").values_list("pk", flat=True))
    reports = [row for row in not_handed_in(round_) if row.pk in chosen and row.due_on != due_on]
    if not reports:
        raise Conflict(_("Alle du valgte, har levert eller har denne fristen. Ingenting er endret."))
    post_as_previewed(list(_told(reports, due_on, reason)), previewed)
    return [_extend(report, due_on, reason, by) for report in reports]


def _extend(report: AnnualReport, due_on: dt.date, reason: str, by: User) -> Extension:
    report.extension = Extension.objects.create(
        report=report,
        before=report.due_on,
        due_on=due_on,
        reason=reason,
        given_at=clock.now(),
        given_by=by,
    )
    with because(reason, by):
        report.save(update_fields=["extension"])
    return report.extension


def _told(reports: Iterable[AnnualReport], due_on: dt.date, reason: str) -> Iterator[Letter]:
    for report in reports:
        details = {"report": report.name, "day": formats.day_in_words(due_on)}
        said = [
            _("DIFI har gitt ny frist for %(report)s: %(day)s. Begrunnelse:") % details,
            reason,
            f"{settings.PORTAL_BASE_URL}{report.get_absolute_url()}",
        ]
        people = User.objects.with_roles([Role.KOORDINATOR, Role.FYLKESMANN], report.region_id)
        for email in people.order_by("email").values_list("email", flat=True):
            yield Letter(email, _("Ny frist %(day)s: %(report)s") % details, "\n\n".join(said))
