"""Forms of allauth's pages that are the portal's own."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.forms import WrittenField
from portal.models import User


class BuyerForm(forms.Form):
    """What allauth's form of registration asks beside address and password."""

    name = WrittenField(label=_("Navn"), max_length=120)
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth's hook after the account is saved; `AccountAdapter.save_user` has taken the name already."""


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Hva du vil kalle den")
        self.fields["passwordless"].label = _("Logg inn med denne alene, uten passord")
        self.fields["passwordless"].initial = True
