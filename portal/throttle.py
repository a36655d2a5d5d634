"""Rate limit of forms that anyone may send: so many an hour from one address. Source of the count: the cache."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.http import client_address

HOUR = 3600  # seconds
WORDS = _("Du har sendt mange skjemaer på kort tid. Vent en time, og prøv igjen.")


def allows(request: HttpRequest, action: str) -> bool:
    """Whether this address may send one more now; counts it."""
    key = f"throttle:{action}:{client_address(request)}"
    cache.add(key, 0, HOUR)
    return bool(cache.incr(key) <= settings.FORMS_PER_HOUR)
