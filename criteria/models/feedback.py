"""What users say of published criteria; it goes to the list of what to revise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.models.criterion import Criterion
from portal import clock
from portal.access import Permission, scope
from portal.models.text import LineField, ProseField

if TYPE_CHECKING:
    from portal.access import Person


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: Person) -> FeedbackQuerySet:
        """What is shown; for the panel what waits and what is hidden too."""
        if scope(user, Permission.CRITERIA_EDIT).everywhere:
            return self.all()
        return self.shown()

    def shown(self) -> FeedbackQuerySet:
        return self.filter(hidden_at=None, waits=False)

    def waiting(self) -> FeedbackQuerySet:
        return self.filter(waits=True)


class Feedback(models.Model):
    """One remark on a criterion, shown to all under the name that was given.

    It `waits` for the panel where nobody knows who sent it.
    """

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="feedback")
    name = LineField(_("navn"), max_length=80)
    organisation = LineField(_("virksomhet"), max_length=120, blank=True)
    text = ProseField(_("tilbakemelding"), max_length=3000)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    waits = models.BooleanField(_("venter på panelet"), default=False, editable=False)
    created_at = models.DateTimeField(_("tid"), default=clock.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_reason = LineField(_("hvorfor den skjules"), max_length=300, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | models.Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="feedback_hidden_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(waits=False) | models.Q(hidden_at=None),
                name="feedback_that_is_hidden_waits_no_more",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
