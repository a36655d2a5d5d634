"""The panel's pages: work on a draft, take it through its states, correct what is published."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from criteria.forms import CriterionForm, EditionForm, ErratumForm, StepForm
from criteria.models import CriteriaSet, Criterion, Erratum, ProductGroup
from criteria.operations import editions, writing
from criteria.views.catalogue import find_criterion, find_edition, in_print_order
from criteria.workflow import EDIT, EDITION, FINAL, EditionAction, require_editable
from portal.access import require
from portal.editing import saved
from portal.errors import Conflict, Stale
from portal.http import SignedInRequest, seen_on
from portal.links import reverse
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


def _add_url(group: str, number: str, **_row: str) -> str:
    return reverse("criteria:criterion-add", args=[group, number])


# What each step comes to, said before it is taken.
REPLACES = gettext_lazy(
    "Utgaven blir synlig for alle og erstatter %s. Etter dette kan ingen ord i den endres."
)
LEADS = {
    EditionAction.PUBLISH: gettext_lazy(
        "Utgaven blir synlig for alle. Etter dette kan ingen ord i den endres."
    ),
    EditionAction.WITHDRAW: gettext_lazy(
        "Utgaven gjelder ikke lenger, og gruppen står uten kriterier til en ny er publisert. "
        "Teksten blir stående med grunnen, og det kan ikke angres."
    ),
}


@require_POST
def edition_begin(request: SignedInRequest, group: str) -> HttpResponse:
    found = get_object_or_404(ProductGroup, key=group)
    edition = editions.begin(group=found, by=request.user)
    messages.success(request, _("Utkast til utgave %s er laget som kopi av den gjeldende.") % edition.number)
    return redirect("criteria:edition-edit", found.key, edition.number)


@require_http_methods(WRITES)
@keeps_words(EditionForm)
def edition_edit(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    """The workbench of a draft: what is changed, the order, the steps on from here."""
    edition = find_edition(request, group, number)
    require_editable(request.user, edition)
    form = EditionForm(request.POST or None, instance=edition)
    if saved(form, writing.describe, edition=edition, by=request.user):
        messages.success(request, _("Lagret."))
        return redirect("criteria:edition-edit", group, number)
    context = {
        "edition": edition,
        "form": form,
        "criteria": in_print_order(edition),
        "corrections": Erratum.objects.filter(
            criterion__edition__in=edition.group.editions.in_force()
        ).select_related("criterion"),
        "steps": [
            (step, editions.obstacles(edition, step.action)) for step in EDITION.steps(edition, request.user)
        ],
    }
    return render(request, "criteria/edition_edit.html", context, status=form.status)


@require_POST
def edition_reorder(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    """`flytt` is "CODE:opp" or "CODE:ned" from a button; `rekkefolge` is every code as dragged, `sett` as it was."""
    edition = find_edition(request, group, number)
    code, _colon, way = request.POST.get("flytt", "").partition(":")
    codes, seen = (request.POST.get(name, "").split(",") for name in ("rekkefolge", "sett"))
    try:
        if code:
            editions.move(edition=edition, code=code, up=way == "opp", by=request.user)
        else:
            editions.reorder(edition=edition, codes=codes, seen=seen, by=request.user)
    except Stale as stale:
        messages.warning(request, stale.reason)
    back = redirect("criteria:edition-edit", group, number)
    back["Location"] += f"#flytt-{code}" if code.replace("-", "").isalnum() else "#rekkefolge"
    return back


@require_http_methods(WRITES)
@keeps_words(StepForm)
def edition_step(request: SignedInRequest, group: str, number: str, action: str) -> HttpResponse:
    """Says what a step does, and what is left to do before it, before it is taken."""
    edition = find_edition(request, group, number)
    if action not in EditionAction.values or EditionAction(action) not in EDITION.buttons:
        raise Http404
    chosen = EditionAction(action)
    EDITION.guard(edition, chosen, request.user)
    form = StepForm(request.POST or None) if chosen == EditionAction.WITHDRAW else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        seen = request.POST.get("seen", "")
        editions.take(edition=edition, action=chosen, reason=reason, seen=seen, by=request.user)
        edition.refresh_from_db()
        messages.success(request, _("Utgaven er nå «%s».") % edition.shown_state.label)
        return redirect(edition)
    replaced = edition.group.editions.in_force().first() if chosen == EditionAction.PUBLISH else None
    context = {
        "edition": edition,
        "action": chosen,
        "color": EDITION.buttons[chosen].color,
        "lead": REPLACES % replaced.number if replaced else LEADS[chosen],
        "form": form,
        "obstacles": editions.obstacles(edition, chosen),
        "seen": seen_on(request, editions.mark_of(edition)),
    }
    return render(request, "criteria/edition_step.html", context)


@require_http_methods(WRITES)
@keeps_words(CriterionForm)
def criterion_add(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    edition = find_edition(request, group, number)
    require_editable(request.user, edition)
    return _write(request, Criterion(edition=edition))


@require_http_methods(WRITES)
@keeps_words(CriterionForm, anew=_add_url)
def criterion_edit(request: SignedInRequest, group: str, number: str, code: str) -> HttpResponse:
    criterion = find_criterion(request, group, number, code)
    require_editable(request.user, criterion.edition)
    return _write(request, criterion)


def _write(request: SignedInRequest, criterion: Criterion) -> HttpResponse:
    """Keeps the criterion, or shows what it would look like."""
    form = CriterionForm(request.POST or None, instance=criterion)
    edition: CriteriaSet = criterion.edition
    preview = "vis" in request.POST
    kept = None if preview else saved(form, writing.save_criterion, criterion=criterion, by=request.user)
    if kept:
        messages.success(request, _("%s er lagret.") % criterion)
        return redirect("criteria:edition-edit", edition.group.key, edition.number)
    context = {"edition": edition, "form": form, "shown": criterion if preview and form.is_valid() else None}
    return render(request, "criteria/criterion_edit.html", context, status=form.status)


@require_http_methods(WRITES)
def criterion_delete(request: SignedInRequest, group: str, number: str, code: str) -> HttpResponse:
    criterion = find_criterion(request, group, number, code)
    require_editable(request.user, criterion.edition)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        editions.remove_criterion(criterion=criterion, seen=seen, by=request.user)
        messages.success(request, _("%s er tatt ut av utkastet.") % criterion)
        return redirect("criteria:edition-edit", group, number)
    context = {"criterion": criterion, "edition": criterion.edition, "seen": criterion.mark}
    return render(request, "criteria/criterion_delete.html", context)


@require_http_methods(WRITES)
@keeps_words(ErratumForm)
def erratum_add(request: SignedInRequest, group: str, number: str, code: str) -> HttpResponse:
    criterion = find_criterion(request, group, number, code)
    require(request.user, EDIT)
    if criterion.edition.state not in FINAL:
        raise Conflict(_("Kriteriet er ikke publisert. Rett det i selve teksten."), about=criterion)
    form = ErratumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        editions.correct(criterion=criterion, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Rettelsen er publisert ved kriteriet."))
        return redirect(criterion)
    return render(
        request,
        "criteria/erratum_add.html",
        {"criterion": criterion, "edition": criterion.edition, "form": form},
    )
