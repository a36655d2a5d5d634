"""When reports are asked for: a year's round, a final evaluation, or a rehearsal."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from portal.history import with_history
from portal.links import reverse
from portal.models.versions import Versioned
from reporting.models.templates import ReportTemplate

KEEPS_TEMPLATE = """
    IF (OLD.template_id, OLD.kind, OLD.year) IS DISTINCT FROM (NEW.template_id, NEW.kind, NEW.year)
        AND EXISTS (SELECT 1 FROM reporting_annualreport r WHERE r.round_id = OLD.id)
    THEN
        RAISE EXCEPTION 'A round with reports keeps its year, its kind and its template';
    END IF;
    RETURN NEW;
"""


class RoundKind(models.TextChoices):
    YEARLY = "yearly", _("Årsrapport")
    FINAL = "final", _("Sluttevaluering")
    REHEARSAL = "rehearsal", _("Prøverunde")


class ReportingRoundQuerySet(models.QuerySet["ReportingRound"]):
    def yearly(self) -> ReportingRoundQuerySet:
        """Those whose reports are compared year by year: no final evaluation, and no rehearsal."""
        return self.filter(kind=RoundKind.YEARLY)

    def real(self) -> ReportingRoundQuerySet:
        """No rehearsal."""
        return self.exclude(kind=RoundKind.REHEARSAL)

    def open(self, *, on: dt.date) -> ReportingRoundQuerySet:
        """To be written in, with a template that will not change."""
        return self.filter(opens_on__lte=on, closes_on__gte=on, template__published_on__isnull=False)


REPORT_NAMES = {
    RoundKind.YEARLY: _("årsrapporten %d"),
    RoundKind.FINAL: _("sluttevalueringen %d"),
    RoundKind.REHEARSAL: _("prøverapporten %d"),
}
# Part of a report's address, after the year.
ROUND_WORDS = {RoundKind.FINAL: "-sluttevaluering", RoundKind.REHEARSAL: "-prove"}
ROUND_SLUG = Concat(
    Cast("year", models.TextField()),
    models.Case(
        *(models.When(kind=kind, then=models.Value(word)) for kind, word in ROUND_WORDS.items()),
        default=models.Value(""),
    ),
    output_field=models.TextField(),
)


@with_history(exclude=["slug"])
class ReportingRound(Versioned):
    """A year's reporting: from when it can be written, when it is due, and when it closes."""

    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=10, choices=RoundKind.choices, default=RoundKind.YEARLY)
    slug = models.GeneratedField(expression=ROUND_SLUG, output_field=models.TextField(), db_persist=True)
    template = models.ForeignKey(ReportTemplate, models.PROTECT, verbose_name=_("mal"))
    opens_on = models.DateField(_("åpner"))
    due_on = models.DateField(_("frist"))
    closes_on = models.DateField(_("lukker"))

    objects = ReportingRoundQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("rapporteringsrunde")
        verbose_name_plural = _("rapporteringsrunder")
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="a_year_has_one_round_of_each_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=RoundKind.values), name="a_round_is_of_one_of_the_kinds"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__lt=models.F("due_on"), due_on__lte=models.F("closes_on")),
                name="a_round_opens_is_due_and_closes_in_that_order",
            ),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            pgtrigger.Trigger(
                name="a_round_with_reports_keeps_its_template",
                operation=pgtrigger.UpdateOf("template_id", "kind", "year"),
                when=pgtrigger.Before,
                func=KEEPS_TEMPLATE,
            ),
        ]

    def __str__(self) -> str:
        return str(self.year) if self.is_yearly else f"{self.get_kind_display()} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:round-edit", args=[self.slug])

    @property
    def report_name(self) -> str:
        """What a report of it is called, in the middle of a sentence: "årsrapporten 2010"."""
        return str(REPORT_NAMES[RoundKind(self.kind)]) % self.year

    @property
    def report_title(self) -> str:
        """The same as a heading: "Årsrapport 2010"."""
        return f"{self.get_kind_display()} {self.year}"

    @property
    def is_yearly(self) -> bool:
        return self.kind == RoundKind.YEARLY

    @property
    def is_rehearsal(self) -> bool:
        return self.kind == RoundKind.REHEARSAL
