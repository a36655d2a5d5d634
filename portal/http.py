"""The request as views that demand a sign-in see it (the middleware has seen to it)."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.models import User


class SignedInRequest(HttpRequest):
    """For annotations: nobody makes one."""

    user: User
    htmx: HtmxDetails
