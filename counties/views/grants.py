"""Grants: DIFI allots them by year, each region accounts for its own."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties import allotments
from counties.forms.followup import YearForm
from counties.forms.grants import AccountForm, AllotmentForm, AllotmentUploadForm
from counties.models import ALLOTTED_BY_DIFI, FOUND_BY_REGION, Grant, GrantLetter
from counties.operations import grants, letters
from counties.tables import GrantTable
from counties.views.find import grant_region
from portal import clock
from portal.access import Permission, can, require
from portal.editing import Grid, SendingForm, sent
from portal.files import FileAnswer, respond, respond_table
from portal.http import SignedInRequest
from portal.links import reverse
from portal.pages import say_next

WRITES = ["GET", "HEAD", "POST"]


@require_safe
def grant_years(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.GRANTS_READ)
    return redirect("counties:grant-grid", clock.today().year)


@never_cache
@require_http_methods(WRITES)
def grant_grid(request: SignedInRequest, year: int) -> HttpResponse:
    require(request.user, Permission.GRANTS_READ)
    _check(year)
    as_last_year = "som" in request.GET and request.method != "POST"
    form = AllotmentForm.as_in(year - 1, year) if as_last_year else AllotmentForm(year, request.POST or None)
    if request.method == "POST":
        require(request.user, Permission.GRANTS_ALLOT)
    count = Grid([form], request.POST or None).save(
        lambda: grants.allot(year=year, amounts=form.amounts, by=request.user),
        upon=lambda: [AllotmentForm(year)],
    )
    if count is not None:
        said = ngettext("%d beløp er endret.", "%d beløp er endret.", count) % count
        say_next(
            request, said, _("Se over tildelingsbrevene"), reverse("counties:grant-letters", args=[year])
        )
        return redirect("counties:grant-grid", year)
    filled_from = _("som i %d") % (year - 1) if as_last_year else ""
    return _grid_page(request, year, form, AllotmentUploadForm(), filled_from=filled_from)


@require_POST
def grant_upload(request: SignedInRequest, year: int) -> HttpResponse:
    """Fill the grid from a sheet; DIFI sees it and saves it there."""
    require(request.user, Permission.GRANTS_ALLOT)
    _check(year)
    upload = AllotmentUploadForm(request.POST, request.FILES)
    form = AllotmentForm(year)
    if upload.is_valid():
        try:
            typed, notes = upload.typed()
            form = AllotmentForm(year, typed)
            for note in notes:
                messages.info(request, note)
            form.show_filled(AllotmentForm(year))
        except ValidationError as error:
            upload.add_error("file", error)
    return _grid_page(request, year, form, upload, filled_from=_("fra filen") if form.is_bound else "")


@require_safe
def grant_export(request: SignedInRequest, year: int, kind: str) -> FileAnswer:
    require(request.user, Permission.GRANTS_READ)
    return respond(allotments.written(year), kind, "tilskudd", year)


@never_cache
@require_http_methods(WRITES)
def grant_letters(request: SignedInRequest, year: int) -> HttpResponse:
    """Which letters go out, to whom and what is new in them, before they do; and those that are in force."""
    require(request.user, Permission.GRANTS_ALLOT)
    _check(year)
    form = SendingForm(request.POST or None)
    job = sent(form, letters.request_letters, year=year, by=request.user)
    if job is not None:
        return redirect(job)
    rows = letters.due(year)
    context = {
        "year": year,
        "overtaken": bool(form.letters),
        "rows": rows,
        "people": sum(len(row.people) for row in rows),
        "unheard": [row.region for row in rows if not row.people],
        "mail": next(iter(letters.mails_of(rows)), None),
        "mark": letters.mark(rows),
        "sent": letters.in_force(year),
        "job": letters.job_of_undrawn(year),
    }
    return render(request, "counties/grant_letters.html", context)


@require_safe
def grant_letter(request: SignedInRequest, year: int, slug: str) -> FileResponse:
    rows = Grant.objects.visible_to(request.user).filter(year=year, region__slug=slug)
    drawn = GrantLetter.objects.filter(year=year, region__in=rows.values("region")).exclude(file="")
    letter = get_object_or_404(drawn.order_by("-pk")[:1])
    return FileResponse(
        letter.file.open("rb"), content_type="application/pdf", filename=Path(str(letter.file.name)).name
    )


@never_cache
@require_http_methods(WRITES)
def grant_account(request: SignedInRequest, slug: str) -> HttpResponse:
    """The region's own page: allotted, received, spent, left."""
    region = grant_region(request, slug)
    year_form = YearForm(request.GET)
    year = year_form.chosen
    granted = Grant.objects.of_region(region).filter(year=year)
    form = AccountForm(list(granted), request.POST or None)
    if request.method == "POST":
        require(request.user, Permission.GRANTS_RECORD, region)
    changed = Grid([form], request.POST or None).save(
        lambda: grants.record(region=region, year=year, amounts=form.amounts, by=request.user),
        upon=lambda: [AccountForm(list(granted.all()))],
    )
    if changed is not None:
        messages.success(request, _("Tilskuddene for %d er lagret.") % year)
        return redirect(request.get_full_path())
    context = {
        "region": region,
        "year": year,
        "form": year_form,
        "account": form,
        "totals": grants.totals(list(granted.all())),
        "letter": letters.newest_letters(year).get(region.pk),
        "may_write": can(request.user, Permission.GRANTS_RECORD, region),
    }
    return render(request, "counties/grant_account.html", context, status=form.status)


@require_safe
def grant_account_export(request: SignedInRequest, slug: str, kind: str) -> FileAnswer:
    region = grant_region(request, slug)
    rows = Grant.objects.of_region(region).order_by("year", "kind")
    return respond_table(GrantTable(rows), kind, "tilskudd", region)


def _check(year: int) -> None:
    if year not in grants.years():
        raise Http404


def _grid_page(
    request: SignedInRequest,
    year: int,
    form: AllotmentForm,
    upload: AllotmentUploadForm,
    *,
    filled_from: str = "",
) -> HttpResponse:
    may_write = can(request.user, Permission.GRANTS_ALLOT)
    rows = list(Grant.objects.filter(year=year))
    context = {
        "year": year,
        "years": grants.years(),
        "grid": form,
        "upload": upload,
        "filled_from": filled_from,
        "filled": len(form.changed_data) if filled_from else 0,
        "last_year": year - 1 if year - 1 in grants.years() else None,
        "kinds": [kind.label for kind in ALLOTTED_BY_DIFI],
        "letters": letters.newest_letters(year),
        "totals": grants.totals(rows),
        "found_by_region": sum(row.allotted for row in rows if row.kind in FOUND_BY_REGION),
        "may_write": may_write,
        "due": letters.due(year) if may_write else [],
    }
    return render(request, "counties/grant_grid.html", context, status=form.status)
