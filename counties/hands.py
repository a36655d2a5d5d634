"""Who has a region's work: the handler of a request, and of the rest the closest role that somebody holds there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counties.models import Region
from portal import clock
from portal.access import Permission, Role, scope
from portal.models import RoleGrant

if TYPE_CHECKING:
    from portal.access import Person
    from portal.desks import Visit
    from portal.models import User


@dataclass(frozen=True)
class Duty:
    """A sort of work: who may do it, and whose it is, the closest first."""

    permission: Permission
    roles: tuple[Role, ...]


RECORD = Duty(Permission.WORK_RECORD, (Role.KNUTEPUNKT, Role.KOORDINATOR, Role.FYLKESMANN))
LEAD = Duty(Permission.ORGANISATION_EDIT, (Role.KOORDINATOR, Role.FYLKESMANN))
FOLLOW = Duty(Permission.FOLLOW_UP, (Role.KOORDINATOR, Role.FYLKESMANN))

CALLED: dict[Role, str | Promise] = {
    Role.KNUTEPUNKT: gettext_lazy("knutepunktet"),
    Role.KOORDINATOR: gettext_lazy("koordinatoren"),
    Role.FYLKESMANN: gettext_lazy("fylkesmannen"),
}  # every role of a task


@dataclass(frozen=True)
class Hands:
    """The work of some regions, as one person meets it."""

    person: Person
    regions: dict[str, int]  # slug → primary key
    holders: dict[tuple[int, str], dict[int, str]]  # region and role → who holds it there, by name

    @property
    def ids(self) -> set[int]:
        return set(self.regions.values())

    @property
    def people(self) -> set[int]:
        return {key for held in self.holders.values() for key in held}

    def own(self, task: Duty) -> set[int]:
        """The regions where it is the person's."""
        return {region for region in self.ids if self.person.pk in self._holders(region, task)[1]}

    def is_own(self, slug: str, task: Duty) -> bool:
        return self.regions[slug] in self.own(task)

    def plays(self, role: Role, slug: str) -> bool:
        return self.person.pk in self.holders.get((self.regions[slug], role), {})

    def who(self, slug: str, task: Duty) -> str:
        """ "Knut Vik (knutepunktet)"; the role alone where several hold it, or nobody."""
        role, held = self._holders(self.regions[slug], task)
        if len(held) != 1:
            return str(CALLED[role])
        return _("%(name)s (%(role)s)") % {"name": next(iter(held.values())), "role": CALLED[role]}

    def may(self, slug: str, task: Duty) -> bool:
        where = scope(self.person, task.permission)
        return where.everywhere or self.regions[slug] in where.region_ids

    def _holders(self, region: int, task: Duty) -> tuple[Role, dict[int, str]]:
        found = ((role, self.holders.get((region, role), {})) for role in task.roles)
        return next(((role, held) for role, held in found if held), (task.roles[0], {}))


def own_hands(person: User, visit: Visit) -> Hands:
    """Those of all the person's regions (1 query for each visit)."""
    if "hands" not in visit.once:
        regions = {grant.region for grant in person.active_grants if grant.region}
        visit.once["hands"] = hands_of(person, regions)
    hands: Hands = visit.once["hands"]
    return hands


def hands_of(person: Person, regions: Collection[Region]) -> Hands:
    """1 query."""
    grants = RoleGrant.objects.active(on=clock.today()).filter(region__in=regions, user__is_active=True)
    holders: dict[tuple[int, str], dict[int, str]] = {}
    for region, role, key, name in grants.values_list("region", "role", "user", "user__name"):
        holders.setdefault((region, role), {})[key] = name
    return Hands(person, {region.slug: region.pk for region in regions}, holders)
