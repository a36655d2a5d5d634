"""What a region's knutepunkt does: activities of the six tasks, and joint agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.virksomheter import Virksomhet
from counties.models.visibility import RegionalQuerySet, period_contains
from criteria.models import ProductGroup
from portal import clock
from portal.access import Permission
from portal.history import with_history
from portal.links import reverse
from portal.models.amounts import AmountField
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned
from portal.norwegian import stored, word_vector

if TYPE_CHECKING:
    from counties.models.criterion_use import CriterionUse


class Task(models.TextChoices):
    """The knutepunkt's six tasks. Source: "Aktuelle oppgaver" in the programme document."""

    INNKJOPSPOLITIKK = "innkjopspolitikk", _("Innkjøpspolitikk for hele fylket")
    FELLESAVTALER = "fellesavtaler", _("Miljøkriterier i fellesavtaler")
    DIALOG = "dialog", _("Dialogkonferanser og kurs med leverandører")
    KURS = "kurs", _("Kurs for politikere, ledere og innkjøpere")
    MALER = "maler", _("Maler for gode innkjøpsprosesser")
    BISTAND = "bistand", _("Praktisk bistand ved enkeltinnkjøp")


class Theme(models.TextChoices):
    """Environment is the programme's first step; the others may follow."""

    MILJO = "miljo", _("Miljø")
    ETIKK = "etikk", _("Etikk")
    UNIVERSELL = "universell", _("Universell utforming")
    REGELVERK = "regelverk", _("Regelverk")


class Group(models.TextChoices):
    """Those whom courses and conferences are for."""

    POLITIKER = "politiker", _("Politiker")
    LEDER = "leder", _("Leder")
    INNKJOPER = "innkjoper", _("Innkjøper")
    LEVERANDOR = "leverandor", _("Leverandør")


class ActivityQuerySet(RegionalQuerySet["Activity"]):
    read_permission = Permission.FIGURES_READ

    def of_year(self, year: int) -> ActivityQuerySet:
        return self.filter(happened_on__year=year)


@with_history(exclude=["search"])
class Activity(Versioned):
    """Something a region did for greener purchasing, on a day, counted in that year's report."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="activities")
    task = models.CharField(_("oppgave"), max_length=20, choices=Task.choices)
    title = LineField(_("hva"), max_length=200)
    happened_on = models.DateField(_("dato"))
    audience = LineField(_("for hvem"), max_length=200, blank=True)
    politikere = models.PositiveIntegerField(_("politikere"), default=0)
    ledere = models.PositiveIntegerField(_("ledere"), default=0)
    innkjopere = models.PositiveIntegerField(_("innkjøpere"), default=0)
    leverandorer = models.PositiveIntegerField(_("leverandører"), default=0)
    hours = models.DecimalField(
        _("timer"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("Knutepunktets egen tid."),
    )
    themes = ArrayField(
        models.CharField(max_length=12, choices=Theme.choices),
        verbose_name=_("tema"),
        default=list,
        blank=True,
    )
    notes = ProseField(_("notat"), blank=True, max_length=4000)
    upload = models.ForeignKey(
        "counties.Upload", models.PROTECT, null=True, blank=True, related_name="activities", editable=False
    )
    recorded_at = models.DateTimeField(_("registrert"), default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    search = stored(word_vector("title", "audience", "notes"))

    objects = ActivityQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["region", "-happened_on", "-id"], name="activities_of_a_region"),
            GinIndex(fields=["search"], name="activities_by_their_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=0),
                name="an_activity_takes_no_less_than_no_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(task__in=Task.values), name="an_activity_is_of_one_of_the_six_tasks"
            ),
            models.CheckConstraint(
                condition=models.Q(themes__contained_by=Theme.values),
                name="an_activity_has_themes_that_the_programme_knows",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("counties:register-detail", args=[self.region.slug, "aktiviteter", self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def participants(self) -> int:
        return self.politikere + self.ledere + self.innkjopere + self.leverandorer

    def uses_in_order(self) -> models.QuerySet[CriterionUse]:
        """The criteria that were used, adapted or dropped here."""
        return self.uses.select_related("criterion__edition__group").order_by("criterion__code")


class FrameworkAgreementQuerySet(RegionalQuerySet["FrameworkAgreement"]):
    def visible_to(self, user: object) -> FrameworkAgreementQuerySet:
        """Which agreements public bodies share is public."""
        return self.all()

    def in_force(self, *, on: object) -> FrameworkAgreementQuerySet:
        return self.filter(period_contains("from_on", "to_on", on))

    def entered_in(self, year: int) -> FrameworkAgreementQuerySet:
        return self.filter(from_on__year=year)

    def with_use(self) -> FrameworkAgreementQuerySet:
        """Adds `uses_criteria`: at least one of Innkjøpspanelet's criteria is used, also in adapted form."""
        return self.annotate(uses_criteria=self._taken())

    def with_criteria(self) -> FrameworkAgreementQuerySet:
        """Agreements in which at least one of Innkjøpspanelet's criteria is used."""
        return self.filter(self._taken())

    def without_criteria(self) -> FrameworkAgreementQuerySet:
        return self.filter(~self._taken())

    def with_what_was_taken(self) -> FrameworkAgreementQuerySet:
        """Fetches the criteria that are used, also in adapted form, as `taken` (1 query)."""
        uses = apps.get_model("counties", "CriterionUse").objects.taken()
        uses = uses.select_related("criterion__edition__group").order_by("criterion__code")
        return self.prefetch_related(models.Prefetch("uses", uses, to_attr="taken"))

    def _taken(self) -> models.Exists:
        uses = apps.get_model("counties", "CriterionUse")  # it imports this module
        return models.Exists(uses.objects.taken().filter(agreement=models.OuterRef("pk")))


@with_history(exclude=["search"])
class FrameworkAgreement(Versioned):
    """A fellesavtale: several public bodies buy on the same terms."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="agreements")
    title = LineField(_("avtale"), max_length=200)
    supplier = LineField(_("leverandør"), max_length=200, blank=True)
    participants = models.ManyToManyField(
        Virksomhet, related_name="agreements", verbose_name=_("deltakere"), blank=True
    )
    product_groups = models.ManyToManyField(
        ProductGroup, related_name="agreements", verbose_name=_("produktgrupper")
    )
    yearly_value = AmountField(
        _("verdi i året (kr)"),
        null=True,
        blank=True,
        help_text=_("Anslag i hele kroner, uten merverdiavgift."),
    )
    from_on = models.DateField(_("gjelder fra"))
    to_on = models.DateField(_("gjelder til"))
    notes = ProseField(_("notat"), blank=True, max_length=4000)
    # An agreement is found by its supplier too, whose name may be a word for what others sell: those come last.
    search = stored(word_vector("title", weight="A") + word_vector("supplier", weight="D"))

    objects = FrameworkAgreementQuerySet.as_manager()
    inside_only = frozenset({"notes"})  # the rest of an agreement is public

    class Meta(Versioned.Meta):
        verbose_name = _("fellesavtale")
        verbose_name_plural = _("fellesavtaler")
        ordering = ["-from_on", "-pk"]
        indexes = [
            models.Index(fields=["region", "-from_on"], name="agreements_of_a_region"),
            GinIndex(fields=["search"], name="agreements_by_their_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("to_on")), name="an_agreement_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("counties:register-detail", args=[self.region.slug, "avtaler", self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def product_areas(self) -> str:
        """In words, each once; lists fetch the groups with their areas beforehand."""
        return ", ".join(sorted({group.area.name for group in self.product_groups.all()}))

    def uses_in_order(self) -> models.QuerySet[CriterionUse]:
        """The criteria that were used, adapted or dropped here."""
        return self.uses.select_related("criterion__edition__group").order_by("criterion__code")
