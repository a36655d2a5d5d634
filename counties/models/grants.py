"""What each region is given for the work, what has come, and what is spent. Amounts are whole kroner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.visibility import RegionalQuerySet
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse

if TYPE_CHECKING:
    from portal.access import Person


class GrantKind(models.TextChoices):
    """Source: "Finansiering" in the programme document."""

    KNUTEPUNKT = "knutepunkt", _("Basis, knutepunkt")
    STYRINGSGRUPPE = "styringsgruppe", _("Basis, styringsgruppe")
    FYLKESMANN = "fylkesmann", _("Kompensasjon, fylkesmann")
    FYLKESKOMMUNE = "fylkeskommune", _("Tillegg fra fylkeskommunen")
    ANNET = "annet", _("Andre midler")


ALLOTTED_BY_DIFI = (GrantKind.KNUTEPUNKT, GrantKind.STYRINGSGRUPPE, GrantKind.FYLKESMANN)
FOUND_BY_REGION = (GrantKind.FYLKESKOMMUNE, GrantKind.ANNET)


class GrantQuerySet(RegionalQuerySet["Grant"]):
    def visible_to(self, user: Person) -> GrantQuerySet:
        where = scope(user, Permission.GRANTS_READ)
        return self.all() if where.everywhere else self.filter(region_id__in=where.region_ids)


@with_history()
class Grant(models.Model):
    """One kind of money for a region and a calendar year."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grants")
    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=20, choices=GrantKind.choices)
    allotted = models.PositiveIntegerField(_("tildelt"), default=0)
    received = models.PositiveIntegerField(_("mottatt"), default=0)
    spent = models.PositiveIntegerField(_("brukt"), default=0)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilskudd")
        verbose_name_plural = _("tilskudd")
        ordering = ["-year", "region__number", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "kind"], name="a_region_has_one_grant_of_a_kind_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=2007, year__lte=2100), name="a_grant_is_for_a_year_of_the_plan"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def balance(self) -> int:
        """Left of what has come; negative where more is spent."""
        return self.received - self.spent


class GrantLetter(models.Model):
    """The letter of allotment as PDF, drawn from the amounts it names. The newest of a region and year counts."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grant_letters")
    year = models.PositiveSmallIntegerField(_("år"))
    number = models.PositiveIntegerField(_("nummer"), help_text="Counted from 1 each year.")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("erstatter")
    )
    amounts = models.JSONField(help_text="{kind: kroner} as they stood when the letter was asked for.")
    file = models.FileField(upload_to="letters/", blank=True)
    created_at = models.DateTimeField(_("laget"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tildelingsbrev om tilskudd")
        verbose_name_plural = _("tildelingsbrev om tilskudd")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="letters_of_a_year_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("counties:grant-letter", args=[self.year, self.region.slug])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def total(self) -> int:
        return sum(self.amounts.values())
