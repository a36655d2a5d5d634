"""The panel's pages for a hearing: prepared, announced, more invited, extended, called off, copied."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from criteria.hearing.forms.preparing import (
    CancelHearingForm,
    ExtendHearingForm,
    HearingCopyForm,
    HearingForm,
    InvitationForm,
)
from criteria.hearing.models import Hearing, Invitation
from criteria.hearing.models.hearings import SHORTEST
from criteria.hearing.operations import preparing, running
from criteria.hearing.tables import InvitationTable
from criteria.hearing.views.find import WRITES, find_hearing
from criteria.hearing.workflow import CAME_IN, HEARING, HearingAction, HearingState
from criteria.models import CriteriaSet
from criteria.views.catalogue import find_edition
from criteria.workflow import EDIT, EDITABLE, require_editable
from portal import clock
from portal.access import require
from portal.editing import SendingForm, saved, sent
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, seen_on
from portal.lists import page_of
from portal.operations.log import hands_out_persons
from portal.unsaved import keeps_words

SOON = dt.timedelta(days=7)


@never_cache
@require_http_methods(WRITES)
@keeps_words(HearingForm)
def hearing_begin(request: SignedInRequest, group: str, number: str) -> HttpResponse:
    """A hearing of a draft: what is asked, and when."""
    edition = find_edition(request, group, number)
    require_editable(request.user, edition)
    opens = clock.today() + SOON
    initial = {
        "title": _("Kriterier for %s") % edition.group.name.lower(),
        "opens_on": opens,
        "closes_on": opens + SHORTEST,
    }
    form = HearingForm(
        request.POST or None, instance=Hearing(edition=edition, created_by=request.user), initial=initial
    )
    hearing = _kept(form, preparing.begin, edition=edition, by=request.user)
    if hearing:
        messages.success(
            request, _("Høringen er laget som kladd. Inviter de som skal svare, og kunngjør den.")
        )
        return redirect(hearing)
    return render(
        request, "hearing/hearing_begin.html", {"edition": edition, "form": form}, status=form.status
    )


@never_cache
@require_http_methods(WRITES)
@keeps_words(HearingForm)
def hearing_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    hearing = _find(request, pk, HearingAction.EDIT)
    form = HearingForm(request.POST or None, instance=hearing)
    if _kept(form, preparing.save, hearing=hearing, by=request.user):
        messages.success(request, _("Lagret."))
        return redirect("hearing:hearing-detail", pk)
    return render(
        request, "hearing/hearing_edit.html", {"hearing": hearing, "form": form}, status=form.status
    )


def _kept(form: HearingForm, operation: Any, **details: Any) -> Hearing | None:
    """What is saved; a rule that is broken stands at the top of the form."""
    try:
        return saved(form, operation, **details)
    except Conflict as conflict:
        if conflict.about:
            raise
        form.add_error(None, conflict.reason)
        return None


@never_cache
@require_http_methods(WRITES)
@keeps_words(HearingCopyForm)
def hearing_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next hearing, with the letter and the invited of this one."""
    old = find_hearing(request, pk)
    require(request.user, EDIT)
    busy = Hearing.objects.filter(state__in=[HearingState.DRAFT, HearingState.ANNOUNCED]).values("edition")
    editions = CriteriaSet.objects.filter(state__in=EDITABLE).exclude(pk__in=busy).select_related("group")
    opens = clock.today() + SOON
    initial = {name: getattr(old, name) for name in ("title", *preparing.COPIED)}
    initial |= {"opens_on": opens, "closes_on": opens + SHORTEST}
    empty = Hearing(created_by=request.user, edition=old.edition)
    form = HearingCopyForm(request.POST or None, instance=empty, initial=initial, editions=editions)
    if form.is_valid():
        edition = form.cleaned_data["edition"]
        new = _kept(
            form, lambda seen=None, **d: preparing.copy(**d), hearing=old, edition=edition, by=request.user
        )
        if new:
            messages.success(request, _("Høringen er laget som kladd, med de samme inviterte."))
            return redirect(new)
    context = {"hearing": old, "form": form, "editions": editions}
    return render(request, "hearing/hearing_copy.html", context, status=form.status)


@never_cache
@require_http_methods(WRITES)
def hearing_announce(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is missing, or what is said to whom; nothing goes out before this page is sent in."""
    hearing = _find(request, pk, HearingAction.ANNOUNCE)
    form = SendingForm(request.POST or None)
    seen = seen_on(request, hearing.mark)
    mark = request.POST.get("seen", "")
    if sent(form, preparing.announce, hearing=hearing, seen=mark, by=request.user):
        messages.success(request, _("Høringen er kunngjort, og invitasjonene er sendt."))
        return redirect("hearing:hearing-detail", pk)
    context = {
        "hearing": hearing,
        "form": form,
        "missing": preparing.what_is_missing(hearing),
        "count": hearing.invitations.filter(sent_at=None).count(),
        "opens_now": hearing.opens_on <= clock.today(),
        "seen": seen,
    }
    return render(request, "hearing/hearing_announce.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(InvitationForm)
def hearing_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    hearing = _find(request, pk, HearingAction.INVITE)
    form = InvitationForm(request.POST or None)
    try:
        invited = sent(form, preparing.invite, hearing=hearing, by=request.user)
    except Conflict as conflict:
        form.add_error("bodies", conflict.reason)
        invited = None
    if invited is not None:
        said = ngettext("%d er lagt til.", "%d er lagt til.", len(invited)) % len(invited)
        messages.success(request, said if invited else _("Alle sto på listen fra før."))
        return redirect("hearing:hearing-invite", pk)
    context = {"hearing": hearing, "form": form, "page": page_of(request, hearing.invitations.all())}
    return render(request, "hearing/hearing_invite.html", context)


@require_safe
@hands_out_persons(gettext_lazy("Inviterte til høring"))
def invitation_export(request: SignedInRequest, pk: int, kind: str) -> FileAnswer:
    hearing = find_hearing(request, pk)
    require(request.user, EDIT)
    rows = list(hearing.invitations.all())
    answered = set(hearing.replies.filter(state__in=CAME_IN).values_list("invitation", flat=True))
    for row in rows:
        row.answered = row.pk in answered  # type: ignore[attr-defined]  # a column of the file
    return respond_table(InvitationTable(rows), kind, "inviterte", hearing)


@require_POST
def invitation_delete(request: SignedInRequest, pk: int, invitation: int) -> HttpResponse:
    hearing = _find(request, pk, HearingAction.INVITE)
    row = get_object_or_404(Invitation.objects.select_related("hearing"), hearing=hearing, pk=invitation)
    preparing.uninvite(invitation=row, by=request.user)
    messages.success(request, _("«%s» er tatt av listen.") % row)
    return redirect("hearing:hearing-invite", pk)


@never_cache
@require_http_methods(WRITES)
@keeps_words(ExtendHearingForm)
def hearing_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, HearingAction.EXTEND, ExtendHearingForm, running.extend, _("Fristen er forlenget.")
    )


@never_cache
@require_http_methods(WRITES)
@keeps_words(CancelHearingForm)
def hearing_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, HearingAction.CANCEL, CancelHearingForm, running.cancel, _("Høringen er avlyst.")
    )


def _act(
    request: SignedInRequest,
    pk: int,
    action: HearingAction,
    form_class: type[SendingForm],
    operation: Any,
    done: str,
) -> HttpResponse:
    """An act with a reason that is told to all; the letters are looked at first."""
    hearing = _find(request, pk, action)
    form, seen = form_class(request.POST or None), seen_on(request, hearing.mark)
    try:
        if sent(form, operation, hearing=hearing, seen=request.POST.get("seen", ""), by=request.user):
            messages.success(request, done)
            return redirect("hearing:hearing-detail", pk)
    except Conflict as conflict:
        if conflict.about:
            raise
        form.add_error(None, conflict.reason)
    context = {"hearing": hearing, "form": form, "action": action, "seen": seen}
    return render(request, "hearing/hearing_act.html", context)


def _find(request: SignedInRequest, pk: int, action: HearingAction) -> Hearing:
    """The hearing, for one who may do this to it now. Raises `Denied` or `Conflict`."""
    hearing = find_hearing(request, pk)
    HEARING.guard(hearing, action, request.user)
    return hearing
