"""The units that figures are said in: one avtale, two avtaler."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext_lazy

from portal import formats

# By the plural, which measures and questions are kept with. A unit that is not here is the same of any number.
UNITS: dict[str, Any] = {
    "aktiviteter": ngettext_lazy("aktivitet", "aktiviteter", "count"),
    "anskaffelser": ngettext_lazy("anskaffelse", "anskaffelser", "count"),
    "avtaler": ngettext_lazy("avtale", "avtaler", "count"),
    "deltakere": ngettext_lazy("deltaker", "deltakere", "count"),
    "kommuner": ngettext_lazy("kommune", "kommuner", "count"),
    "kriterier": ngettext_lazy("kriterium", "kriterier", "count"),
    "medlemmer": ngettext_lazy("medlem", "medlemmer", "count"),
    "møter": ngettext_lazy("møte", "møter", "count"),
    "personer": ngettext_lazy("person", "personer", "count"),
    "produktområder": ngettext_lazy("produktområde", "produktområder", "count"),
    "rapporter": ngettext_lazy("rapport", "rapporter", "count"),
    "sektorer": ngettext_lazy("sektor", "sektorer", "count"),
    "statsetater": ngettext_lazy("statsetat", "statsetater", "count"),
    "virksomheter": ngettext_lazy("virksomhet", "virksomheter", "count"),
}


def with_unit(number: int | float | Decimal, unit: object) -> str:
    """1 avtale, 2 avtaler, 1,25 årsverk, 4 000 kr. A number without a unit stands bare."""
    return f"{formats.exact(number)} {unit_of(number, str(unit))}".strip()


def unit_of(number: int | float | Decimal, unit: str) -> str:
    """The unit as it is said of the number."""
    known = UNITS.get(unit)
    return str(known % {"count": 1 if number == 1 else 2}) if known else unit
