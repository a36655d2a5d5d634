"""A buyer's selections: no account is needed, and nobody else sees them without the secret address."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.chapter import chapter_of
from criteria.difference import changes_of, own_words
from criteria.documents import FORMATS, drawn, evaluation
from criteria.forms import (
    MOST_SUPPLIERS,
    SUPPLIERS,
    EvaluationForm,
    ItemForm,
    SelectionFilterForm,
    SelectionForm,
)
from criteria.models import CriteriaSet, Criterion, Selection, SelectionItem
from criteria.operations import selections
from criteria.operations.news import newest_of
from criteria.operations.selections import Added
from criteria.session import current, hold, kept, mine, owner_of
from portal.editing import saved
from portal.errors import Conflict
from portal.files import MEDIA, attachment
from portal.http import whole_number, whole_numbers
from portal.links import reverse
from portal.lists import page_of
from portal.norwegian import with_words
from portal.pages import get_visible
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_safe
def selection_list(request: HttpRequest) -> HttpResponse:
    form = SelectionFilterForm(request.GET)
    rows = with_words(mine(request), form.wanted.get("q", ""), "name")
    counted = rows.annotate(count=Count("items")).order_by("-changed_at", "-pk")
    context = {
        "page": page_of(request, counted),
        "form": form,
        "filtered": bool(form.wanted),
        "current": request.session.get("selection"),
    }
    return render(request, "criteria/selection_list.html", context)


@login_not_required
@require_POST
def selection_start(request: HttpRequest) -> HttpResponse:
    """A new, empty one, which the next criteria go into."""
    selection = selections.start(owner=owner_of(request))
    hold(request, selection)
    return redirect(selection)


@login_not_required
@require_POST
def selection_add(request: HttpRequest) -> HttpResponse:
    """Add `kriterium` (one or more) or everything of an `utgave`, and go back where the buyer was."""
    criteria = Criterion.objects.published().order_by("position", "pk")
    chosen = whole_numbers(request.POST.getlist("kriterium"))
    edition_key = whole_number(request.POST.get("utgave", ""))
    selection = current(request) or selections.start(owner=owner_of(request))
    hold(request, selection)
    if edition_key is not None:
        edition = get_object_or_404(CriteriaSet.objects.published(), pk=edition_key)
        added = selections.add_edition(selection=selection, edition=edition)
    else:
        added = selections.add(selection=selection, criteria=criteria.filter(pk__in=chosen))
    messages.success(request, " ".join(_in_words(added)))
    back = request.POST.get("tilbake", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe and back else selection.get_absolute_url())


def _in_words(added: Added) -> Iterator[str]:
    """What was added, what was there, and what was left out and why."""
    new = ngettext("%d kriterium er lagt i utvalget.", "%d kriterier er lagt i utvalget.", added.new)
    if added.new or not (added.there or added.left_out):
        yield new % added.new if added.new else _("Ingenting er valgt.")
    if added.there:
        yield ngettext("%d var der fra før.", "%d var der fra før.", added.there) % added.there
    if added.left_out:
        left_out = ngettext(
            "%(count)d er på avansert nivå og er ikke tatt med: %(codes)s. Utvalget er på nivå basis.",
            "%(count)d er på avansert nivå og er ikke tatt med: %(codes)s. Utvalget er på nivå basis.",
            len(added.left_out),
        )
        codes = ", ".join(criterion.code for criterion in added.left_out)
        yield left_out % {"count": len(added.left_out), "codes": codes}


@login_not_required
@never_cache
@require_http_methods(WRITES)
@keeps_words(SelectionForm)
def selection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    selection = find(request, pk)
    form = SelectionForm(request.POST or None, instance=selection)
    if saved(form, selections.describe, selection=selection):
        messages.success(request, _("Lagret."))
        return redirect(selection)
    chapter = chapter_of(selection)
    context = {
        "selection": selection,
        "form": form,
        "chapter": chapter,
        "outdated": any(warning.kind in ("superseded", "withdrawn") for warning in chapter.warnings),
        "formats": list(LABELS.items()),
        "evaluation": EvaluationForm(),
        "share_url": request.build_absolute_uri(_share_path(selection)) if selection.share_token else "",
    }
    return render(request, "criteria/selection_detail.html", context, status=form.status)


LABELS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@login_not_required
@never_cache
@require_safe
def selection_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    selection = find(request, pk)
    if kind not in FORMATS:
        raise Http404
    return attachment(drawn(chapter_of(selection), kind), FORMATS[kind][0], file_name(selection, kind))


@login_not_required
@require_safe
def selection_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the buyer weighs the offers: for as many suppliers as asked for."""
    selection = find(request, pk)
    form = EvaluationForm(request.GET if "leverandorer" in request.GET else {"leverandorer": SUPPLIERS})
    if not form.is_valid():
        raise Conflict(_("Skriv et antall leverandører fra 1 til %d.") % MOST_SUPPLIERS, about=selection)
    content = evaluation.draw(chapter_of(selection), form.cleaned_data["leverandorer"])
    return attachment(content, MEDIA["xlsx"], file_name(selection, "xlsx", what="-evaluering"))


def file_name(selection: Selection, kind: str, what: str = "") -> str:
    """The selection's own name, without what a file system forbids."""
    return f"{slugify(selection.name, allow_unicode=True)[:60] or 'utvalg'}{what}.{kind}"


@login_not_required
@require_POST
def selection_use(request: HttpRequest, pk: int) -> HttpResponse:
    """New criteria go here from now on."""
    selection = find(request, pk)
    hold(request, selection)
    messages.success(request, _("Nye kriterier legges nå i «%s».") % selection)
    return redirect(selection)


@login_not_required
@require_POST
def selection_share(request: HttpRequest, pk: int) -> HttpResponse:
    selection = find(request, pk)
    selections.share(selection=selection, on="av" not in request.POST)
    return redirect(selection)


@login_not_required
@require_POST
def selection_update(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: what has no words of the buyer's own gets the edition in force."""
    selection = find(request, pk)
    updated, left = selections.bring_up_to_date(selection=selection)
    text = ngettext("%d kriterium er oppdatert.", "%d kriterier er oppdatert.", updated) % updated
    if left:
        text += " " + _("%d har egne ord. Sammenlign dem selv med den nye teksten.") % left
    messages.success(request, text)
    return redirect(selection)


@login_not_required
@require_POST
def item_renew(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The new edition's criterion under the buyer's own words."""
    found = _find_item(request, pk, item)
    selections.renew(item=found)
    return redirect("criteria:item-edit", pk, found.pk)


@login_not_required
@require_POST
def selection_copy(request: HttpRequest, pk: int) -> HttpResponse:
    copy = selections.copy(selection=find(request, pk), owner=owner_of(request))
    hold(request, copy)
    messages.success(request, _("Du arbeider nå i kopien."))
    return redirect(copy)


@login_not_required
@never_cache
@require_http_methods(WRITES)
def selection_delete(request: HttpRequest, pk: int) -> HttpResponse:
    selection = find(request, pk)
    if request.method == "POST":
        selections.throw_away(selection=selection)
        messages.success(request, _("Utvalget «%s» er slettet.") % selection)
        return redirect("criteria:selection-list")
    return render(request, "criteria/selection_delete.html", {"selection": selection})


@login_not_required
@never_cache
@require_http_methods(WRITES)
@keeps_words(ItemForm)
def item_edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The buyer's text beside the original, with what is changed marked."""
    found = _find_item(request, pk, item)
    form = ItemForm(request.POST or None, instance=found)
    criterion = found.criterion
    if saved(form, selections.adapt, item=found):
        messages.success(request, _("%s er lagret.") % criterion.code)
        return redirect(found.selection.get_absolute_url() + f"#krav-{found.pk}")
    newer = newest_of([found]).get(found.pk)
    context = {
        "item": found,
        "selection": found.selection,
        "form": form,
        "own": own_words(found),
        "newer": newer,
        "renewed": changes_of(criterion, newer) if newer else (),
    }
    return render(request, "criteria/item_edit.html", context, status=form.status)


@login_not_required
@require_POST
def item_move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    found = _find_item(request, pk, item)
    selections.move(item=found, up=request.POST.get("vei") == "opp")
    return redirect(found.selection.get_absolute_url() + f"#krav-{found.pk}")


@login_not_required
@never_cache
@require_http_methods(WRITES)
def item_delete(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """An item with own words is only taken out after a question; it can be picked again, the words can't."""
    found = _find_item(request, pk, item)
    if request.method == "POST":
        selections.take_out(item=found, seen=request.POST.get("seen", ""))
        messages.success(request, _("%s er tatt ut.") % found.criterion.code)
        return redirect(found.selection)
    context = {"item": found, "selection": found.selection, "seen": found.mark}
    return render(request, "criteria/item_delete.html", context)


@login_not_required
@never_cache
@require_safe
def selection_shared(request: HttpRequest, token: str) -> HttpResponse:
    selection = get_object_or_404(Selection, share_token=token)
    context = {"selection": selection, "chapter": chapter_of(selection), "token": token}
    return render(request, "criteria/selection_shared.html", context)


@login_not_required
@require_POST
def selection_shared_copy(request: HttpRequest, token: str) -> HttpResponse:
    """A selection of one's own, made from one that somebody shared."""
    copy = selections.copy(selection=get_object_or_404(Selection, share_token=token), owner=owner_of(request))
    hold(request, copy)
    messages.success(request, _("Du har nå din egen kopi."))
    return redirect(copy)


def find(request: HttpRequest, pk: int) -> Selection:
    return get_visible(request, Selection.objects.visible_to(request.user, kept(request)), pk=pk)


def _find_item(request: HttpRequest, pk: int, item: int) -> SelectionItem:
    selection = find(request, pk)
    rows = selection.items.select_related("criterion__edition__group", "selection")
    return get_object_or_404(rows, pk=item)


def _share_path(selection: Selection) -> str:
    return reverse("criteria:selection-shared", args=[selection.share_token])
