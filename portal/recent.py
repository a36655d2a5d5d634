"""Asked for the password or passkey again (step-up, reauthentication) before an act that binds others."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.errors import Denied
from portal.http import READS
from portal.once import nothing_done

View = Callable[..., HttpResponseBase]


def is_recent(request: HttpRequest) -> bool:
    """Whether the person proved who they are within `REAUTHENTICATION_TIMEOUT`, at log-in or since."""
    records = get_authentication_records(request, request.user)
    proven: float = max((record["at"] for record in records), default=0)
    return time.time() - proven < float(settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def asked_again(view: View) -> View:
    """The decorator of an act. Its POST waits in the session, and is done as it was sent once they are proven."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in READS:
            return view(request, *args, **kwargs)
        if not is_recent(request):
            return _suspended(request)
        request.resolver_match = resolve(request.path_info)  # of one that waited: its own, for error pages
        return view(request, *args, **kwargs)

    ask.asks_again = True  # type: ignore[attr-defined]
    return ask


def _suspended(request: HttpRequest) -> HttpResponse:
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        raise Denied(_("Lag et passord eller en passnøkkel først, så du kan vise at det er deg."))
    where = methods[0]["url"]
    suspend_request(request, where)
    # allauth takes it up again by its path: one with a query would be lost.
    return nothing_done(redirect(f"{where}?{urlencode({REDIRECT_FIELD_NAME: request.path})}"))
