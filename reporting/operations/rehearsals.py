"""A rehearsal is over: all that was written in it goes, also what else is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.links import reverse
from portal.models import Job, Notification, User
from portal.operations import records
from reporting.models import AnnualReport, DraftPdf, ReportEvent, ReportingRound, SectionAnswers
from reporting.operations.rendering import RENDER_DRAFT


@dataclass(frozen=True)
class Remains:
    """What goes with a rehearsal."""

    reports: int
    chapters: int
    steps: int
    versions: int  # of reports and chapters, in their histories


def remains_of(round_: ReportingRound) -> Remains:
    """4 queries and more for the histories."""
    reports = AnnualReport.objects.of_round(round_)
    return Remains(
        reports=reports.count(),
        chapters=SectionAnswers.objects.filter(report__in=reports).count(),
        steps=ReportEvent.objects.filter(report__in=reports).count(),
        versions=sum(rows.count() for rows in _histories(round_)),
    )


@transaction.atomic
def wipe(*, round_: ReportingRound, seen: str | None = None, by: User) -> None:
    """Delete the round with its reports, their history, files and notifications.

    Raises `Denied`, `Conflict` where it is no rehearsal, or `Stale`.
    """
    require(by, Permission.ROUNDS_EDIT)
    round_ = records.locked(round_)
    records.require_same(seen, round_.mark, about=round_)
    if not round_.is_rehearsal:
        raise Conflict(_("Bare en prøverunde kan slettes med det som er skrevet i den."), about=round_)
    reports = AnnualReport.objects.of_round(round_)
    drafts = DraftPdf.objects.filter(report__in=reports)
    files = [draft.file for draft in drafts if draft.file]
    Job.objects.filter(kind=RENDER_DRAFT, key__in=[str(draft.pk) for draft in drafts]).delete()
    Notification.objects.filter(path__startswith=f"{reverse('reporting:report-list')}{round_.slug}/").delete()
    with because(_("Slettet prøverunden"), by):
        reports.update(extension=None)
        _forget_what_is_only_added_to(round_)
        reports.delete()
        round_.delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))


def _forget_what_is_only_added_to(round_: ReportingRound) -> None:
    """Steps, extensions and histories, by a function that a migration made: the application cannot delete them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reporting_forget_rehearsal(%s)", [round_.pk])


def _histories(round_: ReportingRound) -> list[QuerySet[Any]]:
    """The rows that the database has kept of reports and chapters."""
    keys = list(AnnualReport.objects.of_round(round_).values_list("pk", flat=True))
    of_reports: Any = AnnualReport.pgh_event_model.objects  # type: ignore[attr-defined]
    of_chapters: Any = SectionAnswers.pgh_event_model.objects  # type: ignore[attr-defined]
    return [of_reports.filter(pgh_obj__in=keys), of_chapters.filter(report__in=keys)]
