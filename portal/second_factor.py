"""Log-in in two steps (MFA) for the roles that demand it: who lacks the second step is sent to set it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.access import SECOND_FACTOR_ROLES
from portal.errors import Denied
from portal.menu import roles_of

if TYPE_CHECKING:
    from portal.access import Person

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# The set-up itself, the ways back to a proven session, and the way out.
OPEN = frozenset(
    {
        "portal:health",
        "account_logout",
        "account_reauthenticate",
        "account_email_verification_sent",
        "account_confirm_email",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def demanded_of(person: Person) -> bool:
    return bool(settings.SECOND_FACTOR) and not SECOND_FACTOR_ROLES.isdisjoint(roles_of(person))


def is_lacking(person: Person) -> bool:
    """Whether a role demands a second step that `person` has not set up."""
    return demanded_of(person) and not is_mfa_enabled(person, FACTORS)


class SecondFactorMiddleware:
    """A page becomes the page of the set-up; what programs and scripts ask for, and forms, are refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if (match is not None and match.view_name in OPEN) or not is_lacking(request.user):
            return None
        if request.method in ("GET", "HEAD") and request.accepts("text/html") and not request.htmx:  # type: ignore[attr-defined]
            return redirect("mfa_index")
        raise Denied(_("Rollen din krever innlogging i to trinn. Sett opp det andre trinnet først."))
