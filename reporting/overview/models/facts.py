"""The fact table that the overviews read: figures counted beforehand, so that pages cost the same with more rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counties.models import Pulje, Region

if TYPE_CHECKING:
    import datetime as dt

    from counties.measures.places import Place


class FactQuerySet(models.QuerySet["Fact"]):
    def at(self, place: Place) -> FactQuerySet:
        """The country's, a pulje's or a region's own figures."""
        if place.region is not None:
            return self.filter(region=place.region)
        return self.filter(region=None, pulje=place.pulje)

    def since_start(self, *, through: dt.date) -> FactQuerySet:
        """Month by month, for any age, up to a day."""
        return self.filter(
            Q(year__lt=through.year) | Q(year=through.year, month__lte=through.month),
            category="",
            theme="",
            month__isnull=False,
        )


class Fact(models.Model):
    """One figure of one measure. An empty part stands for all of it: no region is every region."""

    measure = models.CharField(max_length=30, help_text="A key of `counties.measures.registry.MEASURES`.")
    category = models.CharField(max_length=60, help_text="What the measure is divided by; empty for all.")
    theme = models.CharField(max_length=12, help_text="Empty for all.")
    pulje = models.ForeignKey(Pulje, models.CASCADE, null=True, related_name="+")
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField(null=True)
    value = models.BigIntegerField(help_text="A count, or whole kroner.")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("tall")
        verbose_name_plural = _("tall")
        ordering = ["measure", "category", "year", "month"]
        indexes = [
            models.Index(fields=["region", "pulje", "year", "theme"], name="facts_of_a_place"),
            models.Index(fields=["measure", "year", "region"], name="facts_of_a_measure"),
            models.Index(
                fields=["measure", "region"],
                condition=Q(category="", theme="", month__isnull=False),
                name="facts_of_the_months",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "category", "theme", "pulje", "region", "year", "month"],
                nulls_distinct=False,
                name="a_figure_is_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(year__isnull=False, month__gte=1, month__lte=12),
                name="a_figure_of_a_month_is_of_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class Median(models.Model):
    """The median of a pulje's regions: in a year, or from the pulje's start until an age in whole months."""

    measure = models.CharField(max_length=30)
    pulje = models.ForeignKey(Pulje, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    age = models.PositiveSmallIntegerField(null=True, help_text="Whole months since the pulje's first one.")
    regions = models.PositiveIntegerField(help_text="How many it is the median of.")
    value = models.DecimalField(max_digits=16, decimal_places=1)

    class Meta:
        verbose_name = _("median")
        verbose_name_plural = _("medianer")
        ordering = ["measure", "pulje", "year", "age"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "pulje", "year", "age"],
                nulls_distinct=False,
                name="a_median_is_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True, age__isnull=False) | Q(year__isnull=False, age__isnull=True),
                name="a_median_is_of_a_year_or_an_age",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class FactCount(models.Model):
    """When the fact table was counted last. One row."""

    counted_at = models.DateTimeField()
    basis = models.CharField(
        max_length=64, blank=True, help_text="Of what it was counted from; see `facts.py`."
    )

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellinger")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_count")]

    def __str__(self) -> str:
        return self.counted_at.isoformat()
