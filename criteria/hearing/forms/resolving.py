"""What the panel types when it works comments through."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.hearing.forms.filters import panel
from criteria.hearing.models import Resolution, ResolutionOutcome
from portal.editing import MayBeStale, in_words
from portal.errors import Stale
from portal.forms import ModelChoiceField, WrittenField
from portal.models import User


class ResolutionForm(MayBeStale, forms.Form):
    """What came of one comment or of several, and why. `seen` is the mark of what the page showed."""

    outcome = forms.ChoiceField(
        label=_("Hva det førte til"), choices=ResolutionOutcome.choices, widget=forms.RadioSelect
    )
    reason = WrittenField(
        label=_("Begrunnelse"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=Resolution._meta.get_field("reason").help_text,
    )
    seen = WrittenField(required=False, widget=forms.HiddenInput)

    def show_beside(self, stale: Stale, mark: str) -> None:
        """Say what somebody else has answered beside what was typed; saving from here replaces it, knowingly."""
        row = stale.row
        if isinstance(row, Resolution):
            for name in ("outcome", "reason"):
                value = getattr(row, name)
                if value != self[name].data:
                    self.fields[name].theirs = in_words(self.fields[name], value)  # type: ignore[attr-defined]
        self.retype({"seen": mark})
        self.conflict = stale


class AssignCommentsForm(forms.Form):
    """Who has the comments that are ticked; nobody takes them back."""

    to = ModelChoiceField(User.objects.none(), label=_("Gi til"), required=False, empty_label=_("Ingen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = panel()  # type: ignore[attr-defined]
