"""A report's numbers as they are written, with their unit or without. What is sealed is written by this alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

NUMERIC = frozenset({"number", "percent", "nok"})
OWN_UNITS = {"nok": "kr", "percent": "%"}  # of a kind, whatever the template says
NBSP = "\u00a0"
# The unit of exactly one. Snapshots hold units in the plural; those that are the same in both are not here.
OF_ONE = {
    "aktiviteter": "aktivitet",
    "anskaffelser": "anskaffelse",
    "avtaler": "avtale",
    "deltakere": "deltaker",
    "kommuner": "kommune",
    "medlemmer": "medlem",
    "møter": "møte",
    "virksomheter": "virksomhet",
}


def written_number(number: Decimal) -> str:
    """As Norwegians write it: 4 799 252 and 12,5, with spaces that do not break."""
    whole, _point, decimals = f"{number:f}".lstrip("-").partition(".")
    groups = f"{int(whole):,}".replace(",", NBSP)
    sign = "−" if number < 0 else ""
    return sign + groups + (f",{decimals}" if decimals else "")


def quantity(question: Mapping[str, Any], value: str) -> str:
    """A numeric answer with its unit: "1 250 kr", "40 %", "12 møter", "1 møte"."""
    unit = unit_of(question["kind"], question["unit"])
    if Decimal(value) == 1:
        unit = OF_ONE.get(unit, unit)
    return f"{bare(question, value)}{NBSP}{unit}" if unit else bare(question, value)


def bare(question: Mapping[str, Any], value: str) -> str:
    """A numeric answer where the unit stands elsewhere."""
    return written_number(Decimal(value))


def unit_of(kind: str, unit: str) -> str:
    """A question's unit by its kind, else as its template says."""
    return OWN_UNITS.get(kind, unit)


def unit_in_words(unit: str) -> str:
    """Said once for a whole table or chart."""
    return {"kr": "kroner", "%": "prosent"}.get(unit, f"antall {unit}")


def difference_in_words(question: Mapping[str, Any], difference: Decimal) -> str:
    """ "+3", "−5 prosentpoeng", "+1 250 kr", "uendret": a unit where a bare number would mislead."""
    if not difference:
        return "uendret"
    sign = "+" if difference > 0 else "−"
    unit = {"%": "prosentpoeng", "kr": "kr"}.get(unit_of(question["kind"], question["unit"]), "")
    return f"{sign}{written_number(abs(difference))}{NBSP}{unit}".removesuffix(NBSP)
