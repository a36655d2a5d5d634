"""The form that an annual report fills in, as data: template → section → question."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.text import LineField, ProseField


class Kind(models.TextChoices):
    TEXT = "text", _("Tekst")
    NUMBER = "number", _("Tall")
    PERCENT = "percent", _("Prosent")
    NOK = "nok", _("Kroner")
    YESNO = "yesno", _("Ja eller nei")
    CHOICE = "choice", _("Ett valg")
    CHOICES = "choices", _("Flere valg")


NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.NOK})
OWN_UNITS: dict[str, str] = {Kind.PERCENT: "%", Kind.NOK: "kr"}  # whatever the template says


class ReportTemplate(models.Model):
    key = models.SlugField(_("nøkkel"), unique=True)
    name = LineField(_("navn"), max_length=120)
    charts = models.JSONField(
        default=list, help_text="[{key, title, unit, questions: [question keys]}], in order."
    )

    class Meta:
        verbose_name = _("rapportmal")
        verbose_name_plural = _("rapportmaler")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    template = models.ForeignKey(ReportTemplate, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(_("nummer"))
    key = models.SlugField(_("nøkkel"), help_text="Part of the address, stable across years.")
    title = LineField(_("tittel"), max_length=120)
    introduction = ProseField(_("innledning"), blank=True)

    class Meta:
        verbose_name = _("kapittel")
        verbose_name_plural = _("kapitler")
        ordering = ["template", "number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="a_section_key_stands_once"),
            models.UniqueConstraint(
                fields=["template", "number"],
                name="a_section_number_stands_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Question(models.Model):
    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("plass"))
    key = models.SlugField(_("nøkkel"), max_length=60, help_text="Stable across years and templates.")
    kind = models.CharField(_("slag"), max_length=10, choices=Kind.choices)
    label = LineField(_("spørsmål"), max_length=300)
    short_label = LineField(
        _("kort form"), max_length=80, blank=True, help_text="For key figures and charts."
    )
    help_text = ProseField(_("hjelp"), blank=True)
    unit = LineField(_("enhet"), max_length=30, blank=True)
    required = models.BooleanField(_("må besvares"), default=False)
    minimum = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    options = models.JSONField(default=list, blank=True, help_text="[[key, label], …], in order.")
    shown_if = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="dependents")
    shown_if_value = LineField(max_length=60, blank=True)
    computed = models.SlugField(
        _("regnes ut"), max_length=40, blank=True, help_text="A key of `counties.measures.answers.SAYINGS`."
    )
    key_figure = models.BooleanField(_("nøkkeltall"), default=False)

    rule_rows: list[dict[str, Any]] = []  # filled by `RuleQuerySet.of_each_question`

    class Meta:
        verbose_name = _("spørsmål")
        verbose_name_plural = _("spørsmål")
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "key"], name="a_question_key_stands_once_in_its_section"
            ),
            models.CheckConstraint(
                condition=models.Q(shown_if__isnull=True, shown_if_value="")
                | (models.Q(shown_if__isnull=False) & ~models.Q(shown_if_value="")),
                name="a_dependent_question_names_the_answer_it_waits_for",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(minimum__lte=models.F("maximum")),
                name="a_question_has_its_minimum_below_its_maximum",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def number(self) -> str:
        """As printed: section.position. The section must be loaded."""
        return f"{self.section.number}.{self.position}"

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC
