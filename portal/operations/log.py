"""Writing in the log: one function, one row, one query."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from allauth.core import context
from django.db.models import Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise

from portal.addresses import client_network, without_keys
from portal.models import LogEntry, User
from portal.models.log import LogKind

LONGEST = 200
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Words = str | Promise


def record(kind: LogKind, *, request: HttpRequest | None = None, what: Words = "", **people: Any) -> None:
    """Write what happened. `people` are `who`, `about` and `region`, or their keys (`who_id`).

    Without `request` it is the one that is being answered, where there is one.
    """
    asked = request or context.request
    place = {"path": _path(asked), "network": client_network(asked)} if asked else {}
    LogEntry.objects.create(kind=kind, what=str(what)[:LONGEST], **place, **people)


def failed_login(request: HttpRequest | None, account: str) -> None:
    """The account only where it exists: people type passwords there too."""
    known = User.objects.filter(email__iexact=account).values("pk")[:1]
    record(LogKind.LOGIN_FAILED, request=request, about_id=Subquery(known))


def refused(request: HttpRequest, reason: Words) -> None:
    """Of somebody who is signed in: who is not has no name, and others would fill the log."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        record(LogKind.REFUSED, request=request, what=reason, who_id=user.pk)


def hands_out_persons(
    what: Words, *, when: Callable[..., bool] = lambda **_place: True
) -> Callable[[View], View]:
    """Marks a view whose file holds persons: that somebody who is signed in took it is logged."""

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **place: Any) -> HttpResponseBase:
            response = view(request, *args, **place)
            if response.status_code == HTTPStatus.OK and request.user.is_authenticated and when(**place):
                record(LogKind.EXPORT, request=request, what=what, who_id=request.user.pk)
            return response

        return answer  # type: ignore[return-value]

    return mark


def _path(request: HttpRequest) -> str:
    return quote(without_keys(request.path)).replace(quote("…"), "…")[:LONGEST]
