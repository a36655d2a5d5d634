"""What every page shows around its content: the menus, the demo's date, unread messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal import clock, menu, second_factor


def page(request: HttpRequest) -> dict[str, Any]:
    # An error page may be drawn before anybody knows who asks.
    person = getattr(request, "user", AnonymousUser())
    links = menu.MAIN.links(person)
    return {
        "navigation": links,
        "current_link": menu.current(links, request.path),
        "tools": menu.TOOLS.links(person),
        "foot": menu.FOOT.links(person),
        "demo_banner": {"today": clock.today()} if settings.PORTAL_DEMO else None,
        "second_factor_on": settings.SECOND_FACTOR,
        "second_factor_lacking": SimpleLazyObject(lambda: second_factor.is_lacking(person)),
        # Lazy: the error pages and fragments that show no header ask nothing.
        "unread_notifications": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return user.notifications.unread().count() if user is not None and user.is_authenticated else 0
