"""What the link in an invitation opens."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock, throttle
from portal.models import User
from portal.models.invitations import RoleInvitation, RoleInvitationState
from portal.operations import invitations
from portal.people import JoinForm
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_http_methods(WRITES)
@keeps_words(JoinForm)
def invitation_accept(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Whoever has the link sees what it is; its own owner takes the role, or makes an account first."""
    rows = RoleInvitation.objects.select_related("region", "invited_by")
    invitation = get_object_or_404(rows, pk=pk)
    if not invitation.is_opened_by(token):
        raise Http404
    response = _answer(request, invitation)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, invitation: RoleInvitation) -> HttpResponse:
    state = invitation.state(on=clock.today())
    if state != RoleInvitationState.WAITING:
        context = {
            "invitation": invitation,
            "is_used": state == RoleInvitationState.ACCEPTED,
            "is_taken_back": state == RoleInvitationState.REVOKED,
        }
        return render(request, "portal/invitation_closed.html", context, status=HTTPStatus.GONE)
    if request.user.is_authenticated:
        return _by_person(request, invitation)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(
            request, "portal/invitation_accept.html", {"invitation": invitation, "has_account": True}
        )
    return _by_new_person(request, invitation)


def _by_person(request: HttpRequest, invitation: RoleInvitation) -> HttpResponse:
    is_own = request.user.email.casefold() == invitation.email.casefold()  # type: ignore[union-attr]
    if request.method == "POST":
        invitations.accept(invitation=invitation, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Du har tatt imot rollen: %s.") % invitation.in_words)
        return redirect("portal:home")
    context = {"invitation": invitation, "is_own": is_own, "is_other": not is_own}
    return render(request, "portal/invitation_accept.html", context)


def _by_new_person(request: HttpRequest, invitation: RoleInvitation) -> HttpResponse:
    form = JoinForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        if throttle.allows(request, "invitation"):
            user = invitations.join(invitation=invitation, **form.cleaned_data)
            messages.success(request, _("Kontoen er laget, og du har rollen: %s.") % invitation.in_words)
            response: HttpResponse = perform_login(request, user)
            return response
        form.add_error(None, throttle.words(request))
    return render(request, "portal/invitation_accept.html", {"invitation": invitation, "form": form})
