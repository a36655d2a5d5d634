"""Paging, the same for every list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


def page_of(request: HttpRequest, rows: QuerySet | Sequence[Any], parameter: str = "side") -> Page:
    """The page that the address asks for; a wrong number gives the nearest page there is."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get(parameter))
