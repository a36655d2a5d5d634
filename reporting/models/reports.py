"""A region's annual report for a round: its state and its history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, TruncDate
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from counties.models import Region
from portal.access import Permission, can, scope
from portal.links import reverse
from portal.models.text import ProseField
from reporting.models.rounds import ReportingRound, RoundKind
from reporting.workflow import DONE, HANDED_IN, REVIEW, Action, Status

if TYPE_CHECKING:
    from portal.access import Person
    from reporting.models.sealing import SealedReport


# Handed in, and published ones also while they are open again: until a new version takes its place, the published
# one is the report.
DELIVERED = models.Q(status__in=HANDED_IN) | models.Q(published_seal__isnull=False)


# A report's deadline, in queries; PostgreSQL's greatest leaves out what is null.
IN_FORCE = Greatest("extension__due_on", "round__due_on")
NEEDS_TEMPLATE = """
    IF NOT EXISTS (
        SELECT 1 FROM reporting_reportinground r JOIN reporting_reporttemplate t ON t.id = r.template_id
        WHERE r.id = NEW.round_id AND t.published_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'A report is written in a round with a published template';
    END IF;
    RETURN NEW;
"""


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    def visible_to(self, user: Person) -> AnnualReportQuerySet:
        """Published ones are for everyone; before that, by region or national role."""
        drafts, delivered = (
            scope(user, Permission.REPORT_READ),
            scope(user, Permission.REPORT_READ_DELIVERED),
        )
        if drafts.everywhere:
            return self.all()
        rows = models.Q(published_seal__isnull=False) | models.Q(region_id__in=drafts.region_ids)
        if delivered.everywhere:
            rows |= models.Q(status__in=HANDED_IN)
        return self.filter(rows)

    def with_seen_status(self, user: Person) -> AnnualReportQuerySet:
        """Adds `seen_status`, which is "published" until the published version is replaced, and `reopened_status`:
        the state that such a report is being worked on in, for those who may know."""
        drafts, delivered = (
            scope(user, Permission.REPORT_READ),
            scope(user, Permission.REPORT_READ_DELIVERED),
        )
        inside = models.Q() if drafts.everywhere else models.Q(region_id__in=drafts.region_ids)
        if delivered.everywhere and not drafts.everywhere:
            inside |= models.Q(status__in=HANDED_IN)
        published = models.Q(published_seal__isnull=False)
        reopened = published & ~models.Q(status=Status.PUBLISHED)
        return self.annotate(
            **{
                "seen_status": models.Case(
                    models.When(published, then=models.Value(Status.PUBLISHED.value)), default="status"
                ),
                "reopened_status": models.Case(
                    models.When(reopened & inside, then="status"), default=models.Value("")
                ),
            }
        )

    def yearly(self) -> AnnualReportQuerySet:
        """Those that are compared year by year, counted and published as data."""
        return self.filter(round__kind=RoundKind.YEARLY)

    def of_round(self, round_: ReportingRound) -> AnnualReportQuerySet:
        return self.filter(round=round_)

    def with_delivery(self) -> AnnualReportQuerySet:
        """Adds `delivered_on`, the day of the first signature that the region has not withdrawn, `delivered_late`,
        by the deadline of that day, and `deadline`, which is today's `due_on`.

        A report that DIFI sends back, or opens again, was still handed in when it was.
        """
        signed = ReportEvent.objects.filter(report=models.OuterRef("pk"), action=Action.SIGN)
        counted = signed.exclude(seal__events__action=Action.WITHDRAW).order_by("pk")
        day = TruncDate("seal__signed_at")
        late = models.Case(
            models.When(models.Q(("day__gt", models.F("seal__due_on"))), then=True), default=False
        )
        return self.annotate(
            delivered_on=models.Subquery(counted.annotate(day=day).values("day")[:1]),
            delivered_late=models.Subquery(counted.annotate(day=day).values(late=late)[:1]),
            deadline=IN_FORCE,
        )

    def with_seen_delivery(self, user: Person) -> AnnualReportQuerySet:
        """Adds what `with_seen_status` and `with_delivery` do."""
        return self.with_seen_status(user).with_delivery()

    def with_deadlines(self, user: Person) -> AnnualReportQuerySet:
        """Adds what `with_seen_delivery` does, and `reminded_at`: when the portal last spoke of the deadline."""
        return self.with_seen_delivery(user).annotate(reminded_at=models.Max("reminders__sent_at"))

    def with_signing(self) -> AnnualReportQuerySet:
        """With `has_been_signed`, which a row otherwise asks for by itself."""
        signed = ReportEvent.objects.filter(report=models.OuterRef("pk"), action=Action.SIGN)
        return self.annotate(**{"has_been_signed": models.Exists(signed)})

    def for_lists(self) -> AnnualReportQuerySet:
        return self.select_related("round", "region__pulje", "published_seal", "extension")


@pghistory.track()
class AnnualReport(models.Model):
    round = models.ForeignKey(ReportingRound, models.PROTECT, related_name="reports", verbose_name=_("runde"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="reports", verbose_name=_("region"))
    status = models.CharField(_("tilstand"), max_length=20, choices=Status.choices, default=Status.DRAFT)
    published_seal = models.ForeignKey(
        "SealedReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publisert utgave"),
    )

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vurderes av"),
    )
    extension = models.OneToOneField(
        "Extension", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("utsatt frist")
    )

    objects = AnnualReportQuerySet.as_manager()

    seen_status: str  # these two only on rows from `with_seen_status`
    reopened_status: str

    class Meta:
        verbose_name = _("årsrapport")
        verbose_name_plural = _("årsrapporter")
        ordering = ["-round__year", "region__number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "region"], name="one_report_per_region_and_round"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(published_seal__isnull=False),
                name="a_published_report_has_a_published_version",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_report_is_written_from_a_published_template",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=NEEDS_TEMPLATE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.round}"

    def get_absolute_url(self) -> str:
        return self.url("report-detail")

    def url(self, name: str, *more: Any) -> str:
        """The address of one of the report's pages; `name` is a URL name of the reporting app."""
        return reverse(f"reporting:{name}", args=[self.round.slug, self.region.slug, *more])

    def step_url(self, action: Action) -> str:
        """Where the step is taken; a review's on the page where the report is read."""
        return self.url("report-review" if action in REVIEW else f"report-{action.replace('_', '-')}")

    @property
    def name(self) -> str:
        """In the middle of a sentence: "årsrapporten 2010 for Hedmark"."""
        return _t("%(report)s for %(region)s") % {"report": self.round.report_name, "region": self.region}

    @property
    def title(self) -> str:
        """As a heading: "Årsrapport 2010 for Hedmark"."""
        return _t("%(report)s for %(region)s") % {"report": self.round.report_title, "region": self.region}

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def shown_state(self) -> Status:
        return Status(self.status)

    @property
    def awaits_signature(self) -> bool:
        return self.status == Status.AWAITING_SIGNATURE

    @property
    def is_sealed(self) -> bool:
        return self.status in HANDED_IN

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def counted_status(self) -> Status:
        """The state it counts in, in every table: published until the published version is replaced."""
        return Status.PUBLISHED if self.published_seal_id else Status(self.status)

    @property
    def seen_words(self) -> str:
        """`seen_status` in words, with a mark where it is open again."""
        words = str(Status(self.seen_status).label)
        return _t("%s, åpnet på nytt") % words if self.reopened_status else words

    @property
    def due_on(self) -> dt.date:
        """Its deadline: the round's, or the region's own where that is later. Both must be loaded."""
        return max(self.extension.due_on, self.round.due_on) if self.extension else self.round.due_on

    @property
    def is_extended(self) -> bool:
        """Whether it is due later than its round, which may have been moved as well."""
        return self.due_on > self.round.due_on

    @property
    def closes_on(self) -> dt.date:
        """The last day that it can be handed in for the first time."""
        return max(self.round.closes_on, self.due_on)

    def is_late(self, *, on: dt.date) -> bool:
        return self.counted_status not in HANDED_IN and on > self.due_on

    def is_closed(self, *, on: dt.date) -> bool:
        """Too late to be handed in. One that has been signed once is written in for as long as it takes (1 query,
        after the last day, where `with_signing` has not been asked)."""
        return on > self.closes_on and not self.is_sealed and not self.has_been_signed

    @cached_property
    def has_been_signed(self) -> bool:
        return self.seals.exists()

    def takes_words(self, *, on: dt.date) -> bool:
        return self.is_draft and not self.is_closed(on=on)

    def seal_for(self, user: Person) -> SealedReport | None:
        """The sealed version this person reads: the newest in force for those who may, else the published."""
        return self.current_seal() if self.opens_newest_to(user) else self.published_seal

    def opens_newest_to(self, user: Person) -> bool:
        inside = can(user, Permission.REPORT_READ, self) or can(user, Permission.REPORT_READ_DELIVERED, self)
        return inside and self.is_sealed

    def current_seal(self) -> SealedReport | None:
        """The newest sealed version where it is in force, else None (1 query)."""
        return self.seals.order_by("-number").first() if self.is_sealed else None


class ReportEvent(models.Model):
    """What was done to a report, by whom and why. Only ever added to."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="events")
    action = models.CharField(_("handling"), max_length=20, choices=Action.choices)
    from_status = models.CharField(max_length=20, choices=Status.choices)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    comment = ProseField(_("begrunnelse"), blank=True)
    seal = models.ForeignKey("SealedReport", models.PROTECT, null=True, related_name="events")
    done_at = models.DateTimeField(_("tid"))
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rapporthendelse")
        verbose_name_plural = _("rapporthendelser")
        ordering = ["report", "pk"]
        indexes = [models.Index(fields=["action", "report"], name="reports_by_what_was_done")]
        triggers = [
            pgtrigger.Protect(name="history_is_only_added_to", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(DONE[Action(self.action)])
