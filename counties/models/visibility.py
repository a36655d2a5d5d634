"""What the rows of a region's work have in common: who sees them, their periods, their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from portal.access import Permission, scope

if TYPE_CHECKING:
    from typing import Self

    from counties.models.geography import Region
    from portal.access import Person

Row = TypeVar("Row", bound=models.Model)


class RegionalQuerySet(models.QuerySet[Row]):
    """For models that hang on a region; `region_path` says how."""

    region_path = "region"
    read_permission = Permission.COUNTY_READ

    def visible_to(self, user: Person) -> Self:
        """Those inside the region, and those who read the whole country."""
        return self.where(user, self.read_permission)

    def where(self, user: Person, permission: Permission) -> Self:
        """Those of the regions where `user` holds `permission`."""
        where = scope(user, permission)
        if where.everywhere:
            return self.all()
        return self.filter(**{f"{self.region_path}__in": where.region_ids})

    def of_region(self, region: Region) -> Self:
        return self.filter(**{self.region_path: region})


def period_contains(field_from: str, field_to: str, day: Any) -> models.Q:
    """Begun by `day`, and not ended before it (no end: still going on)."""
    begun = models.Q(**{f"{field_from}__lte": day})
    return begun & (models.Q(**{f"{field_to}__isnull": True}) | models.Q(**{f"{field_to}__gte": day}))


class Period(models.Func):
    """From and to as a range, both days included; no end means still going on."""

    function = "DATERANGE"
    output_field = DateRangeField()
