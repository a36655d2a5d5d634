"""Brakes on log-in and forgotten passwords: no guess gets far, and nobody can keep another person out.

Attempts count for account and network together, and more loosely for the network alone; never for the account alone.
A browser that the person has signed in with before has a count of its own (a device cookie, as OWASP describes it).
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account import forms as allauth
from allauth.core import context
from django.conf import settings
from django.core import signing
from django.forms import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal import throttle
from portal.addresses import SITE, client_network
from portal.models import limits

FOR_ACCOUNT = 5  # attempts from one network, or from one known device
FOR_NETWORK = 50  # attempts at any accounts
WINDOW = 600  # seconds
DEVICE = "kjent_enhet"
KEPT = 180 * 24 * 3600  # seconds
MOST_PEOPLE = 5  # of one browser


def begin(request: HttpRequest, account: str) -> None:
    """Count an attempt at `account` before the password is looked at. Raises `ValidationError`."""
    allowed = all(
        throttle.takes(request, key, most=most, seconds=WINDOW) for key, most in _keys(request, account)
    )
    if not allowed:
        raise ValidationError(words(request), code="too_many_login_attempts")


def succeed(request: HttpRequest, account: str) -> None:
    """The password was right: the attempt was no guess."""
    (own, _most), *others = _keys(request, account)
    limits.forget(own)
    for key, _most in others:
        limits.give_back(key)


def words(request: HttpRequest) -> str:
    text = _(
        "For mange forsøk på å logge inn herfra. Vent %s, og prøv igjen. "
        "Fra en annen forbindelse, eller en nettleser du har logget inn med før, kommer du inn nå."
    )
    return text % throttle.waiting(request)


def remember(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    """Mark the browser as one that the owner of `account` signs in with."""
    others = {who: mark for who, mark in _marks(request).items() if who != _hashed(account)}
    marks = [*others.items(), (_hashed(account), secrets.token_urlsafe(12))][-MOST_PEOPLE:]
    response.set_cookie(
        DEVICE,
        signing.dumps(marks, salt=DEVICE),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _keys(request: HttpRequest, account: str) -> list[tuple[str, int]]:
    """What an attempt counts for, the account's own first."""
    if mark := _marks(request).get(_hashed(account)):
        return [(f"login:{_hashed(account)}:{mark}", FOR_ACCOUNT)]
    return [
        (f"login:{_hashed(account)}:{client_network(request)}", FOR_ACCOUNT),
        (f"login:{client_network(request, bits=SITE)}", FOR_NETWORK),
    ]


def _marks(request: HttpRequest) -> dict[str, str]:
    """The known people of this browser, each with its mark; none where somebody has written the cookie."""
    try:
        return dict(signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=KEPT))
    except signing.BadSignature:
        return {}


def _hashed(account: str) -> str:
    return salted_hmac(DEVICE, account.strip().casefold(), algorithm="sha256").hexdigest()[:32]


class ResetPasswordForm(allauth.ResetPasswordForm):
    """The same for every address, whether it is somebody's or not: the limit tells nothing either."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        request = context.request
        if "email" in data and not throttle.allows(request, "password", mailbox=data["email"]):
            raise ValidationError(throttle.words(request))
        return data
