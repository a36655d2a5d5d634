"""What part of the country a figure is about; the country itself, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from counties.models import Fylke, Pulje, Region
from portal.access import Permission, scope

if TYPE_CHECKING:
    from portal.access import Person


@dataclass(frozen=True)
class Place:
    """A region, a pulje, or the whole country where both are None."""

    pulje: Pulje | None = None
    region: Region | None = None

    def __str__(self) -> str:
        return str(self.region or self.pulje or _("Hele landet"))

    @property
    def query(self) -> dict[str, str]:
        """As the addresses of the overviews and their lists say it."""
        if self.region is not None:
            return {"region": self.region.slug}
        return {"pulje": str(self.pulje.number)} if self.pulje else {}

    def holds(self, region: Region) -> bool:
        """Whether the region is this place, or a part of it."""
        if self.region is not None:
            return region == self.region
        return self.pulje is None or region.pulje_id == self.pulje.pk

    def within(self, path: str) -> Q:
        """A condition on rows with a path to their region, or an annotation of it."""
        if self.region is not None:
            return Q(**{path: self.region.pk})
        if self.pulje is not None:
            return Q(**{f"{path}__in": Region.objects.filter(pulje=self.pulje).values("pk")})
        return Q()

    def open_to(self, user: Person, permission: Permission | None) -> bool:
        """Whether `user` holds `permission` (None: it is public) for all of the place."""
        return permission is None or scope(user, permission).covers(self.region)


COUNTRY = Place()


@dataclass(frozen=True)
class Country:
    """19 fylker, their regions and the puljer."""

    fylker: list[Fylke]

    @cached_property
    def regions(self) -> list[Region]:
        return sorted(
            {fylke.region_id: fylke.region for fylke in self.fylker}.values(),
            key=lambda region: region.number,
        )

    @cached_property
    def puljer(self) -> list[Pulje]:
        return sorted(
            {region.pulje_id: region.pulje for region in self.regions}.values(),
            key=lambda pulje: pulje.number,
        )

    def regions_in(self, place: Place) -> list[Region]:
        return [region for region in self.regions if place.holds(region)]


def country() -> Country:
    """All fylker with region and pulje (1 query)."""
    return Country(list(Fylke.objects.select_related("region__pulje").order_by("number")))
