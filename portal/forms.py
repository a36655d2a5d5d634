"""Django's own form renderer, once, in Designsystemet's markup, and shared inputs.

Fields are in `templates/forms/`, the inputs in them in `portal/widgets.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.widgets import BY_TEMPLATE

if TYPE_CHECKING:  # generic to type checkers alone
    ModelForm = forms.ModelForm[Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    ModelForm, ModelChoiceField = forms.ModelForm, forms.ModelChoiceField


class DesignsystemetRenderer(TemplatesSetting):
    """Every `{{ form }}` and `{{ field.as_field_group }}` of the portal."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = BY_TEMPLATE.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


class DateInput(forms.DateInput):
    """The browser's own calendar; what is typed without it is read as a Norwegian date."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MonthInput(forms.DateInput):
    """A year and a month, as "2010-12" where the browser has no calendar for it."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m")


class MomentInput(forms.DateTimeInput):
    """Date and time of day, in Norwegian time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FilterForm(forms.Form):
    """A list's search row. A wrong value there filters nothing."""

    use_required_attribute = False

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


class NotARobot(forms.Form):
    """A field that people do not see. A machine that fills in everything fills in this too."""

    nettside = forms.CharField(label=_("La stå tomt"), required=False, widget=forms.HiddenInput)

    def clean_nettside(self) -> str:
        if self.cleaned_data["nettside"]:
            raise forms.ValidationError(_("Skjemaet ble ikke sendt. Last siden på nytt og prøv igjen."))
        return ""
