"""The national edition of a round: DIFI's words, the parts that its file is joined of, and when it was published."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can
from portal.links import reverse
from portal.models.text import ProseField
from portal.models.versions import Versioned, next_version
from reporting.models.rounds import ReportingRound, RoundKind

if TYPE_CHECKING:
    from portal.access import Person

PROSE = ("summary", "assessment", "way_forward")  # in the order that they are printed


class NationalEditionQuerySet(models.QuerySet["NationalEdition"]):
    def visible_to(self, user: Person) -> NationalEditionQuerySet:
        """Published ones are for everyone; the one that is being made is DIFI's."""
        return self if can(user, Permission.REPORT_PUBLISH) else self.published()

    def yearly(self) -> NationalEditionQuerySet:
        """Of the rounds that are compared year by year, which have the years' addresses."""
        return self.filter(round__kind=RoundKind.YEARLY)

    def published(self) -> NationalEditionQuerySet:
        return self.filter(published_at__isnull=False)


def years_to_open(user: Person, years: Collection[int]) -> list[int]:
    """Those of `years` with a national report to open: for DIFI all of them (1 query for others)."""
    if can(user, Permission.REPORT_PUBLISH):
        return list(years)
    published = NationalEdition.objects.yearly().published().filter(round__year__in=years)
    found = set(published.values_list("round__year", flat=True))
    return [year for year in years if year in found]


@pghistory.track()
class NationalEdition(Versioned):
    """An edition is written, then published and never changed; what must be corrected is a new one beside it."""

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="editions", verbose_name=_("runde")
    )
    number = models.PositiveSmallIntegerField(
        _("utgave"), help_text="1 for the first of the round, then 2, …"
    )
    reason = ProseField(
        _("hva som er rettet"), blank=True, help_text=_("Står på forsiden av den nye utgaven.")
    )
    summary = ProseField(_("sammendrag"), blank=True)
    assessment = ProseField(_("DIFIs vurdering"), blank=True)
    way_forward = ProseField(_("veien videre"), blank=True)
    begun_at = models.DateTimeField(_("begynt"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("publisert"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NationalEditionQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("nasjonal utgave")
        verbose_name_plural = _("nasjonale utgaver")
        ordering = ["-round__year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_round_has_a_national_edition_of_a_number_once"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(published_at__isnull=True),
                name="one_national_edition_of_a_round_is_made_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, published_by__isnull=True)
                | models.Q(published_at__isnull=False, published_by__isnull=False),
                name="national_edition_published_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="a_later_national_edition_says_what_is_corrected",
            ),
        ]
        triggers = [
            next_version(),
            pgtrigger.Protect(
                name="a_published_national_edition_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _t("Nasjonal årsrapport %(year)s, utgave %(number)s") % {
            "year": self.round.year,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        """The page that shows it: the public one, or DIFI's desk while it is made."""
        return self.url("national-edition", self.number) if self.is_published else self.url("national-work")

    def url(self, name: str, *more: Any) -> str:
        """The address of one of its pages; `name` is a URL name of the reporting app."""
        return reverse(f"reporting:{name}", args=[self.round.year, *more])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_corrected(self) -> bool:
        return self.number > 1


class NationalFile(models.Model):
    """A part of a national edition, or a whole that is not published, as a file by what it is made of.

    Nothing but a saving: all of them can be made again.
    """

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what it is made of.")
    file = models.FileField(upload_to="national/")
    pages = models.PositiveIntegerField()
    own_pages = models.PositiveIntegerField(default=0, help_text="Of a whole: those before its appendices.")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("del av en nasjonal utgave")
        verbose_name_plural = _("deler av nasjonale utgaver")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key
