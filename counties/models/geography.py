"""Fylker, kommuner, the fylkesmann offices, and the regions that take part. Numbers are strings: "04"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from counties.models.pulje import Pulje
from portal.links import reverse
from portal.models.text import LineField
from portal.norwegian import NorwegianOrder, name_vector, stored

if TYPE_CHECKING:
    from portal.access import Person


class Fylkesmann(models.Model):
    """The office (embete), not the person. Oslo and Akershus share one."""

    name = LineField(_("embete"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("fylkesmannsembete")
        verbose_name_plural = _("fylkesmannsembeter")
        ordering = [NorwegianOrder("name")]

    def __str__(self) -> str:
        return self.name


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: Person) -> RegionQuerySet:
        """Who takes part is public."""
        return self.all()

    def with_size(self) -> RegionQuerySet:
        """Adds `kommuner_count` and `population` (persons on 1 January 2009)."""
        kommuner = Kommune.objects.filter(fylke__region=OuterRef("pk")).order_by().values("fylke__region")
        return self.annotate(
            kommuner_count=Coalesce(Subquery(kommuner.annotate(n=Count("pk")).values("n")), 0),
            population=Subquery(kommuner.annotate(n=Sum("population")).values("n")),
        )

    def taking_part_in(self, year: int) -> RegionQuerySet:
        return self.filter(pulje__starts_on__year__lte=year, pulje__ends_on__year__gte=year)


class Region(models.Model):
    """The participating unit, "fylke/region" in the source: one or more fylker with one styringsgruppe,
    one knutepunkt and one annual report. All its fylker are in its pulje, because the pulje is the region's."""

    number = LineField(
        _("nummer"), max_length=2, unique=True, help_text=_("Det laveste fylkesnummeret i regionen.")
    )
    name = LineField(_("navn"), max_length=80, unique=True)
    slug = models.SlugField(_("nettadresse"), unique=True)
    pulje = models.ForeignKey(Pulje, models.PROTECT, related_name="regions", verbose_name=_("pulje"))
    search = stored(name_vector("name"))  # so few that they need no index

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regioner")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("counties:region-detail", args=[self.slug])

    @property
    def access_region_id(self) -> int:
        return self.pk


class Fylke(models.Model):
    """One of the 19 counties of 2008–2012 (there is no number 13)."""

    number = LineField(_("nummer"), max_length=2, unique=True)
    name = LineField(_("navn"), max_length=80, unique=True)
    slug = models.SlugField(_("nettadresse"), unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="fylker", verbose_name=_("region"))
    fylkesmann = models.ForeignKey(
        Fylkesmann, models.PROTECT, related_name="fylker", verbose_name=_("fylkesmann")
    )

    class Meta:
        verbose_name = _("fylke")
        verbose_name_plural = _("fylker")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^\d\d$"), name="a_fylke_has_a_number_of_two_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KommuneQuerySet(models.QuerySet["Kommune"]):
    def visible_to(self, user: Person) -> KommuneQuerySet:
        """The kommuner of the country are no secret."""
        return self.all()

    def by_name(self) -> KommuneQuerySet:
        return self.order_by(NorwegianOrder("name"), "number")


class Kommune(models.Model):
    """A municipality of 2009. Source of numbers and population: Statistisk sentralbyrå."""

    number = LineField(_("kommunenummer"), max_length=4, unique=True)
    name = LineField(_("navn"), max_length=80)
    name_in_full = LineField(
        _("entydig navn"),
        max_length=80,
        unique=True,
        help_text=_("Skiller de seks navnene som finnes to ganger."),
    )
    parallel_name = LineField(_("parallelt navn"), max_length=80, blank=True)
    fylke = models.ForeignKey(Fylke, models.PROTECT, related_name="kommuner", verbose_name=_("fylke"))
    population = models.PositiveIntegerField(_("folketall 1.1.2009"))
    population_source = LineField(_("kilde"), max_length=200)
    search = stored(name_vector("name", "parallel_name"))

    objects = KommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["number"]
        indexes = [
            models.Index(NorwegianOrder("name"), name="kommuner_by_their_names"),
            GinIndex(fields=["search"], name="kommuner_by_their_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^\d{4}$"), name="a_kommune_has_a_number_of_four_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> str:
        """The name that no other kommune has, with the parallel one where there is one."""
        return f"{self.name_in_full} ({self.parallel_name})" if self.parallel_name else self.name_in_full

    @property
    def known_as(self) -> list[str]:
        """What a spreadsheet may call it; "Porsáŋgu / Porsanki" is two names."""
        return [self.number, self.name_in_full, self.names, *filter(None, self.parallel_name.split(" / "))]
