"""The request as views that demand a sign-in see it (the middleware has seen to it)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page
from django_htmx.middleware import HtmxDetails

from portal.models import User

View = Callable[..., HttpResponseBase]
READS = ["GET", "HEAD", "OPTIONS"]
HIGHEST_KEY = 2**63 - 1  # of a BigAutoField


class SignedInRequest(HttpRequest):
    """For annotations: nobody makes one."""

    user: User
    htmx: HtmxDetails


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a page's script asks by itself, and is not led on to another page."""
    return request.headers.get("Accept") == "application/json"


def render_part(request: SignedInRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or only its partial where htmx asks for it; the browser's memory keeps the two apart."""
    whole = not request.htmx or request.htmx.history_restore_request
    response = render(request, template if whole else f"{template}#{part}", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def seen_on(request: HttpRequest, mark: str) -> str:
    """What the page of an act says was seen: one that is drawn again has seen no more than the first time."""
    return request.POST.get("seen") or mark


def for_programs(view: View) -> View:
    """The decorator of what programs read: GET and HEAD with an ETag, OPTIONS with what can be asked."""
    with_etag = conditional_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.method
        if asked == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(READS)})
        if asked not in READS:
            return HttpResponseNotAllowed(READS)
        request.method = "GET"  # a HEAD is the same answer, of which the server sends the head
        try:
            return with_etag(request, *args, **kwargs)
        finally:
            request.method = asked

    return answer


def whole_number(text: str, *, highest: int = HIGHEST_KEY) -> int | None:
    """A number from an address or a form, written with the digits 0–9 only; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(highest))
    return int(text) if plain and int(text) <= highest else None


def whole_numbers(texts: Iterable[str]) -> set[int]:
    """The keys of rows among `texts`, as ticked boxes send them."""
    return {number for text in texts if (number := whole_number(text)) is not None}
