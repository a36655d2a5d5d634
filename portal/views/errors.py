"""The error pages that need a reason from outside."""

from __future__ import annotations

import sys
from contextlib import suppress
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults
from psycopg_pool import PoolTimeout

from portal import throttle
from portal.editing import Words
from portal.errors import TooMany
from portal.faults import StorageAway, is_no_room
from portal.operations import log, room
from portal.unsaved import typed_in

TRY_AGAIN = 10  # seconds


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that is too old, or from another site."""
    text = _(
        "Siden var for gammel, eller du har logget inn på nytt i en annen fane. "
        "Gå tilbake, last siden på nytt og prøv igjen."
    )
    return render(request, "403.html", {"reason": text}, status=HTTPStatus.FORBIDDEN)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = getattr(exception, "reason", _("Du har ikke tilgang til denne siden."))
    log.refused(request, reason)
    context = {"reason": reason, "typed": typed_in(request)}
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


def too_many(request: HttpRequest, exception: TooMany | None = None) -> HttpResponse:
    """Also what allauth answers with, which does not say for how long."""
    wait = exception.wait if exception else throttle.MINUTE
    throttle.refuse(request, wait)
    context = {
        "reason": exception.reason if exception else throttle.words(request),
        "typed": typed_in(request),
    }
    page = render(request, "429.html", context)
    throttle.marked(request, page)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or a database that is away, full of others, or has a row that somebody holds, or storage of
    files that is away: then 503, with what was typed, as far as it can be told without asking the database. A disk
    that is full is 507."""
    error = sys.exc_info()[1]
    if is_no_room(error):
        return no_room(request)
    if not isinstance(error, OperationalError | InterfaceError | PoolTimeout | StorageAway):
        return defaults.server_error(request)
    page = render_to_string("503.html", {"words": _words(request)})
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(TRY_AGAIN)})


def no_room(request: HttpRequest) -> HttpResponse:
    """Nothing of the file is kept; what was typed is shown, and the administrators are told once."""
    with suppress(DatabaseError):
        room.tell()
    page = render_to_string("507.html", {"words": _words(request)})
    return HttpResponse(page, status=HTTPStatus.INSUFFICIENT_STORAGE)


def _words(request: HttpRequest) -> list[Words]:
    with suppress(Exception):
        return typed_in(request).words
    return []


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also where somebody deleted a row while this person was writing in it."""
    if request.resolver_match:  # the address is one of ours: what it names is gone, or another's
        log.refused(request, _("Finnes ikke, eller er ikke for denne personen"))
    context = {"typed": typed_in(request, is_gone=True)}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
