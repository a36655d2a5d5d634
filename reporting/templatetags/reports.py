"""What the pages of a report need beside Django's own tags."""

from __future__ import annotations

from django import template
from django.forms.boundfield import BoundField

from reporting.answers import REASON

register = template.Library()


@register.filter
def reason_of(field: BoundField) -> BoundField:
    """The field where the reason for overruling a counted answer is given."""
    return field.form[f"{field.name}{REASON}"]
