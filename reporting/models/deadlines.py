"""When a region's report is due other than its round's, and what the portal has said of deadlines by itself."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.text import ProseField
from reporting.models.reports import AnnualReport


class Extension(models.Model):
    """Another deadline for one region's report. The report's `extension` is the one in force; all of them stay."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="extensions")
    before = models.DateField(_("frist før"))
    due_on = models.DateField(_("ny frist"))
    reason = ProseField(_("begrunnelse"))
    given_at = models.DateTimeField(_("gitt"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("utsatt frist")
        verbose_name_plural = _("utsatte frister")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(due_on=models.F("before")), name="a_new_deadline_is_another_day"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="extensions_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.due_on)


class Occasion(models.TextChoices):
    """When the portal reminds by itself: `DAYS` after the report's deadline, and the day after closing."""

    MONTH_BEFORE = "month_before", _("30 dager før fristen")
    FORTNIGHT_BEFORE = "fortnight_before", _("14 dager før fristen")
    DAYS_BEFORE = "days_before", _("3 dager før fristen")
    DAY_AFTER = "day_after", _("Dagen etter fristen")
    WEEK_AFTER = "week_after", _("En uke etter fristen")
    CLOSED = "closed", _("Runden er lukket")


DAYS = {
    Occasion.MONTH_BEFORE: -30,
    Occasion.FORTNIGHT_BEFORE: -14,
    Occasion.DAYS_BEFORE: -3,
    Occasion.DAY_AFTER: 1,
    Occasion.WEEK_AFTER: 7,
}


class ReportReminder(models.Model):
    """That those who have a report in their hands were reminded of a deadline, or that there was nobody to remind.

    A deadline is spoken of once on each occasion, however many schedulers run.
    """

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="reminders")
    due_on = models.DateField(_("frist"))
    occasion = models.CharField(_("anledning"), max_length=20, choices=Occasion.choices)
    sent_at = models.DateTimeField(_("sendt"))
    people = models.PositiveSmallIntegerField(_("antall personer"))

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_on", "occasion"], name="a_deadline_is_spoken_of_once_on_each_occasion"
            ),
        ]

    def __str__(self) -> str:
        return str(Occasion(self.occasion).label)
