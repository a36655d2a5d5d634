"""The request as views that demand a sign-in see it (the middleware has seen to it)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from portal.models import User


class SignedInRequest(HttpRequest):
    """For annotations: nobody makes one."""

    user: User
    htmx: HtmxDetails


def render_part(request: SignedInRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or only its partial where htmx asks for it; the browser's memory keeps the two apart."""
    whole = not request.htmx or request.htmx.history_restore_request
    response = render(request, template if whole else f"{template}#{part}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
