"""The two cohorts of the programme and their planned milestones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import formats
from portal.models.text import LineField
from portal.models.versions import Versioned

if TYPE_CHECKING:
    from portal.access import Person


class Pulje(models.Model):
    """A cohort of regions that start and end together.

    The programme document names seasons, not days: an autumn runs from 1 September to 30 November here.
    """

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    starts_on = models.DateField(_("oppstart"))
    ends_on = models.DateField(_("avslutning"))

    class Meta:
        verbose_name = _("pulje")
        verbose_name_plural = _("puljer")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")), name="a_pulje_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return _("Pulje %d") % self.number

    def runs_in(self, year: int) -> bool:
        return self.starts_on.year <= year <= self.ends_on.year

    @property
    def period(self) -> str:
        return f"{season(self.starts_on)} – {season(self.ends_on)}"


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: Person) -> MilestoneQuerySet:
        """The plan, and how the regions stand against it, is public."""
        return self.all()


@pghistory.track()
class Milestone(Versioned):
    """What the programme document plans for a pulje, and within which dates."""

    pulje = models.ForeignKey(Pulje, models.PROTECT, related_name="milestones", verbose_name=_("pulje"))
    key = models.SlugField(_("nøkkel"))
    title = LineField(_("milepæl"), max_length=200)
    planned_from = models.DateField(_("planlagt fra"))
    planned_to = models.DateField(_("planlagt til"))

    objects = MilestoneQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("milepæl")
        verbose_name_plural = _("milepæler")
        ordering = ["pulje", "planned_to", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pulje", "key"], name="a_milestone_stands_once_in_its_pulje"),
            models.CheckConstraint(
                condition=models.Q(planned_from__lte=models.F("planned_to")),
                name="a_milestone_is_planned_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def planned_months(self) -> str:
        return formats.months(self.planned_from, self.planned_to)


def season(day: dt.date) -> str:
    """The season and year of a date, as the programme document writes it: "høsten 2008"."""
    names = [_("vinteren"), _("våren"), _("sommeren"), _("høsten")]
    return f"{names[day.month % 12 // 3]} {day.year}"
