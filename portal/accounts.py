"""How allauth behaves here: nobody signs up by themselves, and mail comes from the portal."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from portal.http import client_address


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator, with the roles that go with them."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What the rate limits of log-in and forgotten passwords count by."""
        return client_address(request)
