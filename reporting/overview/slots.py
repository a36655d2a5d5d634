"""What the overview puts on the pages of the apps below."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from counties.measures.places import COUNTRY, Place
from counties.models import Region
from counties.rooms import Room, adds_rooms
from portal import clock
from portal.access import Permission, scope
from portal.links import reverse
from portal.slots import fills
from reporting.overview.desk import WORK
from reporting.overview.happenings import happenings
from reporting.overview.in_short import FRONT, in_short

if TYPE_CHECKING:
    from portal.access import Person

LATELY = dt.timedelta(days=60)
SHOWN = 6


@fills("region-work", "overview/mirror_link.html")
def mirror_of_region(_request: HttpRequest, region: Region) -> dict[str, Any]:
    return {"region": region}


@fills("my-page", "overview/digest_link.html")
def digest_of_person(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    return {} if scope(request.user, Permission.DIGEST).anywhere else None


@fills("site-search", "overview/site_search.html")
def search_of_the_header(request: HttpRequest, _about: None) -> dict[str, Any]:
    return {"typed": request.GET.get("q", "") if request.path == reverse("overview:search") else ""}


@fills("site-search-link", "overview/site_search_link.html")
def search_beside_the_menu(_request: HttpRequest, _about: None) -> dict[str, Any]:
    """Where the header has no room for the box itself."""
    return {}


@adds_rooms
def mirror_of_workspace(_person: Person, region: Region) -> list[Room]:
    return [Room(_("Speilet"), reverse("overview:region-mirror", args=[region.slug]))]


@fills("front", "overview/front.html")
def results_in_short(request: HttpRequest, _about: None) -> dict[str, Any]:
    """The country's public figures of the last whole year (2 queries)."""
    year = clock.today().year - 1
    return {"figures": in_short(request.user, COUNTRY, FRONT, year), "year": year}


@fills("region-results", "overview/front.html")
def results_of_region(request: HttpRequest, region: Region) -> dict[str, Any]:
    """A region's public figures of the last whole year (2 queries)."""
    year = clock.today().year - 1
    return {
        "figures": in_short(request.user, Place(region=region), FRONT, year),
        "year": year,
        "region": region,
    }


@fills("workspace", "overview/workspace.html")
def figures_and_happenings(request: HttpRequest, region: Region) -> dict[str, Any]:
    """Last year's figures with their line, and what has happened in the region lately (3 queries)."""
    today, person = clock.today(), request.user if request.user.is_authenticated else None
    return {
        "figures": in_short(request.user, Place(region=region), WORK, today.year - 1),
        "year": today.year - 1,
        "region": region,
        "happened": happenings(region, since=clock.begin_of(today - LATELY), person=person)[:SHOWN],
    }
