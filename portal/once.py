"""A form that is sent twice from the same page is done once (an idempotent POST): a double click, or a network that
sends again.

Each page that is drawn has a CSRF token of its own in its forms, so the token with all that was typed names what was
sent. Whoever comes second waits for the first, and is led to where that one was. Only what was done and led on (a
redirect) is remembered, and for `SENT_AGAIN`: the same words, sent on purpose later, are new ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from portal.http import asks_for_json
from portal.models import SentForm

SENT_AGAIN = timedelta(seconds=30)
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
Answer = TypeVar("Answer", bound=HttpResponse)
_NOT_DONE = "is_not_done"
_KEY = "_sent_as"


class OnceMiddleware:
    """Who may send, and with which token, has been asked before; what the rules refuse is answered within."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
            if hasattr(request, _KEY) and is_done(request, response):
                row = SentForm(key=getattr(request, _KEY), led_to=response["Location"])
                SentForm.objects.bulk_create(
                    [row], update_conflicts=True, unique_fields=["key"], update_fields=["led_to", "sent_at"]
                )
        finally:
            if hasattr(request, _KEY):
                _let_go(getattr(request, _KEY))
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or TOKEN not in request.POST or _is_by_script(request):
            return None
        key = key_of(request)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [number_of(key)])
        setattr(request, _KEY, key)
        done = SentForm.objects.filter(pk=key, sent_at__gt=timezone.now() - SENT_AGAIN).first()
        if done is None:
            return None
        return nothing_done(HttpResponseRedirect(done.led_to))


def nothing_done(answer: Answer) -> Answer:
    """The answer, marked as one that leads on and has done nothing: the same form may be sent again."""
    setattr(answer, _NOT_DONE, True)
    return answer


def is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it led on, and with nothing but the address: one that gave the browser a cookie is not told again."""
    had = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    begins = request.session.modified if had is None else request.session.session_key != had
    return (
        response.status_code == HTTPStatus.FOUND
        and not hasattr(response, _NOT_DONE)
        and not response.cookies
        and not begins
    )


def key_of(request: HttpRequest) -> str:
    """A hash of who sent what to which address, from which page; files by their names and sizes."""
    said = [request.get_full_path(), str(request.user.pk), *map(str, sorted(request.POST.lists()))]
    files = [(name, file) for name, sent in sorted(request.FILES.lists()) for file in sent]
    said += [f"{name} {file.name} {file.size}" for name, file in files]
    return hashlib.sha256("\0".join(said).encode(errors="surrogatepass")).hexdigest()


def number_of(key: str) -> int:
    """The key as PostgreSQL numbers its advisory locks."""
    return int.from_bytes(bytes.fromhex(key[:16]), "big", signed=True)


def _is_by_script(request: HttpRequest) -> bool:
    """Nobody sends such a form twice, and it is never led on."""
    return bool(request.htmx) or asks_for_json(request)  # type: ignore[attr-defined]


def _let_go(key: str) -> None:
    """A connection that is broken has let its locks go."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number_of(key)])
