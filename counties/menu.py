"""What the counties have in the menus around every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can
from portal.menu import FOOT, MAIN, Link
from portal.norwegian import norwegian_order

if TYPE_CHECKING:
    from portal.access import Person

MENU_REGIONS = 3  # more would not fit; the rest are a click away on "Fylkene"

MAIN.add(20, _("Fylkene"), "counties:region-list")
MAIN.add(40, _("Kalender"), "counties:event-list")
MAIN.add(50, _("Få hjelp"), "counties:request-ask")
FOOT.add(30, _("Maler"), "counties:template-list")
FOOT.add(40, _("Milepæler"), "counties:milestone-list")


def own_regions(person: Person) -> list[Link]:
    """Those the person works for."""
    if not person.is_authenticated:
        return []
    regions = {grant.region for grant in person.active_grants if grant.region is not None}
    shown = sorted(regions, key=norwegian_order)[:MENU_REGIONS]
    return [(str(region), region.get_absolute_url()) for region in shown]


def grants(person: Person) -> list[Link]:
    may_read = can(person, Permission.GRANTS_READ)
    return [(str(_("Tilskudd")), reverse("counties:grant-years"))] if may_read else []


MAIN.add_for(100, own_regions)
MAIN.add_for(120, grants)
