"""What a person chooses for themselves."""

from __future__ import annotations

from django import forms

from portal.forms import ModelForm
from portal.models import MailChoice


class MailForm(ModelForm):
    class Meta:
        model = MailChoice
        fields = ["mails"]
        widgets = {"mails": forms.RadioSelect}
