"""Rate limit of forms that anyone may send: so many an hour from one network, and so many letters to one mailbox.

Source of the count: `portal/models/limits.py`. A page that is drawn after a refusal is answered with 429.
"""

from __future__ import annotations

import math
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.addresses import client_network
from portal.errors import TooMany
from portal.models import limits
from portal.models.log import LogKind
from portal.operations import log

HOUR = 3600  # seconds
MINUTE = 60


def allows(request: HttpRequest, action: str, *, mailbox: str = "") -> bool:
    """Whether this network may send one more now, which writes to `mailbox`; counts it."""
    return takes(
        request, f"form:{action}:{client_network(request)}", most=settings.FORMS_PER_HOUR, seconds=HOUR
    ) and (not mailbox or allows_mail(request, mailbox))


def allows_mail(request: HttpRequest, mailbox: str) -> bool:
    """Whether anybody may have one more letter sent to `mailbox` now, whether it is somebody's or not; counts it."""
    key = f"mail:{mailbox.strip().casefold()}"
    return takes(request, key, most=settings.MAILS_PER_HOUR, seconds=HOUR)


def takes(request: HttpRequest, key: str, *, most: int, seconds: int) -> bool:
    """Count one for `key` (`limits.take`); a refusal marks the request with how long to wait."""
    wait = limits.take(key, most=most, seconds=seconds)
    if wait:
        refuse(request, wait)
        if not limits.take(f"told:{key}", most=1, seconds=seconds):  # a flood is one thing that happened
            log.record(LogKind.TOO_MANY, request=request)
    return not wait


def refuse(request: HttpRequest, wait: int) -> None:
    request.seconds_to_wait = wait  # type: ignore[attr-defined]


def words(request: HttpRequest) -> str:
    """Why, and when it goes again."""
    text = _(
        "Dette er gjort mange ganger på kort tid. Vent %s, og prøv igjen. Det du skrev, står her fortsatt."
    )
    return text % waiting(request)


def waiting(request: HttpRequest) -> str:
    """How long the refused must wait, in words."""
    minutes = math.ceil(seconds_to_wait(request) / MINUTE)
    if minutes == HOUR // MINUTE:
        return _("en time")
    return ngettext("ett minutt", "%(count)s minutter", minutes) % {"count": minutes}


def require(request: HttpRequest, action: str) -> None:
    """As `allows`, for a button without a form. Raises `TooMany`."""
    if not allows(request, action):
        raise TooMany(words(request), wait=seconds_to_wait(request))


def marked(request: HttpRequest, response: HttpResponseBase) -> None:
    """Make a page that says a refusal a 429."""
    if wait := seconds_to_wait(request):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait)


def seconds_to_wait(request: HttpRequest) -> int:
    """0 where nothing was refused."""
    return getattr(request, "seconds_to_wait", 0)
