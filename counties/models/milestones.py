"""When each region reached what the programme planned for its pulje."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.pulje import Milestone
from counties.models.visibility import RegionalQuerySet
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField

if TYPE_CHECKING:
    from portal.access import Person


class MilestoneReachedQuerySet(RegionalQuerySet["MilestoneReached"]):
    def visible_to(self, user: Person) -> MilestoneReachedQuerySet:
        """Progress is public."""
        return self.all()


@with_history()
class MilestoneReached(models.Model):
    """A region's actual date for a planned milestone."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reached")
    region = models.ForeignKey(Region, models.PROTECT, related_name="milestones_reached")
    happened_on = models.DateField(_("dato"))
    note = LineField(_("merknad"), max_length=300, blank=True)

    objects = MilestoneReachedQuerySet.as_manager()

    class Meta:
        verbose_name = _("nådd milepæl")
        verbose_name_plural = _("nådde milepæler")
        ordering = ["region", "milestone"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "region"], name="a_region_reaches_a_milestone_once"),
            models.CheckConstraint(
                condition=models.Q(happened_on__gte=dt.date(2007, 1, 1)),
                name="a_milestone_is_reached_after_the_plan_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.happened_on}"

    def get_absolute_url(self) -> str:
        return reverse("counties:milestone-edit", args=[self.region.slug])

    @property
    def access_region_id(self) -> int:
        return self.region_id
