"""What part of the country a figure is about; the country itself, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

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
        return sorted({fylke.region for fylke in self.fylker}, key=lambda region: region.number)

    @cached_property
    def puljer(self) -> list[Pulje]:
        return sorted({region.pulje for region in self.regions}, key=lambda pulje: pulje.number)

    def regions_in(self, place: Place) -> list[Region]:
        if place.region is not None:
            return [place.region]
        return [region for region in self.regions if place.pulje in (None, region.pulje)]


def country() -> Country:
    """All fylker with region and pulje (1 query)."""
    return Country(list(Fylke.objects.select_related("region__pulje").order_by("number")))
