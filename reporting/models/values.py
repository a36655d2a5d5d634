"""Single answers of sealed reports, flat: what the open data and comparisons between years read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from reporting.models.sealing import SealedReport
from reporting.models.templates import Kind

if TYPE_CHECKING:
    from portal.access import Person


class ReportedValueQuerySet(models.QuerySet["ReportedValue"]):
    def visible_to(self, user: Person) -> ReportedValueQuerySet:
        """Those of the versions that the person may read."""
        return self.filter(seal__in=SealedReport.objects.visible_to(user))

    def published(self) -> ReportedValueQuerySet:
        """Of the versions that everyone reads now."""
        return self.filter(seal__report__published_seal=F("seal"))


class ReportedValue(models.Model):
    """A question's answer in a version that DIFI approved. Longer texts stay in the report."""

    seal = models.ForeignKey(SealedReport, models.PROTECT, related_name="values")
    key = models.CharField(_("spørsmål"), max_length=60)
    label = models.CharField(_("ordlyd"), max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.CharField(_("enhet"), max_length=30, blank=True)
    number = models.DecimalField(_("tall"), max_digits=18, decimal_places=4, null=True)
    text = models.CharField(_("valg"), max_length=500, blank=True, help_text="Chosen options, in words.")

    objects = ReportedValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapportert verdi")
        verbose_name_plural = _("rapporterte verdier")
        ordering = ["seal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["seal", "key"], name="a_version_answers_a_question_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_reported_value_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.number if self.number is not None else self.text}"
