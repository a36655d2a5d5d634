"""Search over everything a person may see."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.lists import page_of
from reporting.overview.asking import spelt_instead
from reporting.overview.forms import SiteSearchForm
from reporting.overview.search import KINDS, hit_of, search


@login_not_required
@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    form = SiteSearchForm(request.GET)
    wanted = form.wanted
    kind = KINDS.get(wanted.get("slag", ""))
    context = {"form": form, "asked": wanted.get("q", ""), "kind": kind, "filtered": bool(wanted)}
    answer = search(request.user, wanted.get("q", ""), kind)
    if answer is None:
        return render(request, "overview/search.html", context)
    asked, rows = answer
    if kind is None:
        context["found"], kinds = rows, {part.kind for part in rows}
        hits = [hit for part in rows for hit in part.hits]
    else:
        context["page"], kinds = page_of(request, rows), {kind}
        context["hits"] = hits = [hit_of(row) for row in context["page"]]
    context["respelt"] = spelt_instead(asked, [hit.text for hit in hits])
    context["meant"] = asked.criteria if hits and KINDS["kriterium"] in kinds else None
    return render(request, "overview/search.html", context)
