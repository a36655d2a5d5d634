"""Who has the roles of a region, who is invited, and what nobody follows up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counties.models import AssistanceRequest
from counties.views.find import find_region
from portal import clock
from portal.access import Permission, Role, can, is_over, require
from portal.editing import sent
from portal.errors import Conflict
from portal.http import SignedInRequest
from portal.lists import page_of
from portal.models import RoleGrant
from portal.models.invitations import RoleInvitation
from portal.norwegian import NorwegianOrder
from portal.operations import invitations
from portal.people import RoleInviteForm
from portal.recent import asked_again
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]
IN_ORDER = [Role.FYLKESMANN, Role.KOORDINATOR, Role.KNUTEPUNKT, Role.STYRINGSGRUPPE]


@never_cache
@require_safe
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    region, today = find_region(request, slug), clock.today()
    grants = RoleGrant.objects.filter(region=region).select_related(
        "user", "region", "granted_by", "revoked_by"
    )
    waiting = RoleInvitation.objects.filter(region=region).select_related("region", "invited_by")
    left = AssistanceRequest.objects.of_region(region).left_behind(on=today).select_related("handler")
    context = {
        "region": region,
        "may_invite": can(request.user, Permission.ROLES_INVITE, region),
        "holders": [
            (grant, is_over(request.user, Role(grant.role), region)) for grant in _by_role(grants, today)
        ],
        "invitations": [(row, is_over(request.user, Role(row.role), region)) for row in waiting.unanswered()],
        "left_behind": left.order_by("created_at"),
        "may_take": can(request.user, Permission.WORK_RECORD, region),
        "page": page_of(request, grants.over(on=today).order_by("-revoked_at", "-pk")),
        "today": today,
    }
    return render(request, "counties/people.html", context)


def _by_role(grants: Any, today: Any) -> list[RoleGrant]:
    """Those in force and to come, by role and name."""
    rows = grants.not_over(on=today).filter(user__is_active=True).order_by(NorwegianOrder("user__name"), "pk")
    return sorted(rows, key=lambda grant: IN_ORDER.index(grant.role))


@never_cache
@require_http_methods(WRITES)
@asked_again
@keeps_words(RoleInviteForm)
def people_invite(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    require(request.user, Permission.ROLES_INVITE, region)
    form = RoleInviteForm(request.POST or None, by=request.user, region=region)
    try:
        if invited := sent(form, invitations.invite, region=region, by=request.user):
            messages.success(request, _("%s er invitert.") % invited)
            return redirect("counties:people", slug)
    except Conflict as conflict:
        form.add_error(None, conflict.reason)
    return render(request, "counties/people_invite.html", {"region": region, "form": form})
