"""Grids of kommuner and letters of allocation, and the milestones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counties.forms.followup import (
    GridRow,
    KommuneRow,
    MilestoneForm,
    PlanForm,
    TildelingsbrevRow,
    YearForm,
    counts_of,
    empty_since,
    kommune_rows,
    rows_as_in,
    tildelingsbrev_rows,
)
from counties.models import (
    KommuneFollowUp,
    Milestone,
    MilestoneReached,
    Pulje,
    Region,
    TildelingsbrevFollowUp,
)
from counties.operations import followup
from counties.standing import MilestoneRow, milestones_of
from counties.tables import FollowUpTable, LetterTable
from counties.views.find import find_region
from portal import clock
from portal.access import Permission, can, require
from portal.editing import Grid, saved
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.operations.cells import Cell
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]
KOMMUNER = {
    "title": gettext_lazy("Oppfølging av kommunene"),
    "lead": gettext_lazy("Kryss av det som var på plass ved utgangen av året. Årsrapporten regner andelene."),
    "export": "counties:kommune-grid-export",
    "history": "counties:kommune-grid-history",
    "empty": gettext_lazy("Fylket har ingen kommuner i registeret."),
}
LETTERS = {
    "title": gettext_lazy("Tildelingsbrev til statlige virksomheter"),
    "lead": gettext_lazy("Målet er at alle blir bedt om å følge opp handlingsplanen systematisk."),
    "export": "counties:letter-grid-export",
    "history": "counties:letter-grid-history",
    "empty": gettext_lazy("Ingen statsetater er registrert. Legg dem inn under virksomheter først."),
}


@never_cache
@require_http_methods(WRITES)
def kommune_grid(request: SignedInRequest, slug: str) -> HttpResponse:
    return _grid(request, slug, kommune_rows, followup.save_kommuner, KommuneRow.base_fields, KOMMUNER)


@never_cache
@require_http_methods(WRITES)
def letter_grid(request: SignedInRequest, slug: str) -> HttpResponse:
    columns = TildelingsbrevRow.base_fields
    return _grid(request, slug, tildelingsbrev_rows, followup.save_tildelingsbrev, columns, LETTERS)


@require_safe
def kommune_grid_export(request: SignedInRequest, slug: str, kind: str) -> FileAnswer:
    region, year = find_region(request, slug), YearForm(request.GET).chosen
    rows = KommuneFollowUp.objects.of_region(region).filter(year=year).select_related("kommune")
    return respond_table(FollowUpTable(rows), kind, "kommuner", region, year)


@require_safe
def letter_grid_export(request: SignedInRequest, slug: str, kind: str) -> FileAnswer:
    region, year = find_region(request, slug), YearForm(request.GET).chosen
    rows = TildelingsbrevFollowUp.objects.of_region(region).filter(year=year).select_related("virksomhet")
    return respond_table(LetterTable(rows), kind, "tildelingsbrev", region, year)


@never_cache
@require_http_methods(WRITES)
def milestone_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    require(request.user, Permission.ORGANISATION_EDIT, region)
    form = _milestones(region, request.POST or None)
    grid = Grid([form], request.POST or None)

    def save() -> int:
        dates = {int(name): cell for name, cell in form.cells.items()}
        return followup.save_milestones(region=region, dates=dates, by=request.user)

    if grid.save(save, upon=lambda: [_milestones(region)]) is not None:
        messages.success(request, _("Milepælene er lagret."))
        return redirect(region)
    context = {"region": region, "form": form}
    return render(request, "counties/milestone_edit.html", context, status=grid.status)


def _milestones(region: Region, data: Any = None) -> MilestoneForm:
    return MilestoneForm(milestones_of(region, on=clock.today()), data=data)


@login_not_required
@require_safe
def milestone_list(request: HttpRequest) -> HttpResponse:
    """Every region against its pulje's plan."""
    reached = {(row.milestone_id, row.region_id): row.happened_on for row in MilestoneReached.objects.all()}
    today = clock.today()
    puljer = [
        {
            "pulje": pulje,
            "milestones": list(pulje.milestones.all()),
            "rows": [
                (
                    region,
                    [MilestoneRow(m, reached.get((m.pk, region.pk)), today) for m in pulje.milestones.all()],
                )
                for region in pulje.regions.all()
            ],
        }
        for pulje in Pulje.objects.prefetch_related("milestones", "regions")
    ]
    context = {"puljer": puljer, "may_plan": can(request.user, Permission.NATIONAL_PLAN)}
    return render(request, "counties/milestone_list.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(PlanForm)
def milestone_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, Permission.NATIONAL_PLAN)
    milestone = get_object_or_404(Milestone, pk=pk)
    form = PlanForm(request.POST or None, instance=milestone)
    if saved(form, followup.plan, milestone=milestone, by=request.user):
        messages.success(request, _("Planen for «%s» er lagret.") % milestone)
        return redirect("counties:milestone-list")
    context = {"form": form, "milestone": milestone}
    return render(request, "counties/milestone_plan.html", context, status=form.status)


def _grid(
    request: SignedInRequest,
    slug: str,
    rows_of: Callable[..., list[Any]],
    save: Callable[..., int],
    columns: Mapping[str, Field],
    words: dict[str, Any],
) -> HttpResponse:
    region: Region = find_region(request, slug)
    year_form = YearForm(request.GET)
    year = year_form.chosen
    as_last_year = "som" in request.GET and request.method != "POST"
    may_write = can(request.user, Permission.FOLLOW_UP, region)
    rows: list[GridRow] = rows_of(region, year, request.POST or None)
    filled = empty_since(rows_of, region, year, rows) if may_write and request.method != "POST" else 0
    if as_last_year and may_write:
        rows = rows_as_in(rows_of, region, year, rows)
    grid = Grid(rows, request.POST or None, columns)
    if request.method == "POST":
        require(request.user, Permission.FOLLOW_UP, region)
    count = grid.save(
        lambda: save(region=region, year=year, cells=_cells(rows), by=request.user),
        upon=lambda: rows_of(region, year),
    )
    if count is not None:
        messages.success(request, ngettext("%d rad er lagret.", "%d rader er lagret.", count) % count)
        return redirect(f"{request.path}?year={year}")
    context = {
        "last_year": year - 1,
        "filled": filled,
        "filled_from": _("som i %d") % (year - 1) if as_last_year else "",
        "conflict": grid.conflict,
        "taken": grid.taken,
        "region": region,
        "rows": rows,
        "counts": counts_of(rows),
        "form": year_form,
        "year": year,
        "may_write": may_write,
        **words,
    }
    return render(request, "counties/grid.html", context, status=grid.status)


def _cells(rows: list[GridRow]) -> dict[tuple[int, str], Cell]:
    """What is changed, by the row's key and field."""
    return {(int(str(row.prefix)), name): cell for row in rows for name, cell in row.cells.items()}
