"""What part of the country a figure is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.access import Permission, scope

if TYPE_CHECKING:
    from counties.models import Pulje, Region
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
