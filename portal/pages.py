"""What every view does with what a person may not see: one function, one exception, one answer."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.errors import LoginNeeded

Row = TypeVar("Row", bound=Model)


def get_visible(request: HttpRequest, rows: QuerySet[Row], **lookup: Any) -> Row:
    """The one row of `rows` (already narrowed by `visible_to`).

    Raises `Http404` for somebody signed in, `LoginNeeded` for somebody who may see it after signing in.
    """
    try:
        return get_object_or_404(rows, **lookup)
    except Http404:
        if request.user.is_authenticated:
            raise
        raise LoginNeeded from None
