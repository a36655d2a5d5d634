"""How allauth behaves here: nobody signs up by themselves, and mail comes from the portal."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.http import client_address


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator, with the roles that go with them."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What the rate limits of log-in and forgotten passwords count by."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the portal's own name, whatever host the request came to."""
        site = {"name": _("Grønne innkjøp"), "domain": settings.PORTAL_BASE_URL}
        super().send_mail(template_prefix, email, context | {"current_site": site})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address, whatever host the request came to."""
        asked = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.PORTAL_BASE_URL}{asked.path}"
