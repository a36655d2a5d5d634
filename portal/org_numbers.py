"""Norwegian organisation numbers: what is one, and how people write it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

from portal import reading
from portal.forms import WrittenField


def validate_org_number(value: str) -> None:
    """Nine digits whose last is the check digit (modulus 11). Source: Brønnøysundregistrene, by python-stdnum."""
    if not (value.isascii() and value.isdigit() and orgnr.is_valid(value)):
        raise ValidationError(
            _("«%(value)s» er ikke et gyldig organisasjonsnummer. Det har ni sifre; se etter en skrivefeil."),
            params={"value": value[:20]},
        )


class OrgNumberField(WrittenField):
    """Nine digits with a check digit, however they are written: "NO 910 000 001 MVA"."""

    default_validators = [validate_org_number]

    def to_python(self, value: Any) -> str:
        return reading.digits(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Room for the spaces, and what stands around the number where it is copied from."""
        return {"inputmode": "numeric", "autocomplete": "off"}
