"""What the portal adds to allauth's own pages of log-in."""

from __future__ import annotations

from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.http import SignedInRequest


class PasskeyAgain(ReauthenticateWebAuthnView):
    """allauth's own leads to the log-in page where the passkey fails, away from the act that waits."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        messages.error(
            self.request, _("Passnøkkelen ble ikke godtatt. Prøv igjen, eller velg en annen måte.")
        )
        return redirect(self.passthrough_next_url(self.request.path))


passkey_again = PasskeyAgain.as_view()


@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Also the one that asks: then they are logged out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, _("Økten er avsluttet."))
    return redirect("usersessions_list")
