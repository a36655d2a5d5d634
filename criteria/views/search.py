"""Finding criteria. Every search is an address that can be kept and sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from criteria.facets import facets_of
from criteria.forms import SearchForm
from criteria.models import Criterion
from criteria.models.criterion import CriterionQuerySet
from criteria.search import START, STOP, Understood, found
from criteria.tables import CriterionTable
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, render_part
from portal.lists import page_of

IN_FORCE_FIRST = F("edition__ended_on").desc(nulls_first=True)


@login_not_required
@require_safe
def criterion_search(request: SignedInRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    visible = Criterion.objects.visible_to(request.user)
    meant = form.understood(visible)
    matching = found(visible, meant)
    conditions = form.conditions()
    chosen = {name: request.GET.get(name, "") for name in conditions} | {"status": form.wanted_status}
    rows = _ranked(matching.filter(_all(conditions)), meant)
    facets, count = facets_of(matching, form.accepted, chosen)
    page = page_of(request, rows, count=count)
    context = {
        "form": form,
        "meant": meant,
        "page": page,
        "facets": facets,
        "filtered": bool(form.wanted),
    }
    return render_part(request, "criteria/criterion_search.html", "results", context)


@login_not_required
@require_safe
def criterion_export(request: HttpRequest, kind: str) -> FileAnswer:
    form = SearchForm(request.GET)
    visible = Criterion.objects.visible_to(request.user)
    matching = found(visible, form.understood(visible))
    rows = (
        matching.filter(_all(form.conditions())).distinct().with_place().in_order().prefetch_related("errata")
    )
    return respond_table(CriterionTable(rows), kind, "kriterier")


def _all(conditions: dict[str, Q]) -> Q:
    left = Q()
    for condition in conditions.values():
        left &= condition
    return left


def _ranked(rows: CriterionQuerySet, meant: Understood) -> CriterionQuerySet:
    """The best match first, with an excerpt where the words are marked; without words, the library's order.

    What is in force stands before what no longer holds.
    """
    rows = rows.with_place()
    if meant.query is None or not meant.possible:
        return rows.in_order()
    excerpt = SearchHeadline(
        "text",
        meant.query,
        config="norwegian",
        start_sel=START,
        stop_sel=STOP,
        max_words=32,
        min_words=16,
    )
    title = SearchHeadline(
        "title", meant.query, config="norwegian", start_sel=START, stop_sel=STOP, highlight_all=True
    )
    return rows.annotate(
        rank=SearchRank(F("search"), meant.query), excerpt=excerpt, marked_title=title
    ).order_by(IN_FORCE_FIRST, "-rank", "edition__group__position", "position", "pk")
