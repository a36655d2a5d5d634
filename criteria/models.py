"""What the environmental criteria are ordered by. Source: "Valg av produktområder" in the programme document."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductArea(models.Model):
    """One of the six product areas that the programme gives priority."""

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    key = models.SlugField(_("nøkkel"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    scope = models.CharField(_("omfang"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("produktområde")
        verbose_name_plural = _("produktområder")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class ProductGroup(models.Model):
    """What is bought together within a product area. The criteria are made per group."""

    area = models.ForeignKey(
        ProductArea, models.PROTECT, related_name="groups", verbose_name=_("produktområde")
    )
    position = models.PositiveSmallIntegerField(_("plass"))
    key = models.SlugField(_("nøkkel"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=120)

    class Meta:
        verbose_name = _("produktgruppe")
        verbose_name_plural = _("produktgrupper")
        ordering = ["area__number", "position"]

    def __str__(self) -> str:
        return self.name
