"""Whose hands a review is in. Who no longer judges reports has none: theirs are for everybody again."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from portal.access import GRANTS, Permission, Role, can, require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.links import reverse
from portal.models import User
from portal.models.users import UserQuerySet
from portal.norwegian import NorwegianOrder
from portal.operations.notifications import notify
from portal.operations.outbox import require_previewed
from reporting.models import AnnualReport, ReportEvent
from reporting.workflow import Action, Status

JUDGED = frozenset({Status.DELIVERED, Status.IN_REVIEW})  # in these somebody at DIFI has it


def reviewers() -> UserQuerySet:
    """All who can judge a report now, by name."""
    judges = [role for role in Role if Permission.REPORT_REVIEW in GRANTS[role]]
    return User.objects.with_roles(judges).order_by(NorwegianOrder("name"), "pk")


def reviewer_of(report: AnnualReport) -> User | None:
    """Who has the review, where that person still judges reports."""
    person = report.reviewer
    return person if person and can(person, Permission.REPORT_REVIEW) else None


def queue() -> QuerySet[AnnualReport]:
    """All that have been handed in and are not published, the one that has waited longest first.

    With `since`: when it came into its state.
    """
    events = ReportEvent.objects.filter(report=OuterRef("pk")).order_by("-pk").values("done_at")[:1]
    handed_in = Q(status__in=JUDGED | {Status.APPROVED})
    sent_back = Q(status__in=[Status.DRAFT, Status.AWAITING_SIGNATURE]) & Exists(
        ReportEvent.objects.filter(report=OuterRef("pk"), action=Action.RETURN)
    )
    rows = AnnualReport.objects.filter(handed_in | sent_back).annotate(since=Subquery(events))
    rows = rows.order_by(F("since"), "pk")
    return rows.for_lists().select_related("reviewer")


def to_judge() -> list[AnnualReport]:
    """Those that somebody has to judge, the oldest round first (1 query)."""
    return list(queue().filter(status__in=JUDGED).order_by("round__year", "region__number"))


def in_whose_hands(report: AnnualReport, judges: Collection[int]) -> str:
    """Who does the next thing with it; `judges` are the keys of `reviewers`."""
    if report.awaits_signature:
        return _("fylkesmannen i %s") % report.region
    if report.is_draft:
        return _("koordinatoren i %s") % report.region
    if report.reviewer and report.reviewer_id in judges:
        return str(report.reviewer)
    return _("ingen ennå") if report.status in JUDGED else "DIFI"


@transaction.atomic
def assign(*, reports: Collection[int], reviewer: User, previewed: str = "", by: User) -> int:
    """Give reports (keys) that are to be judged to one reviewer, who is told unless it is `by`. Returns how many.

    Raises `Denied`, `Conflict` where nothing would be another, or `Unseen`.
    """
    require(by, Permission.REPORT_REVIEW)
    if not can(reviewer, Permission.REPORT_REVIEW):
        raise Conflict(_("%s vurderer ikke rapporter lenger. Velg en annen.") % reviewer)
    rows = AnnualReport.objects.select_for_update(of=("self",)).filter(pk__in=reports, status__in=JUDGED)
    new = list(rows.exclude(reviewer=reviewer).select_related("round", "region").order_by("pk"))
    if not new:
        raise Conflict(
            _("Rapportene du valgte, er ferdig vurdert eller står på %s alt. Ingenting er endret.") % reviewer
        )
    told = [] if reviewer == by else [_letter(new, reviewer, by)]
    require_previewed(told, previewed)
    for report in new:
        report.reviewer = reviewer
        with because(_("Vurderes av %s") % reviewer, by):
            report.save(update_fields=["reviewer"])
    for letter in told:
        page = new[0].url("report-review") if len(new) == 1 else reverse("reporting:review-queue")
        notify(users=[reviewer], subject=letter.subject, body=letter.text, path=page, is_handover=True)
    return len(new)


def _letter(new: Collection[AnnualReport], reviewer: User, by: User) -> Letter:
    named = "\n".join(f"- {report.name}" for report in new)
    said = _("%s har gitt deg disse rapportene å vurdere:") % by
    return Letter(reviewer.email, _("Til vurdering hos deg"), f"{said}\n\n{named}")
