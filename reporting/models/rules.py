"""The rules that a report's answers are checked by, as data: what must meet, be there, or be explained."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField
from portal.models.versions import Versioned
from reporting.models.templates import ReportTemplate, stands_still

if TYPE_CHECKING:
    pass


class RuleKind(models.TextChoices):
    """What `parameters` holds of each is said in `reporting/rule_faults.py`."""

    SUM_AT_MOST = "sum_at_most", _("Summen er høyst")
    MEETS = "meets", _("Regnestykket går opp")
    REQUIRED_IF = "required_if", _("Må besvares når")
    BETWEEN = "between", _("Innenfor grenser")
    VERSUS_LAST_YEAR = "versus_last_year", _("Sammenliknet med i fjor")

    @property
    def for_instance(self) -> str:
        """An example in words, for whoever chooses."""
        return str(FOR_INSTANCE[self])


FOR_INSTANCE = {
    RuleKind.SUM_AT_MOST: _("For eksempel: avtaler med kriterier er høyst så mange som alle avtaler."),
    RuleKind.MEETS: _("For eksempel: mottatt pluss fra i fjor, minus brukt, er det som er igjen."),
    RuleKind.REQUIRED_IF: _("For eksempel: verdien må besvares når det er avtaler."),
    RuleKind.BETWEEN: _("For eksempel: en styringsgruppe har mellom 3 og 20 medlemmer."),
    RuleKind.VERSUS_LAST_YEAR: _("For eksempel: antall møter er høyst 50 % flere eller færre enn i fjor."),
}


class Severity(models.TextChoices):
    ERROR = "error", _("Feil, stanser innsending")
    WARNING = "warning", _("Varsel, ber om en kommentar")


READ = ("key", "kind", "severity", "message", "question", "parameters")  # what checking needs


class RuleQuerySet(models.QuerySet["Rule"]):
    def of_each_question(self) -> ArraySubquery:
        """Annotates questions with their rules, to be read by `Rule.read`: no query of their own."""
        rows = self.filter(template=OuterRef("section__template"), question=OuterRef("key")).order_by("pk")
        fields: dict[str, Any] = {name: F(name) for name in READ}
        return ArraySubquery(rows.values(row=JSONObject(**fields)))


@with_history()
class Rule(Versioned):
    """A rule of a template. It is told at `question`, where its comment is written too."""

    template = models.ForeignKey(
        ReportTemplate, models.CASCADE, related_name="rules", verbose_name=_("rapportmal")
    )
    key = models.SlugField(_("nøkkel"), max_length=60)
    kind = models.CharField(_("slag"), max_length=20, choices=RuleKind.choices)
    severity = models.CharField(_("alvor"), max_length=10, choices=Severity.choices)
    question = models.SlugField(_("spørsmål"), max_length=60, help_text="A question's key in the template.")
    parameters = models.JSONField(
        default=dict, help_text="By kind: other questions' keys, and numbers. See `rule_faults.py`."
    )
    message = LineField(
        _("egne ord"), max_length=300, blank=True, help_text=_("Står foran det portalen sier om tallene.")
    )

    objects = RuleQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("regel")
        verbose_name_plural = _("regler")
        ordering = ["template", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "key"], name="a_rule_key_stands_once_in_its_template"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=RuleKind.VERSUS_LAST_YEAR) | models.Q(severity=Severity.WARNING),
                name="a_change_since_last_year_is_never_more_than_a_warning",
            ),
        ]
        triggers = [*Versioned.Meta.triggers, *stands_still("rule", "{row}.template_id")]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:rule-edit", args=[self.template.key, self.key])

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Rule:
        """A row of `RuleQuerySet.of_each_question`."""
        return cls(**{name: row[name] for name in READ})

    @staticmethod
    def then(row: Mapping[str, Any], region_id: int, year: int) -> Decimal | None:
        """What the region's published report for the year answered the row's question by, if it did."""
        return next((said for *whose, said in row.get("then", ()) if whose == [region_id, year]), None)

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR
