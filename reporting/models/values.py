"""Single answers of sealed reports, flat: what the open data and comparisons between years read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from counties.measures.units import with_unit
from portal.models.text import LineField, ProseField
from reporting.models.rounds import RoundKind
from reporting.models.sealing import SealedReport
from reporting.models.templates import Kind
from reporting.quantities import unit_of

if TYPE_CHECKING:
    from counties.measures.places import Place
    from portal.access import Person


class ReportedValueQuerySet(models.QuerySet["ReportedValue"]):
    def visible_to(self, user: Person) -> ReportedValueQuerySet:
        """Those of the versions that the person may read."""
        return self.filter(seal__in=SealedReport.objects.visible_to(user))

    def published(self) -> ReportedValueQuerySet:
        """Of the yearly reports' versions that everyone reads now."""
        return self.filter(seal__report__published_seal=F("seal"), seal__report__round__kind=RoundKind.YEARLY)

    def overruled(self, place: Place) -> ReportedValueQuerySet:
        """What published reports say instead of what the portal had counted, with their region and year."""
        found = self.published().filter(place.within("seal__report__region"), overruled=True)
        found = found.select_related("seal__report__region", "seal__report__round").defer("seal__snapshot")
        return found.order_by("seal__report__round__year", "seal__report__region__number", "pk")


class ReportedValue(models.Model):
    """A question's answer in a version that DIFI approved. Longer texts stay in the report."""

    seal = models.ForeignKey(SealedReport, models.PROTECT, related_name="values")
    key = LineField(_("spørsmål"), max_length=60)
    label = LineField(_("ordlyd"), max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = LineField(_("enhet"), max_length=30, blank=True)
    number = models.DecimalField(_("tall"), max_digits=18, decimal_places=4, null=True)
    text = LineField(_("valg"), max_length=500, blank=True, help_text="Chosen options, in words.")
    figure = models.SlugField(
        _("regnes ut"), max_length=40, blank=True, help_text="A key of `counties.measures.answers.SAYINGS`."
    )
    counted_number = models.DecimalField(_("regnet ut"), max_digits=18, decimal_places=4, null=True)
    counted_text = LineField(
        _("regnet ut, i ord"), max_length=500, blank=True, help_text="What the portal had counted, in words."
    )
    overruled = models.BooleanField(_("overprøvd"), default=False)
    reason = ProseField(
        _("begrunnelse"), blank=True, help_text="Why the county says something else than the portal."
    )
    comment = ProseField(
        _("kommentar"), blank=True, default="", help_text="What the county says to a warning."
    )

    objects = ReportedValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapportert verdi")
        verbose_name_plural = _("rapporterte verdier")
        ordering = ["seal", "pk"]
        indexes = [
            models.Index(
                fields=["seal"], condition=models.Q(overruled=True), name="values_that_are_overruled"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["seal", "key"], name="a_version_answers_a_question_once"),
            models.CheckConstraint(
                condition=models.Q(overruled=False) | ~models.Q(figure=""),
                name="only_a_counted_figure_is_overruled",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_reported_value_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.said}"

    @property
    def said(self) -> str:
        """The answer in words."""
        return self.text if self.number is None else self._in_words(self.number)

    @property
    def counted(self) -> str:
        """What the portal had counted, in words."""
        return self.counted_text if self.counted_number is None else self._in_words(self.counted_number)

    @property
    def measured_in(self) -> str:
        return unit_of(self.kind, self.unit)

    def _in_words(self, number: Decimal) -> str:
        return with_unit(number, self.measured_in)
