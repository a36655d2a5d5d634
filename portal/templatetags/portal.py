"""What the shared templates need to know about a form field."""

from __future__ import annotations

from decimal import Decimal

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.urls import reverse

from portal.exports import FORMATS

register = template.Library()

FILE_NAMES = {"csv": "CSV", "xlsx": "Excel", "ods": "ODS"}

# Designsystemet's colours by state; the tag always says the state in words as well.
STATUS_COLORS = {
    "draft": "neutral",
    "not_started": "neutral",
    "awaiting_signature": "warning",
    "begun": "warning",
    "wrong": "danger",
    "cancelled": "danger",
    "undone": "neutral",
    "closed": "success",
    "neutral": "neutral",
    "ready": "success",
    "new": "warning",
    "changes_made": "warning",
    "changes_asked": "danger",
    "failed": "danger",
    "late": "danger",
    "on_hearing": "warning",
    "revised": "neutral",
    "superseded": "neutral",
    "withdrawn": "danger",
    "approved": "success",
    "complete": "success",
    "done": "success",
    "published": "success",
}


@register.filter
def status_color(status: str) -> str:
    """The `data-color` of a state's tag; blue for those on their way."""
    return STATUS_COLORS.get(str(status), "info")


@register.filter
def widget_kind(field: BoundField) -> str:
    """How Designsystemet marks the field up: "choices" (a fieldset), "checkbox" or "input"."""
    if isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    return "checkbox" if isinstance(field.field.widget, forms.CheckboxInput) else "input"


@register.filter
def nb_number(number: int | None) -> str:
    """4799252 → "4 799 252", with spaces that do not break; nothing for None."""
    return "" if number is None else f"{number:,}".replace(",", "\u00a0")


@register.filter
def nb_decimal(number: Decimal | float | None) -> str:
    """12.5 → "12,5", 4000.0 → "4 000": one decimal where it says something."""
    if number is None:
        return ""
    return f"{number:,.1f}".replace(",", "\u00a0").replace(".", ",").removesuffix(",0")


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: Context, url_name: str, *parts: object) -> dict[str, object]:
    """Links to a table's files, with the page's own choices; the address ends with the kind of file."""
    chosen = context["request"].GET.urlencode()
    urls = [(kind, reverse(url_name, args=[*parts, kind])) for kind in FORMATS]
    return {"files": [(FILE_NAMES[kind], f"{url}?{chosen}" if chosen else url) for kind, url in urls]}


@register.filter
def get(mapping: dict[str, object] | None, key: str) -> object:
    """The mapping's value for the key, None where there is no mapping or no such key."""
    return mapping.get(key) if mapping else None


@register.filter
def shown_value(field: BoundField) -> str:
    """What a bound field holds, in the words the reader sees: option labels, not their keys."""
    value = field.value() or ""
    labels = {str(key): str(label) for key, label in getattr(field.field.widget, "choices", [])}
    if isinstance(value, list):
        return ", ".join(labels.get(str(item), str(item)) for item in value) or "–"
    return labels.get(str(value), str(value)) or "–"


@register.filter
def reason_of(field: BoundField) -> BoundField:
    """The field where the reason for overruling a counted answer is given."""
    return field.form[f"{field.name}--grunn"]
