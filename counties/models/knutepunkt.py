"""Which unit helps a region's public bodies, and which were considered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.styringsgruppe import Decision
from counties.models.visibility import Period, RegionalQuerySet, period_contains
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned
from portal.norwegian import NorwegianOrder

if TYPE_CHECKING:
    from portal.access import Person


class HostKind(models.TextChoices):
    """Where a knutepunkt can be placed. Source: "Fylker og kommuner" in the programme document."""

    INTERKOMMUNALT = "interkommunalt", _("Interkommunalt innkjøpssamarbeid")
    FYLKESKOMMUNE = "fylkeskommune", _("Fylkeskommunen")
    STAT = "stat", _("Statlig innkjøpsmiljø")
    STOR_KOMMUNE = "stor_kommune", _("Stor kommune")
    ANNET = "annet", _("Annet")


class CandidateQuerySet(RegionalQuerySet["KnutepunktCandidate"]):
    pass


@with_history()
class KnutepunktCandidate(Versioned):
    """A procurement unit that could be the knutepunkt, judged on the programme document's points."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="candidates")
    name = LineField(_("innkjøpsmiljø"), max_length=160)
    kind = models.CharField(_("slags vert"), max_length=20, choices=HostKind.choices)
    weight = models.PositiveSmallIntegerField(
        _("faglig tyngde"),
        choices=[(1, _("1 – svak")), (2, _("2 – noe")), (3, _("3 – god")), (4, _("4 – svært god"))],
    )
    buys_for = models.PositiveSmallIntegerField(
        _("kjøper inn for"), help_text=_("Antall virksomheter miljøet alt kjøper inn for. 0 for ingen.")
    )
    assessment = ProseField(_("vurdering"), blank=True, max_length=4000)

    objects = CandidateQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("kandidat")
        verbose_name_plural = _("kandidater")
        ordering = ["-weight", "-buys_for", NorwegianOrder("name"), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="a_candidate_stands_once_in_its_region"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=4), name="a_candidate_weighs_from_one_to_four"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("counties:register-detail", args=[self.region.slug, "kandidater", self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id


class KnutepunktQuerySet(RegionalQuerySet["Knutepunkt"]):
    def visible_to(self, user: Person) -> KnutepunktQuerySet:
        """Whom to ask for help is public."""
        return self.all()

    def active(self, *, on: dt.date) -> KnutepunktQuerySet:
        return self.filter(period_contains("from_on", "to_on", on))


@with_history()
class Knutepunkt(Versioned):
    """The unit that helps a region's public bodies, from a day until another, by a decision of the styringsgruppe."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="knutepunkter")
    host = LineField(_("vert"), max_length=160)
    kind = models.CharField(_("slags vert"), max_length=20, choices=HostKind.choices)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    arsverk = models.DecimalField(_("årsverk"), max_digits=4, decimal_places=2)
    is_secretariat = models.BooleanField(_("Er sekretariat for styringsgruppen"), default=False)
    contact_name = LineField(_("kontaktperson"), max_length=120)
    contact_email = models.EmailField(_("e-post"))
    contact_phone = LineField(_("telefon"), max_length=30, blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="knutepunkt", verbose_name=_("vedtak")
    )

    objects = KnutepunktQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("knutepunkt")
        verbose_name_plural = _("knutepunkter")
        ordering = ["region", "-from_on"]
        constraints = [
            ExclusionConstraint(
                name="a_region_has_one_knutepunkt_at_a_time",
                expressions=[
                    ("region", RangeOperators.EQUAL),
                    (Period("from_on", "to_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="a_knutepunkt_works_from_before_to",
            ),
            models.CheckConstraint(
                condition=models.Q(arsverk__gte=0, arsverk__lte=50),
                name="a_knutepunkt_has_a_staff_of_some_size",
            ),
        ]

    def __str__(self) -> str:
        return self.host

    def get_absolute_url(self) -> str:
        return reverse("counties:knutepunkt", args=[self.region.slug])

    @property
    def contact_initials(self) -> str:
        """First and last: "KN" of Kari Marie Nordlie."""
        names = self.contact_name.split()
        return "".join(name[0] for name in [names[0], *names[1:][-1:]]).upper() if names else ""

    @property
    def access_region_id(self) -> int:
        return self.region_id

    def is_active(self, *, on: dt.date) -> bool:
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)
