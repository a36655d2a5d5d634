"""The form that a report fills in, as data: template → section → question. What is published never changes."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned, next_version


class Kind(models.TextChoices):
    TEXT = "text", _("Tekst")
    NUMBER = "number", _("Tall")
    PERCENT = "percent", _("Prosent")
    NOK = "nok", _("Kroner")
    YESNO = "yesno", _("Ja eller nei")
    CHOICE = "choice", _("Ett valg")
    CHOICES = "choices", _("Flere valg")


NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.NOK})


class TemplateKind(models.TextChoices):
    YEARLY = "yearly", _("Årsrapport")
    FINAL = "final", _("Sluttevaluering")


# A trigger's function. The template is locked, so that who publishes it waits for who writes in it.
STANDS_STILL = """
    IF EXISTS (
        SELECT 1 FROM reporting_reporttemplate t
        WHERE t.id = {template} AND t.published_on IS NOT NULL FOR SHARE OF t
    ) THEN
        RAISE EXCEPTION 'A published report template never changes';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
OF_SECTION = "(SELECT s.template_id FROM reporting_section s WHERE s.id = {row}.section_id)"


def stands_still(part: str, template: str) -> list[pgtrigger.Trigger]:
    """The triggers of what hangs on a template; `template` is its key in SQL, from `{row}`."""
    return [
        pgtrigger.Trigger(
            name=f"a_published_template_keeps_its_{part}",
            operation=pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            func=STANDS_STILL.format(template=template.format(row="OLD")),
        ),
        pgtrigger.Trigger(
            name=f"a_published_template_gets_no_{part}",
            operation=pgtrigger.Insert | pgtrigger.Update,
            when=pgtrigger.Before,
            func=STANDS_STILL.format(template=template.format(row="NEW")),
        ),
    ]


class ReportTemplateQuerySet(models.QuerySet["ReportTemplate"]):
    def published(self) -> ReportTemplateQuerySet:
        return self.filter(published_on__isnull=False)


@with_history()
class ReportTemplate(Versioned):
    """A draft that DIFI edits until it is published."""

    key = models.SlugField(
        _("nøkkel"), unique=True, help_text=_("Står i adressen, for eksempel arsrapport-2012.")
    )
    name = LineField(_("navn"), max_length=120, help_text=_("Står som tittel på rapporten."))
    kind = models.CharField(
        _("slag"), max_length=10, choices=TemplateKind.choices, default=TemplateKind.YEARLY
    )
    charts = models.JSONField(
        default=list, help_text="[{key, title, unit, questions: [question keys]}], in order."
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="copies", verbose_name=_("laget fra")
    )
    published_on = models.DateField(_("publisert"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: the portal's own files.",
    )

    objects = ReportTemplateQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("rapportmal")
        verbose_name_plural = _("rapportmaler")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=TemplateKind.values), name="a_template_is_of_one_of_the_kinds"
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True) | models.Q(published_on__isnull=False),
                name="a_template_is_published_by_somebody_on_a_day",
            ),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            pgtrigger.Trigger(
                name="a_published_report_template_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_on__isnull=False),
                func="RAISE EXCEPTION 'A published report template never changes';",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reporting:template-detail", args=[self.key])

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    @property
    def state_words(self) -> str:
        return str(_("Publisert") if self.is_published else _("Utkast"))


@with_history()
class Section(Versioned):
    template = models.ForeignKey(ReportTemplate, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(_("nummer"))
    key = models.SlugField(_("nøkkel"), help_text="Part of the address, stable across years.")
    title = LineField(_("tittel"), max_length=120)
    introduction = ProseField(_("innledning"), blank=True)

    class Meta(Versioned.Meta):
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
        triggers = [
            next_version("number"),  # its place in the template is no word of it
            *stands_still("section", "{row}.template_id"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:chapter-edit", args=[self.template.key, self.key])


@with_history()
class Question(Versioned):
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
    minimum = models.DecimalField(_("minst"), max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("høyst"), max_digits=14, decimal_places=2, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("desimaler"), default=0)
    max_length = models.PositiveIntegerField(_("høyst antall tegn"), null=True, blank=True)
    options = models.JSONField(default=list, blank=True, help_text="[[key, label], …], in order.")
    shown_if = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="dependents")
    shown_if_value = LineField(max_length=60, blank=True)
    computed = models.SlugField(
        _("regnes ut"), max_length=40, blank=True, help_text="A key of `counties.measures.answers.SAYINGS`."
    )
    key_figure = models.BooleanField(_("nøkkeltall"), default=False)

    rule_rows: list[dict[str, Any]] = []  # filled by `RuleQuerySet.of_each_question`

    class Meta(Versioned.Meta):
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
        triggers = [next_version("position"), *stands_still("question", OF_SECTION)]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse(
            "reporting:question-edit", args=[self.section.template.key, self.section.key, self.key]
        )

    @property
    def number(self) -> str:
        """As printed: section.position. The section must be loaded."""
        return f"{self.section.number}.{self.position}"

    @property
    def may_ask_comment(self) -> bool:
        """Whether a warning may be told here; only of questions that were read with their rules."""
        return any(row["severity"] == "warning" for row in self.rule_rows)

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC
