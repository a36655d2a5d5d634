"""The expert group around a draft: the panel's list, and the page that an expert's link opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from criteria.hearing.forms.preparing import ExpertCommentForm, ExpertForm, InterestsForm
from criteria.hearing.models import Expert, ExpertComment
from criteria.hearing.operations import experts
from criteria.hearing.tables import ExpertTable
from criteria.hearing.views.answering import by_link
from criteria.hearing.views.find import WRITES
from criteria.views.catalogue import by_type, find_edition, in_print_order
from criteria.workflow import EDIT
from portal import clock, throttle
from portal.access import Permission, can, require
from portal.editing import sent
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import page_of
from portal.operations.log import hands_out_persons
from portal.unsaved import keeps_words


@never_cache
@require_http_methods(WRITES)
@keeps_words(ExpertForm)
def expert_list(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    """Who reads the draft, what interests they have, and what they have said."""
    edition = find_edition(request, group, number)
    require(request.user, Permission.CRITERIA_READ_DRAFTS)
    form = ExpertForm(request.POST or None)
    if request.method == "POST":
        require(request.user, EDIT)
    try:
        if expert := sent(form, experts.invite, edition=edition, by=request.user):
            messages.success(request, _("%s er invitert.") % expert)
            return redirect("hearing:expert-list", group, number)
    except Conflict as conflict:
        if conflict.about:
            raise
        form.add_error(None, conflict.reason)
    context = {
        "edition": edition,
        "form": form,
        "may_edit": can(request.user, EDIT) and edition.is_editable,
        "page": page_of(request, edition.experts.prefetch_related("comments")),
    }
    return render(request, "hearing/expert_list.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Fagpersoner"))
def expert_export(request: SignedInRequest, group: str, number: str, kind: str) -> FileAnswer:
    edition = find_edition(request, group, number)
    require(request.user, Permission.CRITERIA_READ_DRAFTS)
    rows = (
        ExpertComment.objects.filter(expert__edition=edition).select_related("expert").order_by("code", "pk")
    )
    return respond_table(ExpertTable(rows), kind, "fagpersoner", edition)


@never_cache
@require_http_methods(WRITES)
def expert_revoke(request: SignedInRequest, group: str, number: str, expert: int) -> HttpResponse:
    edition = find_edition(request, group, number)
    require(request.user, EDIT)
    found = get_object_or_404(edition.experts.all(), pk=expert)
    if request.method == "POST":
        experts.revoke(expert=found, by=request.user)
        messages.success(request, _("Lenken til %s gjelder ikke lenger.") % found)
        return redirect("hearing:expert-list", group, number)
    return render(request, "hearing/expert_revoke.html", {"edition": edition, "expert": found})


@by_link(*WRITES)
@keeps_words(InterestsForm)
def expert_page(request: HttpRequest, token: str) -> HttpResponse:
    """First the interests, then the draft with room for a word on each criterion."""
    rows = Expert.objects.select_related("edition__group__area")
    expert = get_object_or_404(rows, token=token)
    if not expert.opens(on=clock.today()):
        return render(request, "hearing/expert_closed.html", {"expert": expert}, status=410)
    declares = expert.declared_at is None or "interests" in request.POST
    form: InterestsForm | ExpertCommentForm = (
        InterestsForm(request.POST or None, initial={"interests": expert.interests})
        if declares
        else ExpertCommentForm(request.POST or None, edition=expert.edition)
    )
    if request.method == "POST" and form.is_valid():
        if not throttle.allows(request, "expert"):
            form.add_error(None, throttle.words(request))
        elif declares:
            experts.declare(expert=expert, interests=form.cleaned_data["interests"])
            return redirect(expert)
        else:
            experts.comment(expert=expert, **form.cleaned_data)
            messages.success(request, _("Takk. Panelet har fått merknaden."))
            return redirect(expert)
    context = {
        "expert": expert,
        "edition": expert.edition,
        "form": form,
        "parts": [] if expert.declared_at is None else by_type(in_print_order(expert.edition)),
        "comments": expert.comments.all(),
    }
    return render(request, "hearing/expert_page.html", context)
