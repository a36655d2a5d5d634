"""What only the person knows about a file that was sent in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoicesForm(forms.Form):
    """A question each, with nothing chosen beforehand."""

    def __init__(self, questions: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question["key"]] = forms.ChoiceField(
                label=question["text"],
                choices=[tuple(option) for option in question["options"]],
                widget=forms.RadioSelect,
                error_messages={"required": _("Velg ett av svarene.")},
            )
