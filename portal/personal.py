"""What a person chooses for themselves, and what an administrator does for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.forms import ModelForm
from portal.models import MailChoice


class MailForm(ModelForm):
    class Meta:
        model = MailChoice
        fields = ["mails"]
        widgets = {"mails": forms.RadioSelect}


class PersonForm(forms.Form):
    """Whom an administrator looks up, with an account or without."""

    email = forms.EmailField(label=_("E-postadressen til den det gjelder"))


class EraseForm(forms.Form):
    """That it is this person who is erased, said once more."""

    email = forms.EmailField(
        label=_("Skriv e-postadressen én gang til"), help_text=_("Det som slettes, kan ikke hentes tilbake.")
    )

    def __init__(self, expected: str, *args: Any) -> None:
        super().__init__(*args)
        self.expected = expected

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.lower() != self.expected.lower():
            raise forms.ValidationError(_t("Adressen er en annen enn den siden gjelder."))
        return email
