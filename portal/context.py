"""What every page shows around its content: navigation by role, the demo's date, unread messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, can
from portal.norwegian import norwegian_order

if TYPE_CHECKING:
    from portal.access import Person

MENU_REGIONS = 3  # more would not fit; the rest are a click away on "Fylkene"


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "navigation": navigation(request),
        "demo_banner": {"today": clock.today()} if settings.PORTAL_DEMO else None,
        # Lazy: the error pages and fragments that show no header ask nothing.
        "unread_notifications": SimpleLazyObject(lambda: _unread(request)),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    links = [
        (_("Forside"), reverse("portal:home")),
        (_("Fylkene"), reverse("counties:region-list")),
        (_("Kriterier"), reverse("criteria:area-list")),
        (_("Kalender"), reverse("counties:event-list")),
        (_("Få hjelp"), reverse("counties:request-ask")),
        (_("Årsrapporter"), reverse("reporting:report-list")),
        (_("Oversikt"), reverse("overview:country")),
        (_("Verifiser"), reverse("reporting:verify")),
    ]
    links += _links_of_roles(getattr(request, "user", None))
    return [{"label": label, "url": url, "current": _is_current(request.path, url)} for label, url in links]


def _links_of_roles(user: Person | None) -> list[tuple[str, str]]:
    """What a person's own roles add: the regions they work for, what waits for review, the users."""
    if user is None or not user.is_authenticated:
        return []
    regions = {grant.region for grant in user.active_grants if grant.region is not None}
    links = [
        (str(region), region.get_absolute_url())
        for region in sorted(regions, key=norwegian_order)[:MENU_REGIONS]
    ]
    if can(user, Permission.REPORT_REVIEW):
        links.append((_("Til vurdering"), reverse("reporting:report-list") + "?status=delivered"))
    if can(user, Permission.GRANTS_READ):
        links.append((_("Tilskudd"), reverse("counties:grant-years")))
    if user.is_staff:
        links.append((_("Administrasjon"), reverse("admin:index")))
    return links


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return user.notifications.unread().count() if user is not None and user.is_authenticated else 0
