"""What programs look for at addresses that are the same on every site."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.links import reverse

VALID_FOR = dt.timedelta(days=270)  # RFC 9116 wants less than a year
NOT_FOR_ROBOTS = ["/admin/", "/sok/", "/logg/", "/e-post/", "/jobber/", "/min-side/"]


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where those who find a hole can tell of it (RFC 9116). It expires by the machine's own time."""
    expires = (timezone.now() + VALID_FOR).replace(microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(dt.UTC).isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: {settings.PORTAL_BASE_URL}{reverse('portal:security-txt')}",
    ]
    return _plain(lines)


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Addresses with a key are not here: a robot that may not read them would not see that they say noindex."""
    return _plain(["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)])


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
