"""Work that a Celery worker does, as rows that people can see and a sweep can rescue."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import Permission, can, scope
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.workflow import State

if TYPE_CHECKING:
    from portal.access import Person


class JobState(State):
    QUEUED = "queued", "accent", _("Venter")
    RUNNING = "running", "accent", _("Pågår")
    DONE = "done", "success", _("Ferdig")
    FAILED = "failed", "danger", _("Feilet")
    CANCELLED = "cancelled", "neutral", _("Avbrutt")  # how a failure is shown that somebody wanted


class JobQueue(models.TextChoices):
    """Who is kept waiting: a person at a page, or nobody, by what comes in heaps."""

    WAITED = "waited", _("Noen venter")
    MASS = "mass", _("Mye på en gang")


FINISHED = [JobState.DONE, JobState.FAILED]


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Person) -> JobQuerySet:
        """The person's own jobs, and those of regions whose reports they may read; all for who manages users."""
        where = scope(user, Permission.REPORT_READ)
        if where.everywhere or can(user, Permission.USERS_MANAGE):
            return self.all()
        mine = models.Q(requested_by=user.pk) if user.is_authenticated else models.Q(pk__in=[])
        return self.filter(mine | models.Q(region_id__in=where.region_ids))

    def unfinished(self) -> JobQuerySet:
        return self.exclude(state__in=FINISHED)

    def put_off(self) -> JobQuerySet:
        """What waits for a fault to pass."""
        return self.filter(state=JobState.QUEUED, due_at__isnull=False)


class Job(models.Model):
    """One piece of work, asked for in the same transaction as what needs it."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100, help_text="What the work is on; unique within its kind.")
    title = LineField(_("tittel"), max_length=200)
    result_path = models.CharField(max_length=200, help_text="The page or file that shows the result.")
    state = models.CharField(_("tilstand"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    message = LineField(_("framdrift"), max_length=200, blank=True)
    error = ProseField(_("feil"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    put_off = models.PositiveSmallIntegerField(
        default=0, help_text="How often it met a fault that passes by itself, since it was asked for."
    )
    due_at = models.DateTimeField(null=True, help_text="When it is tried again, where it was put off.")
    queue = models.CharField(max_length=6, choices=JobQueue.choices, default=JobQueue.WAITED)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: somebody without an account.",
    )
    created_at = models.DateTimeField(_("bestilt"), default=clock.now)
    queued_at = models.DateTimeField(
        default=timezone.now, help_text="Since when it has waited for a worker, by the machine's own time."
    )
    region = models.ForeignKey(settings.REGION_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, help_text="When the broker last took it.")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobber")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="a_job_is_asked_for_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=FINISHED, finished_at__isnull=False)
                | (~models.Q(state__in=FINISHED) & models.Q(finished_at__isnull=True)),
                name="a_job_is_finished_when_it_has_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(steps_done__lte=models.F("steps_total")),
                name="a_job_has_not_done_more_than_all_its_steps",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"], condition=~models.Q(state__in=FINISHED), name="jobs_that_have_not_ended"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:job-detail", args=[self.pk])

    def may_be_cancelled_by(self, user: Person) -> bool:
        """By who asked for it, and by an administrator."""
        return can(user, Permission.USERS_MANAGE) or (
            user.is_authenticated and self.requested_by_id == user.pk
        )

    @property
    def has_ended(self) -> bool:
        return self.state in FINISHED

    @property
    def shown_state(self) -> JobState:
        """Pågår also where another job has begun on it, before a worker has; Avbrutt where that is why it failed."""
        if self.has_failed and self.cancelled_by_id is not None:
            return JobState.CANCELLED
        return JobState.RUNNING if self.state == JobState.QUEUED and self.message else JobState(self.state)

    @property
    def told(self) -> str:
        """How far it has come, in words for the one who waits."""
        match self.shown_state:
            case JobState.RUNNING:
                return self.message or _t("Arbeidet er i gang")
            case JobState.QUEUED if self.error:
                return self.error
            case JobState.QUEUED if self.attempts:
                return _t("Arbeidet ble avbrutt, og begynner på nytt av seg selv")
            case JobState.QUEUED:
                return _t("Venter på tur")
            case JobState.DONE:
                return _t("Resultatet er klart")
            case JobState.FAILED | JobState.CANCELLED:
                return self.error

    def is_put_off(self, *, at: dt.datetime) -> bool:
        return self.state == JobState.QUEUED and self.due_at is not None and self.due_at > at

    @property
    def is_unheard(self) -> bool:
        """Whether no worker has been told of it yet, since the broker does not answer."""
        return self.state == JobState.QUEUED and self.sent_at is None and self.due_at is None

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def has_failed(self) -> bool:
        return self.state == JobState.FAILED
