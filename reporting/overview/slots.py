"""What the overview puts on the pages of the apps below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from counties.models import Region
from portal.access import Permission, scope
from portal.slots import fills


@fills("region-work", "overview/mirror_link.html")
def mirror_of_region(_request: HttpRequest, region: Region) -> dict[str, Any]:
    return {"region": region}


@fills("my-page", "overview/digest_link.html")
def digest_of_person(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    return {} if scope(request.user, Permission.DIGEST).anywhere else None


@fills("site-search", "overview/site_search.html")
def search_of_the_header(request: HttpRequest, _about: None) -> dict[str, Any]:
    return {"typed": request.GET.get("q", "") if request.path == reverse("overview:search") else ""}
