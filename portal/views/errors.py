"""The error pages that need a reason from outside."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.unsaved import typed_in


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
    context = {"reason": reason, "typed": typed_in(request)}
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also where somebody deleted a row while this person was writing in it."""
    context = {"typed": typed_in(request, is_gone=True)}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
