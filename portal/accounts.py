"""How allauth behaves here: whoever registers is a buyer and no more, and mail comes from the portal."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal import signing_in
from portal.addresses import client_address
from portal.allauth_settings import NAME
from portal.letters import Letter
from portal.models import User
from portal.operations import outbox, roles
from portal.recent import is_recent

PREVIOUS_VISIT = "previous_visit"  # in the session


def previous_visit(request: HttpRequest) -> dt.datetime | None:
    """When the person signed in before this time; None the first time."""
    said = request.session.get(PREVIOUS_VISIT)
    return dt.datetime.fromisoformat(said) if said else None


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Who registers is a buyer; the other roles are given by an administrator."""
        user.name = form.cleaned_data["name"]
        saved: User = super().save_user(request, user, form, commit)
        roles.register_buyer(user=saved)
        return saved

    def is_reauthentication_required(self, *, app: str, **_details: Any) -> bool:
        """A log-in that was just made is proof enough, for allauth's own acts too."""
        return not is_recent(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """In the words of the portal's own pages."""
        words = {
            "mfa_reauthenticate": _("Bruk appen eller en gjenopprettingskode"),
            "mfa_reauthenticate:webauthn": _("Bruk passnøkkel"),
        }
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": words.get(way["id"], way["description"])} for way in ways]

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        """Remember when the person was here before, for what is new on the desk."""
        if user.last_login:
            request.session[PREVIOUS_VISIT] = user.last_login.isoformat()
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """By the portal's own limits. Raises `ValidationError`."""
        account = str(credentials.get("email") or getattr(request.user, "email", ""))
        signing_in.begin(request, account)
        user = super().authenticate(request, **credentials)
        if user:
            signing_in.succeed(request, account)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nobody is kept out by what others do from elsewhere: allauth's own limit counts by account alone."""

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        signing_in.remember(request, response, user.email)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """What allauth's other rate limits count by."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the outbox: no page waits for the mail server. In the portal's name, whatever host was asked."""
        site = {"name": _("Grønne innkjøp"), "domain": settings.PORTAL_BASE_URL}
        written = self.render_mail(template_prefix, email, context | {"current_site": site})
        outbox.post([Letter(email, written.subject, str(written.body).strip())])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address, whatever host the request came to."""
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))


def _at_home(url: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{urlsplit(url).path}"


class SecondFactorAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        """What telephones and browsers call the portal, whatever host was asked."""
        return NAME


class VouchedAdapter(DefaultSocialAccountAdapter):
    """Somebody that OpenID Connect vouches for (federated log-in) comes in by a connection they made themselves."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No account by itself, and none by the address that a provider tells of."""
        return False
