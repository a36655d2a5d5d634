"""The panel's list of other words for what the criteria are about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.forms import SynonymFilterForm, SynonymForm
from criteria.models import Synonym
from criteria.operations import synonyms
from criteria.tables import SynonymTable
from criteria.workflow import EDIT
from portal.access import require
from portal.editing import saved
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.pages import get_visible
from portal.unsaved import keeps_words


@require_safe
def synonym_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, EDIT)
    form = SynonymFilterForm(request.GET)
    table = paged(request, SynonymTable(form.rows()))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "criteria/synonym_list.html", context)


@require_safe
def synonym_export(request: SignedInRequest, kind: str) -> FileAnswer:
    require(request.user, EDIT)
    return respond_table(SynonymTable(SynonymFilterForm(request.GET).rows()), kind, "synonymer")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words(SynonymForm)
def synonym_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, EDIT)
    return _write(request, Synonym(typed=request.GET.get("ord", "")[:60]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words(SynonymForm)
def synonym_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, EDIT)
    return _write(request, get_visible(request, Synonym.objects.all(), pk=pk))


def _write(request: SignedInRequest, synonym: Synonym) -> HttpResponse:
    form = SynonymForm(request.POST or None, instance=synonym)
    kept = saved(form, synonyms.save, synonym=synonym, by=request.user)
    if kept is None:
        context = {"form": form, "synonym": synonym}
        return render(request, "criteria/synonym_form.html", context, status=form.status)
    messages.success(request, _("«%s» er lagret. Søket bruker det fra nå av.") % kept)
    return redirect("criteria:synonym-list")
