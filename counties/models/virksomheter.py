"""Public bodies that buy, and how the programme is followed up with them year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Kommune, Region
from counties.models.visibility import RegionalQuerySet
from portal.access import Permission
from portal.history import with_history
from portal.links import reverse
from portal.models.amounts import AmountField
from portal.models.text import LineField
from portal.models.versions import Versioned
from portal.norwegian import NorwegianOrder, name_vector, stored
from portal.org_numbers import validate_org_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from portal.access import Person

FIRST_YEAR = 2007  # the action plan was adopted in June 2007


class VirksomhetKind(models.TextChoices):
    STATSETAT = "statsetat", _("Statsetat")
    KOMMUNE = "kommune", _("Kommune")
    FYLKESKOMMUNE = "fylkeskommune", _("Fylkeskommune")
    INTERKOMMUNALT = "interkommunalt", _("Interkommunalt samarbeid")
    FORETAK = "foretak", _("Foretak")


class VirksomhetQuerySet(RegionalQuerySet["Virksomhet"]):
    region_path = "home__fylke__region"

    def visible_to(self, user: Person) -> VirksomhetQuerySet:
        """The register of public bodies is open, as the national one is."""
        return self.all()

    def of_the_state(self) -> VirksomhetQuerySet:
        return self.filter(kind=VirksomhetKind.STATSETAT)

    def with_place(self) -> VirksomhetQuerySet:
        return self.select_related("kommune__fylke__region", "regional_office__fylke__region")


@with_history(exclude=["search", "home_id", "home"])
class Virksomhet(Versioned):
    """A public body that buys, from the register of the region it belongs to."""

    org_number = LineField(
        _("organisasjonsnummer"), max_length=9, unique=True, validators=[validate_org_number]
    )
    name = LineField(_("navn"), max_length=200)
    kind = models.CharField(_("slag"), max_length=20, choices=VirksomhetKind.choices)
    kommune = models.ForeignKey(
        Kommune, models.PROTECT, related_name="virksomheter", verbose_name=_("ligger i kommunen")
    )
    regional_office = models.ForeignKey(
        Kommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="regional_offices",
        verbose_name=_("regionkontor i kommunen"),
        help_text=_(
            "For statsetater som dekker flere fylker. De hører til knutepunktet der kontoret ligger."
        ),
    )
    employees = models.PositiveIntegerField(_("ansatte"), null=True, blank=True)
    purchases = AmountField(
        _("innkjøp i året (kr)"), null=True, blank=True, help_text=_("Anslag i hele kroner.")
    )
    search = stored(name_vector("name", "org_number"))
    home_id = models.GeneratedField(
        expression=Coalesce("regional_office", "kommune"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    # What `seat` is, to the database: with an index, the way from a region to its virksomheter.
    home = models.ForeignObject(
        Kommune,
        models.DO_NOTHING,
        from_fields=["home_id"],
        to_fields=["id"],
        related_name="+",
        serialize=False,  # a row that is kept when it is deleted has the columns
    )

    objects = VirksomhetQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("virksomhet")
        verbose_name_plural = _("virksomheter")
        ordering = [NorwegianOrder("name"), "pk"]
        indexes = [
            GinIndex(fields=["search"], name="virksomheter_by_their_words"),
            models.Index(NorwegianOrder("name"), name="virksomheter_by_their_names"),
            models.Index(fields=["home_id"], name="virksomheter_by_their_homes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(org_number__regex=r"^\d{9}$"),
                name="a_virksomhet_has_an_org_number_of_nine_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(regional_office__isnull=True) | models.Q(kind=VirksomhetKind.STATSETAT),
                name="only_a_state_body_has_a_regional_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("counties:register-detail", args=[self.region.slug, "virksomheter", self.pk])

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """What the database computes isn't there to be checked."""
        super().clean_fields({*(exclude or ()), "home"})

    @property
    def seat(self) -> Kommune:
        """Where its knutepunkt is found from: the regional office, else its own place."""
        return self.regional_office or self.kommune

    @property
    def region(self) -> Region:
        return self.seat.fylke.region

    @property
    def access_region_id(self) -> int:
        return self.seat.fylke.region_id


class KommuneFollowUpQuerySet(RegionalQuerySet["KommuneFollowUp"]):
    region_path = "kommune__fylke__region"
    read_permission = Permission.FIGURES_READ


@pghistory.track()
class KommuneFollowUp(models.Model):
    """How far a kommune had come by the end of a year."""

    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="follow_ups")
    year = models.PositiveSmallIntegerField(_("år"))
    policy = models.BooleanField(_("politikk vedtatt"), default=False)
    routines = models.BooleanField(_("i rutinene"), default=False)
    agreement = models.BooleanField(_("i fellesavtale"), default=False)
    training = models.BooleanField(_("opplæring"), default=False)
    livskraftig = models.BooleanField(_("Livskraftige kommuner"), default=False)
    note = LineField(_("merknad"), max_length=300, blank=True)

    objects = KommuneFollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølging av kommune")
        verbose_name_plural = _("oppfølging av kommuner")
        ordering = ["year", "kommune"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "year"], name="a_kommune_is_followed_up_in_one_row_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR), name="a_kommune_is_followed_up_after_the_plan_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kommune_id} {self.year}"

    @property
    def access_region_id(self) -> int:
        return self.kommune.fylke.region_id


class TildelingsbrevFollowUpQuerySet(RegionalQuerySet["TildelingsbrevFollowUp"]):
    region_path = "virksomhet__home__fylke__region"
    read_permission = Permission.FIGURES_READ


@pghistory.track()
class TildelingsbrevFollowUp(models.Model):
    """Whether a state body was asked, in the year's letter of allocation, to follow up the plan systematically."""

    virksomhet = models.ForeignKey(Virksomhet, models.CASCADE, related_name="tildelingsbrev")
    year = models.PositiveSmallIntegerField(_("år"))
    contacted = models.BooleanField(_("kontaktet"), default=False)
    asked = models.BooleanField(_("bedt om det i brevet"), default=False)
    followed_up = models.BooleanField(_("følger opp systematisk"), default=False)
    note = LineField(_("merknad"), max_length=300, blank=True)

    objects = TildelingsbrevFollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølging av tildelingsbrev")
        verbose_name_plural = _("oppfølging av tildelingsbrev")
        ordering = ["year", "virksomhet"]
        constraints = [
            models.UniqueConstraint(
                fields=["virksomhet", "year"], name="a_letter_is_followed_up_in_one_row_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR), name="a_letter_is_followed_up_after_the_plan_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.virksomhet_id} {self.year}"

    @property
    def access_region_id(self) -> int:
        return self.virksomhet.access_region_id
