"""What DIFI types of a national edition."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.editing import EditForm
from portal.forms import WrittenField
from reporting.models import NationalEdition

LONGEST_REASON = 600


class NationalForm(EditForm):
    class Meta:
        model = NationalEdition
        fields = ["reason", "summary", "assessment", "way_forward"]
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "summary": forms.Textarea(attrs={"rows": 10}),
            "assessment": forms.Textarea(attrs={"rows": 10}),
            "way_forward": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_corrected:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class CorrectionForm(forms.Form):
    reason = WrittenField(
        label=_("Hva er rettet?"),
        help_text=_("Står på forsiden av den nye utgaven, ved siden av at den er rettet."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hva som er rettet.")},
    )
