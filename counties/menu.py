"""What the counties have in the menus around every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.access import REGIONAL_ROLES, Permission, Role, can, scope
from portal.links import reverse
from portal.menu import FOOT, MAIN, Link, all_but, only
from portal.norwegian import norwegian_order

if TYPE_CHECKING:
    from portal.access import Person

MENU_REGIONS = 3  # more would not fit; the rest are a click away on "Fylkene"

MAIN.add(44, _("Revisjon"), "counties:revision-list", to=only(Role.PANEL))
MAIN.add(50, _("Kalender"), "counties:event-list", to=all_but(Role.PANEL, Role.DEPARTEMENT))
MAIN.add(60, _("Få hjelp"), "counties:request-ask", to=all_but(*set(Role) - {Role.INNKJOPER}))
MAIN.add(70, _("Fylkene"), "counties:region-list", to=all_but(*REGIONAL_ROLES, Role.PANEL))
FOOT.add(35, _("Fylkene"), "counties:region-list")
FOOT.add(40, _("Maler"), "counties:template-list")
FOOT.add(45, _("Milepæler"), "counties:milestone-list")


def own_regions(person: Person) -> list[Link]:
    """The rooms of those that the person works for."""
    if not person.is_authenticated:
        return []
    regions = {grant.region for grant in person.active_grants if grant.region is not None}
    shown = sorted(regions, key=norwegian_order)[:MENU_REGIONS]
    return [
        Link(
            str(region),
            reverse("counties:region-work", args=[region.slug]),
            reverse("counties:region-detail", args=[region.slug]),
        )
        for region in shown
    ]


def grants(person: Person) -> list[Link]:
    may_read = can(person, Permission.GRANTS_READ)
    return [Link(str(_("Tilskudd")), reverse("counties:grant-years"))] if may_read else []


def network(person: Person) -> list[Link]:
    takes_part = scope(person, Permission.NETWORK).anywhere
    return [Link(str(_("Nettverket")), reverse("counties:thread-list"))] if takes_part else []


MAIN.add_for(20, own_regions)
MAIN.add_for(90, grants)
MAIN.add_for(95, network)
