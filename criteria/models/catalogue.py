"""What the environmental criteria are ordered by. Source: "Valg av produktområder" in the programme document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.norwegian import NorwegianOrder


class ProductArea(models.Model):
    """One of the six product areas that the programme gives priority."""

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    key = models.SlugField(_("nøkkel"), unique=True)
    name = LineField(_("navn"), max_length=120)
    scope = LineField(_("omfang"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("produktområde")
        verbose_name_plural = _("produktområder")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_one_group(self) -> bool:
        """Of the groups that a list shows, there is one, by the area's own name."""
        shown: list[ProductGroup] = getattr(self, "shown_groups", [])
        return [group.name for group in shown] == [self.name]


class Purchase(models.TextChoices):
    """The kinds of contract of the procurement rules; some requirements fit only some of them."""

    GOODS = "goods", _("Varer")
    SERVICES = "services", _("Tjenester")
    WORKS = "works", _("Bygg og anlegg")


class ProductGroup(models.Model):
    """What is bought together within a product area. The criteria are made per group."""

    area = models.ForeignKey(
        ProductArea, models.PROTECT, related_name="groups", verbose_name=_("produktområde")
    )
    position = models.PositiveSmallIntegerField(_("plass"))
    key = models.SlugField(_("nøkkel"), max_length=60, unique=True)
    name = LineField(_("navn"), max_length=120)
    purchase = models.CharField(
        _("hva som kjøpes"), max_length=8, choices=Purchase.choices, default=Purchase.GOODS
    )

    class Meta:
        verbose_name = _("produktgruppe")
        verbose_name_plural = _("produktgrupper")
        ordering = ["area__number", "position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("criteria:group-detail", args=[self.key])


class LabelKind(models.TextChoices):
    """Whether a tender may ask for it alone: what binds everybody has no equal to accept."""

    LABEL = "label", _("Merke eller ordning")
    STANDARD = "standard", _("Standard")
    LAW = "law", _("Lov, forskrift eller traktat")


class Label(models.Model):
    """An ecolabel, a standard, a scheme or a rule of law that criteria point to."""

    key = models.SlugField(_("nøkkel"), unique=True)
    name = LineField(_("navn"), max_length=120)
    kind = models.CharField(_("hva det er"), max_length=8, choices=LabelKind.choices, default=LabelKind.LABEL)
    description = ProseField(_("beskrivelse"), blank=True)
    areas = models.ManyToManyField(
        ProductArea, related_name="labels", verbose_name=_("produktområder"), blank=True
    )

    class Meta:
        verbose_name = _("merke eller standard")
        verbose_name_plural = _("merker og standarder")
        ordering = [NorwegianOrder("name"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=LabelKind.values), name="a_label_is_of_one_of_the_three_kinds"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_equals(self) -> bool:
        """A tender that names it must accept what is as good, in the procurement regulations' words."""
        return self.kind != LabelKind.LAW
