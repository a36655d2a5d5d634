"""Django's own form renderer, once, in Designsystemet's markup, and shared inputs.

Fields are in `templates/forms/`, the inputs in them in `portal/widgets.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.http import Http404, HttpRequest, QueryDict
from django.utils.choices import flatten_choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal import formats, reading
from portal.widgets import BY_TEMPLATE

if TYPE_CHECKING:  # generic to type checkers alone
    DjangosModelForm = forms.ModelForm[Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    DjangosModelForm, ModelChoiceField = forms.ModelForm, forms.ModelChoiceField


MOST_OPEN = 2  # fields of a search row before those after the first fold


class WrittenField(forms.CharField):
    """Text as `reading.written` leaves it; with line breaks where there is room for them."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        return super().to_python(reading.written(value, lines=isinstance(self.widget, forms.Textarea)))


class NumberField(forms.DecimalField):
    """A number as Norwegians write it; shown with a comma."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return _read(reading.number, self, value)

    def prepare_value(self, value: Any) -> Any:
        return formats.decimal(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class WholeField(forms.IntegerField):
    """A whole number as Norwegians write it."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return _read(reading.whole_number, self, value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class KronerField(WholeField):
    """Whole kroner as Norwegians write them: "500 000", "500.000", "kr 500 000,-"."""

    def to_python(self, value: Any) -> Any:
        return _read(reading.kroner, self, value)


def _read(read: Callable[[object], Any], field: forms.Field, value: Any) -> Any:
    if value in field.empty_values or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read(value)
    except reading.Unclear as error:
        raise forms.ValidationError(str(error)) from None


def field_of(column: models.Field[Any, Any], **details: Any) -> forms.Field | None:
    """A column's form field: what people write is read by the same rules everywhere."""
    for kind, form_class in ((models.IntegerField, WholeField), (models.DecimalField, NumberField)):
        if isinstance(column, kind):
            details = {"form_class": form_class} | details
    return column.formfield(**details)


class ModelForm(DjangosModelForm):
    """A form of a row, whose fields are `field_of` its columns."""

    def __init_subclass__(cls, **details: Any) -> None:
        super().__init_subclass__(**details)
        if meta := cls.__dict__.get("Meta"):
            meta.formfield_callback = staticmethod(field_of)


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


@dataclass(frozen=True)
class Chip:
    """A choice that narrows a list: what it is, in words, and the address's query without it."""

    label: str
    words: str
    query: str


class FilterForm(forms.Form):
    """A list's search row. A wrong value there filters nothing.

    What is searched for stands first. Two choices or more beside it are folded, and those that are made are chips.
    """

    use_required_attribute = False
    button: str | Promise = _("Vis valget")  # where nothing is searched for
    folds = True  # not where something is always chosen, as a year

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that stand open."""
        visible = self.visible_fields()
        return visible[:1] if self.folds and len(visible) > MOST_OPEN else visible

    @property
    def folded(self) -> list[forms.BoundField]:
        return self.visible_fields()[len(self.asked) :]

    @property
    def is_unfolded(self) -> bool:
        """Whether a message stands at one of the folded fields."""
        return any(field.errors for field in self.folded)

    @property
    def chips(self) -> list[Chip]:
        wanted = self.wanted
        return [
            Chip(str(field.label), _in_words(field.field, wanted[field.name]), self._without(field.name))
            for field in self.folded
            if field.name in wanted
        ]

    def _without(self, name: str) -> str:
        """The list's query without `name`, from the first page again."""
        query = QueryDict(mutable=True)
        for key, values in self.data.lists():  # type: ignore[attr-defined]
            if key not in (name, "side"):
                query.setlist(key, values)
        return "?" + query.urlencode()

    def require_known(self) -> None:
        """For a program that asks, and would not see that the answer is to something else: `Http404` for a parameter
        or a value that the search does not know."""
        if not self.is_valid() or set(self.data) - set(self.fields):
            raise Http404


def _in_words(field: forms.Field, value: Any) -> str:
    """What is chosen in a search row."""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in flatten_choices(field.choices)}  # type: ignore[arg-type, var-annotated]
        return words[str(value)]
    if isinstance(value, bool):
        return formats.yes_or_no(value)
    return formats.day(value) if isinstance(value, dt.date) else str(value)


@dataclass(frozen=True)
class Together:
    """Fields of a form that stand beside each other, under a heading where they need one."""

    names: tuple[str, ...]
    words: str | Promise = ""


@dataclass(frozen=True)
class FormPart:
    """One field, or several together."""

    fields: list[forms.BoundField]
    words: str | Promise = ""


def parts_of(form: forms.BaseForm) -> list[FormPart]:
    """The form's visible fields in order; those that its `together` names in one part, where the first of them is."""
    found: dict[object, FormPart] = {}
    together: tuple[Together, ...] = getattr(form, "together", ())
    for field in form.visible_fields():
        group = next((one for one in together if field.name in one.names), None)
        part = found.setdefault(group or field.name, FormPart([], group.words if group else ""))
        part.fields.append(field)
    return list(found.values())


def fill_in_by_browser(form: forms.BaseForm, **fields: str) -> None:
    """Fields about the person who types, by WCAG 1.3.5's names of what they ask for."""
    for name, asked in fields.items():
        form.fields[name].widget.attrs["autocomplete"] = asked


class NotARobot(forms.Form):
    """A field that people do not see. A machine that fills in everything fills in this too."""

    nettside = WrittenField(label=_("La stå tomt"), required=False, widget=forms.HiddenInput)

    def clean_nettside(self) -> str:
        if self.cleaned_data["nettside"]:
            raise forms.ValidationError(_("Skjemaet ble ikke sendt. Last siden på nytt og prøv igjen."))
        return ""
