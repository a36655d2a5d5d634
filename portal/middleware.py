"""What holds for every page: errors of the rules become pages, and what is one person's is kept by nobody else."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from pghistory.middleware import HistoryMiddleware

from portal import throttle
from portal.addresses import is_secret, without_keys
from portal.edge_settings import PERMISSIONS_POLICY
from portal.errors import Conflict, Gone, LoginNeeded, TooMany
from portal.once import nothing_done
from portal.unsaved import typed_in
from portal.views.errors import no_room, too_many


class PrivatePagesMiddleware:
    """No cache keeps what was drawn for somebody who is signed in, pages and files alike: a proxy would give it to
    others, and the browser to who sits down after them. What a view says itself is believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        # Where the portal has failed, who asks may be what cannot be told: the database is not waited for once more.
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


class GuardedMiddleware:
    """What browsers and search engines may do with an answer, whatever it is. No search engine keeps an
    address with a key in it, or one of log-in. (No other site hears of any address, by SECURE_REFERRER_POLICY; where
    the portal itself were not told either, browsers would send its forms with `Origin: null`, which is refused.)
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_secret(request.path):
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class HistoryWithoutKeysMiddleware(HistoryMiddleware):
    """History says where a change was made, never the key that was in the address: it would let its readers in."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {"url": without_keys(request.path)}


class DomainErrorMiddleware:
    """Turns a `Conflict` or `TooMany` from any view into a page (Django itself turns `Denied` into 403)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:  # which PostgreSQL holds in no text: nothing has that address
            raise Http404
        response = self.get_response(request)
        throttle.marked(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.content_type == "multipart/form-data" and request.method == "POST":
            request.POST  # noqa: B018 - reads the body, and its files
        return no_room(request) if hasattr(request, "no_room") else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, LoginNeeded):
            return redirect_to_login(request.get_full_path())
        if isinstance(exception, TooMany):
            return too_many(request, exception)
        if not isinstance(exception, Conflict):
            return None
        typed = typed_in(request, is_gone=isinstance(exception, Gone))
        if exception.about is not None and request.method == "POST" and not typed:
            messages.warning(request, exception.reason)
            return nothing_done(HttpResponseRedirect(exception.about.get_absolute_url()))
        context = {"reason": exception.reason, "about": exception.about, "typed": typed}
        return render(request, "409.html", context, status=HTTPStatus.CONFLICT)
