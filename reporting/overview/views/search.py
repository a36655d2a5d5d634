"""Search over everything a person may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.lists import page_of
from reporting.overview.forms import SiteSearchForm
from reporting.overview.search import KINDS, ORDER, everywhere, hit, query_of


@login_not_required
@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    form = SiteSearchForm(request.GET)
    wanted = form.wanted
    kind = KINDS.get(wanted.get("slag", ""))
    query = query_of(wanted.get("q", ""))
    context = {"form": form, "asked": wanted.get("q", ""), "kind": kind, "filtered": bool(wanted)}
    if query is None:
        return render(request, "overview/search.html", context)
    if kind is None:
        return render(request, "overview/search.html", context | {"found": everywhere(request.user, query)})
    page = page_of(request, kind.matching(request.user, query).order_by(*ORDER))
    return render(
        request, "overview/search.html", context | {"page": page, "hits": [hit(row) for row in page]}
    )
