"""Who has which roles, for administrators; and what is done with one role or one invitation, by all who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock, people
from portal.access import Permission, Role, can, require, require_over
from portal.editing import SendingForm, sent
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.links import reverse
from portal.lists import page_of, paged
from portal.models import RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.models.users import RoleGrantQuerySet
from portal.norwegian import NorwegianOrder
from portal.operations import invitations, roles
from portal.operations.log import hands_out_persons
from portal.recent import asked_again
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]
Done = TypeVar("Done")
FOREVER = dt.date(9000, 1, 1)


def _grants(request: SignedInRequest) -> RoleGrantQuerySet:
    """Raises `Denied`."""
    require(request.user, Permission.USERS_MANAGE)
    rows = RoleGrant.objects.select_related("user", "region", "granted_by", "revoked_by")
    return rows.order_by(NorwegianOrder("user__name"), "user_id", "role", "pk")


@never_cache
@require_safe
def grant_list(request: SignedInRequest) -> HttpResponse:
    form = people.GrantFilterForm(request.GET)
    table = paged(request, people.RoleGrantTable(form.rows(_grants(request))))
    waiting = RoleInvitation.objects.unanswered()
    context = {
        "form": form,
        "table": table,
        "page": table.page,
        "filtered": bool(form.wanted),
        "waiting": waiting.count(),
    }
    return render(request, "portal/grant_list.html", context)


@never_cache
@require_safe
@hands_out_persons(gettext_lazy("Brukere og roller"))
def grant_export(request: SignedInRequest, kind: str) -> FileAnswer:
    rows = people.GrantFilterForm(request.GET).rows(_grants(request))
    return respond_table(people.RoleGrantTable(rows), kind, "brukere")


@never_cache
@require_safe
def invitation_list(request: SignedInRequest) -> HttpResponse:
    """Those that nobody has answered, in the whole country."""
    require(request.user, Permission.USERS_MANAGE)
    rows = RoleInvitation.objects.unanswered().select_related("region", "invited_by")
    page = page_of(request, rows)
    context = {"page": page, "invitations": [(row, True) for row in page]}
    return render(request, "portal/invitation_list.html", context)


@never_cache
@require_safe
def user_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A person's roles, and what has been done to them."""
    grants = _grants(request)
    person = get_object_or_404(User, pk=pk)
    context = {
        "person": person,
        "grants": [(grant, grant.is_over(on=clock.today())) for grant in grants.filter(user=person)],
        "page": page_of(request, people.deeds_of(person)),
    }
    return render(request, "portal/user_detail.html", context)


@never_cache
@require_http_methods(WRITES)
@asked_again
@keeps_words(people.AnyRoleInviteForm)
def role_invite(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.USERS_MANAGE)
    form = people.AnyRoleInviteForm(request.POST or None, by=request.user)
    if invited := _sent(form, invitations.invite, by=request.user):
        messages.success(request, _("%s er invitert.") % invited)
        return redirect("portal:grant-list")
    return render(request, "portal/role_invite.html", {"form": form})


@never_cache
@require_http_methods(WRITES)
@asked_again
@keeps_words(people.EndRoleForm)
def grant_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happens, what to think of first, and the letter to the person."""
    grant = _grant(request, pk)
    warnings = roles.who_is_left(grant, clock.today())
    asks = bool(warnings or roles.who_is_left(grant, FOREVER))
    form = people.EndRoleForm(request.POST or None, asks=asks)
    if _sent(form, roles.end, grant=grant, by=request.user):
        messages.success(request, _("Rollen til %s er avsluttet, eller får en siste dag.") % grant.user)
        return redirect(_home(request, grant))
    waiting = RoleInvitation.objects.unanswered().filter(invited_by=grant.user, region=grant.region_id)
    context = {
        "grant": grant,
        "region": grant.region,
        "form": form,
        "warnings": warnings,
        "invited": list(waiting),
        "home": _home(request, grant),
    }
    return render(request, "portal/grant_end.html", context)


@never_cache
@require_http_methods(WRITES)
@asked_again
@keeps_words(people.SuccessorForm)
def grant_hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = _grant(request, pk)
    form = people.SuccessorForm(request.POST or None)
    if invited := _sent(form, invitations.hand_over, grant=grant, by=request.user):
        messages.success(request, _("%s er invitert til å overta.") % invited)
        return redirect(_home(request, grant))
    context = {"grant": grant, "region": grant.region, "form": form, "home": _home(request, grant)}
    return render(request, "portal/grant_hand_over.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(people.ResendForm)
def invitation_again(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    form = people.ResendForm(request.POST or None, initial={"expires_on": clock.today() + invitations.LIFE})
    if _sent(form, invitations.resend, invitation=invitation, by=request.user):
        messages.success(request, _("Invitasjonen til %s er sendt på nytt.") % invitation)
        return redirect(_home(request, invitation))
    context = {
        "invitation": invitation,
        "region": invitation.region,
        "form": form,
        "home": _home(request, invitation),
    }
    return render(request, "portal/invitation_again.html", context)


@never_cache
@require_http_methods(WRITES)
def invitation_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    home = _home(request, invitation)
    if request.method == "POST":
        invitations.revoke(invitation=invitation, by=request.user)
        messages.success(request, _("Invitasjonen til %s er trukket tilbake.") % invitation)
        return redirect(home)
    context = {"invitation": invitation, "region": invitation.region, "home": home}
    return render(request, "portal/invitation_revoke.html", context)


def _sent(form: SendingForm, operation: Callable[..., Done], **details: Any) -> Done | None:
    """As `sent`; what is in the way is said at the form."""
    try:
        return sent(form, operation, **details)
    except Conflict as conflict:
        form.add_error(None, conflict.reason)
        return None


def _grant(request: SignedInRequest, pk: int) -> RoleGrant:
    """One that the person may end. Raises `Http404` or `Denied`."""
    rows = RoleGrant.objects.visible_to(request.user).select_related("user", "region")
    grant = get_object_or_404(rows, pk=pk)
    require_over(request.user, Role(grant.role), grant)
    return grant


def _invitation(request: SignedInRequest, pk: int) -> RoleInvitation:
    """Raises `Http404` or `Denied`."""
    rows = RoleInvitation.objects.visible_to(request.user).select_related("region", "invited_by")
    invitation = get_object_or_404(rows, pk=pk)
    require_over(request.user, Role(invitation.role), invitation)
    return invitation


def _home(request: SignedInRequest, row: RoleGrant | RoleInvitation) -> str:
    """The list that the person came from: an administrator has all of them in one."""
    if row.region_id and not can(request.user, Permission.COUNTY_READ, row):
        return reverse("portal:grant-list")
    return row.home
