"""What every page shows around its content: navigation by role, the demo's date, unread messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal import clock


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
        (_("Årsrapporter"), reverse("reporting:report-list")),
        (_("Verifiser"), reverse("reporting:verify")),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.is_staff:
        links.append((_("Administrasjon"), reverse("admin:index")))
    return [{"label": label, "url": url, "current": _is_current(request.path, url)} for label, url in links]


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return user.notifications.unread().count() if user is not None and user.is_authenticated else 0
