"""The pages of every register: list, row, write, delete, undo, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties.forms.base import RegionForm
from counties.history import details_of
from counties.models import Region
from counties.registers import REGISTERS, Register
from counties.views.find import find_region, find_register, find_row
from portal.access import Permission, can, require
from portal.editing import SendingForm, saved, sent
from portal.files import FileAnswer, respond
from portal.http import SignedInRequest, seen_on, whole_number
from portal.links import reverse
from portal.lists import page_of, paged
from portal.models import Removal
from portal.operations import records
from portal.operations.log import hands_out_persons
from portal.pages import get_visible, say_next
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


def _form_of(noun: str, **_place: Any) -> type[RegionForm] | None:
    return REGISTERS[noun].form if noun in REGISTERS else None


def _add_url(slug: str, noun: str, **_row: Any) -> str:
    return reverse("counties:register-add", args=[slug, noun])


@login_not_required
@require_safe
def register_list(request: HttpRequest, slug: str, noun: str) -> HttpResponse:
    region, register = find_register(request, slug, noun)
    form = register.filter(request.GET)
    table = paged(request, register.table(form.rows(register.rows(region))))
    context = {
        "region": region,
        "register": register,
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": bool(form.wanted),
        "may_write": can(request.user, register.edit, region),
    }
    return render(request, "counties/register_list.html", context)


@login_not_required
@require_safe
@hands_out_persons(
    gettext_lazy("Styringsgruppen"), when=lambda noun, **_place: noun in ("medlemmer", "moter")
)
def register_export(request: HttpRequest, slug: str, noun: str, kind: str) -> FileAnswer:
    region, register = find_register(request, slug, noun)
    rows = register.filter(request.GET).rows(register.rows(region))
    return respond(register.sheet(region, rows), kind, noun, region)


@login_not_required
@require_safe
def register_detail(request: HttpRequest, slug: str, noun: str, pk: int) -> HttpResponse:
    region, register, row = find_row(request, slug, noun, pk)
    inside = can(request.user, Permission.COUNTY_READ, region)
    context = {
        "region": region,
        "register": register,
        "row": row,
        "details": details_of(row, register.form, inside=inside),
        "may_write": can(request.user, register.edit, region),
        "inside": inside,
        "extra_form": register.extra_form() if register.extra_form else None,
    }
    return render(request, "counties/register_detail.html", context)


@never_cache
@require_http_methods(WRITES)
def register_add(request: SignedInRequest, slug: str, noun: str) -> HttpResponse:
    region, register = find_register(request, slug, noun)
    require(request.user, register.edit, region)
    instance = register.new(region, request.user)
    form = register.form(
        request.POST or None, instance=instance, region=region, initial=_initial(request, region, register)
    )
    if not form.is_valid():
        return _form_page(request, region, register, form)
    row = records.save(row=instance, values=form.values, permission=register.edit, by=request.user)
    done = _("«%s» er lagret.") % row
    if "another" in request.POST:
        messages.success(request, done)
        kept = QueryDict(mutable=True)
        for name in register.kept:
            kept.setlist(name, request.POST.getlist(name))
        return redirect(f"{request.path}?{kept.urlencode()}")
    if register.next_page:
        messages.success(request, done)
        return redirect(f"{reverse(register.next_page, args=[slug, noun, row.pk])}?ny=1")
    say_next(request, done, *register.after(row, request.path))
    return redirect("counties:register-list", slug, noun)


@never_cache
@require_http_methods(WRITES)
@keeps_words(_form_of, anew=_add_url)
def register_edit(request: SignedInRequest, slug: str, noun: str, pk: int) -> HttpResponse:
    region, register, row = find_row(request, slug, noun, pk)
    require(request.user, register.edit, region)
    form = register.form(request.POST or None, request.FILES or None, instance=row, region=region)
    kept = saved(form, register.save, row=row, permission=register.edit, by=request.user)
    if kept is None:
        return _form_page(request, region, register, form, row=row)
    messages.success(request, _("«%s» er lagret.") % kept)
    return redirect(kept)


@require_http_methods(WRITES)
def register_delete(request: SignedInRequest, slug: str, noun: str, pk: int) -> HttpResponse:
    region, register, row = find_row(request, slug, noun, pk)
    require(request.user, register.edit, region)
    form = SendingForm(request.POST if request.method == "POST" else None)
    seen = request.POST.get("seen", "")
    if not sent(form, register.remove, row=row, permission=register.edit, seen=seen, by=request.user):
        seen = seen_on(request, row.mark)
        context = {"region": region, "register": register, "row": row, "form": form, "seen": seen}
        return render(request, "counties/register_delete.html", context)
    text = _("«%s» er slettet.") % row
    messages.success(
        request,
        format_html('{} <a class="ds-link" href="{}">{}</a>', text, _removals(region), _("Angre")),
    )
    return redirect("counties:register-list", slug, noun)


@require_safe
def removal_list(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    rows = Removal.objects.visible_to(request.user).filter(region=region).select_related("removed_by")
    return render(
        request, "counties/removal_list.html", {"region": region, "page": page_of(request, rows.waiting())}
    )


@require_POST
def removal_restore(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    region = find_region(request, slug)
    removal = get_visible(request, Removal.objects.visible_to(request.user), pk=pk, region=region)
    records.restore(removal=removal, by=request.user)
    messages.success(request, _("«%s» er hentet tilbake.") % removal)
    return redirect(_removals(region))


def _removals(region: Region) -> str:
    return f"{region.get_absolute_url()}slettet/"


def _initial(request: HttpRequest, region: Region, register: Register) -> dict[str, Any]:
    """What a new row starts from: another row (`?kopi=`), or what the address carries on."""
    source = whole_number(request.GET.get("kopi", ""))
    if source is not None:
        row = register.rows(region).filter(pk=source).first()
        if row is not None:
            form = register.form(instance=row, region=region)
            return {name: value for name, value in form.initial.items() if name != "happened_on"}
    many = {"themes"}
    return {
        name: request.GET.getlist(name) if name in many else request.GET[name]
        for name in register.kept
        if name in request.GET
    }


def _form_page(
    request: HttpRequest,
    region: Region,
    register: Register,
    form: RegionForm,
    *,
    row: Model | None = None,
) -> HttpResponse:
    context = {"region": region, "register": register, "form": form, "row": row}
    return render(request, "counties/register_form.html", context, status=form.status)
