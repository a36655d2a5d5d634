"""Reminding those whose hands a report is in that it isn't handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal import clock, formats
from portal.access import Permission, Role, require
from portal.errors import Conflict
from portal.letters import Letter
from portal.models import RoleGrant, User
from portal.operations.outbox import post_as_previewed
from reporting.completion import ReportCompletion, completion_of_many
from reporting.models import AnnualReport, ReportingRound
from reporting.workflow import HANDED_IN

LONGEST = 1000  # of DIFI's own words


def not_handed_in(round_: ReportingRound) -> list[AnnualReport]:
    """Region by region (1 query)."""
    reports = AnnualReport.objects.of_round(round_).exclude(status__in=HANDED_IN)
    return list(reports.filter(published_seal=None).for_lists().order_by("region__number"))


@transaction.atomic
def remind(
    *, round_: ReportingRound, regions: Collection[str], message: str, previewed: str = "", by: User
) -> int:
    """Write to the coordinator, or to the fylkesmann where it is to be signed; `regions` are slugs.

    Returns how many letters. Raises `Denied`, `Conflict` where all of them have handed in, or `Unseen`.
    """
    require(by, Permission.REPORT_REVIEW)
    reports = [report for report in not_handed_in(round_) if report.region.slug in regions]
    if not reports:
        raise Conflict(_("Alle du valgte, har levert. Ingen påminnelse er sendt."))
    letters = list(_letters(reports, message))
    if not letters:
        raise Conflict(_("Ingen i de valgte regionene har konto i rollen som skal ha påminnelsen."))
    post_as_previewed(letters, previewed)
    return len(letters)


def _letters(reports: list[AnnualReport], message: str) -> Iterable[Letter]:
    progress = completion_of_many(reports)
    wanted = {report.region_id: holder_of(report) for report in reports}
    active = RoleGrant.objects.active(on=clock.today()).select_related("user")
    grants = active.filter(region__in=wanted, role__in=set(wanted.values()), user__is_active=True)
    for report in reports:
        holders = {
            g.user.email for g in grants if (g.region_id, g.role) == (report.region_id, holder_of(report))
        }
        for email in sorted(holders):
            said = [not_handed_in_yet(report), *what_is_left(report, progress[report.pk]), message]
            link = f"{settings.PORTAL_BASE_URL}{report.get_absolute_url()}"
            text = "\n\n".join(filter(None, [*said, link]))
            yield Letter(email, _("Påminnelse: %s") % report.name, text)


def holder_of(report: AnnualReport) -> Role:
    """Whose hands it is in, until it is handed in."""
    return Role.FYLKESMANN if report.awaits_signature else Role.KOORDINATOR


def not_handed_in_yet(report: AnnualReport) -> str:
    return _("%(report)s er ikke levert. Fristen er %(due)s.") % {
        "report": capfirst(report.name),
        "due": formats.day_in_words(report.due_on),
    }


def what_is_left(report: AnnualReport, progress: ReportCompletion) -> list[str]:
    """In paragraphs: how far it has come, then each chapter with something left, as a list with addresses."""
    if report.awaits_signature:
        return [_("Den er ferdig skrevet og venter på signatur.")]
    counted = {"done": progress.required_done, "total": progress.required_count}
    said = _("%(done)d av %(total)d obligatoriske spørsmål er besvart.") % counted
    chapters = [
        f"- {row.section}: {row.left_in_words or row.status.label}\n  {settings.PORTAL_BASE_URL}{row.url}"
        for row in progress.left
        if not row.is_finished
    ]
    if not chapters:
        return [said, _("Alt er på plass. Den skal sendes til fylkesmannen for signering.")]
    return [said, "\n".join([_("Dette gjenstår:"), *chapters])]
