"""Paging, the same for every list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tables2 import RequestConfig, Table

from portal.http import whole_number

PER_PAGE = 25
FEW = 4  # rows that go with the page before rather than alone on a last one
MOST_PAGES = 999_999


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    parameter: str = "side",
    per_page: int = PER_PAGE,
    count: int | None = None,
) -> Page[Any]:
    """The page that the address asks for; a wrong number gives the nearest page there is. `count` is how many `rows`
    there are, where that is known."""
    paginator = Paginator(rows, per_page, orphans=FEW)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get(parameter))


def paged(request: HttpRequest, table: Table) -> Table:
    """The table in the order and with the page that the address asks for."""
    paginate = {"per_page": PER_PAGE, "orphans": FEW, "page": page_number(request)}
    RequestConfig(request, paginate=paginate).configure(table)
    return table


def page_number(request: HttpRequest, parameter: str = "side") -> int:
    """For tables that page themselves; a wrong number is the first page."""
    return whole_number(request.GET.get(parameter, ""), highest=MOST_PAGES) or 1
