"""The open data's addresses, which portal/urls.py puts together from the apps."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Router
from ninja.errors import Throttled, ValidationError
from ninja.throttling import SimpleRateThrottle

from portal import throttle
from portal.addresses import client_network
from portal.http import View, for_programs
from portal.opendata import DataSet, NoSuchValue


class RateLimit(SimpleRateThrottle):
    """So many questions from one network, counted as the open forms are."""

    def allow_request(self, request: HttpRequest) -> bool:
        key = f"api:{client_network(request)}"
        return throttle.takes(request, key, most=self.num_requests or 0, seconds=self.duration or 0)

    def wait(self) -> None:
        """The request has it: one object serves all threads."""


api = NinjaAPI(
    title="Grønne innkjøp: åpne data",
    version="1.0",
    description=(
        "Alt som er publisert om programmet, uten innlogging. Lisens: Norsk lisens for offentlige data (NLOD) 2.0. "
        "Svarene har ETag; spør på nytt med If-None-Match, så slipper du å hente det du har."
    ),
    docs_url=None,  # the page at /api/v1/ is the portal's own
    openapi_url="openapi.json",
    throttle=[RateLimit(settings.API_RATE)],
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "NLOD 2.0", "url": "https://data.norge.no/nlod/no/2.0"}}},
)

DATA_SETS: dict[str, DataSet] = {}


def publish(router: Router, sets: Iterable[DataSet]) -> None:
    """Open an app's data: its part of the API, and its sets as files."""
    api.add_router("", router)
    DATA_SETS.update({found.key: found for found in sets})


@api.exception_handler(ValidationError)
def wrong_parameter(request: HttpRequest, error: Any) -> HttpResponse:
    names = {str(part["loc"][-1]) for part in error.errors}
    text = "Parameteren «%s» har en verdi som ikke går an. Se /api/v1/ for hva den kan være."
    return api.create_response(
        request, {"detail": text % ", ".join(sorted(names))}, status=HTTPStatus.NOT_FOUND
    )


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = api.create_response(
        request,
        {"detail": "For mange spørsmål på kort tid. Vent litt, eller hent hele datasettet fra /data/."},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer["Retry-After"] = str(throttle.seconds_to_wait(request))
    return answer


@api.exception_handler(Http404)
def nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    detail = str(error) if isinstance(error, NoSuchValue) else "Det finnes ikke noe her."
    return api.create_response(request, {"detail": detail}, status=HTTPStatus.NOT_FOUND)


def patterns() -> list[Any]:
    """The API's addresses: open to all, and each answer with an ETag."""
    found, _app, _namespace = api.urls
    for pattern in found:
        assert pattern.callback is not None  # noqa: S101 - ninja gives every address a view
        pattern.callback = login_not_required(for_programs(_knowing(pattern.callback)))
    return found


def _knowing(view: View) -> View:
    """The view, asked with no parameter that it would not read: misspelt, one would give all rows."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        unknown = sorted(request.GET.keys() - _parameters().get(request.path, request.GET.keys()))
        if not unknown:
            return view(request, *args, **kwargs)
        text = "Parameteren «%s» er ukjent. Se /api/v1/ for dem som finnes."
        detail = text % "», «".join(unknown)
        return api.create_response(request, {"detail": detail}, status=HTTPStatus.NOT_FOUND)

    return answer


@cache
def _parameters() -> dict[str, set[str]]:
    """Of each address, those that its documentation names."""
    paths = api.get_openapi_schema()["paths"]
    return {path: {part["name"] for part in at["get"].get("parameters", ())} for path, at in paths.items()}
