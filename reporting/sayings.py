"""What the portal can count for a question, in words for whoever makes a template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from counties.measures import answers
from counties.measures.answers import SAYINGS
from counties.measures.registry import MEASURES
from reporting.models.templates import Kind

# The kind of question that each way of saying answers; the rest are numbers.
KINDS: dict[Callable[..., Any], Kind] = {
    answers.share: Kind.PERCENT,
    answers.yes_or_no: Kind.YESNO,
    answers.values: Kind.CHOICES,
    answers.values_or_none: Kind.CHOICES,
    answers.one_value: Kind.CHOICE,
    answers.secretary: Kind.CHOICE,
    answers.knutepunkt: Kind.CHOICE,
}


def kind_of(key: str) -> Kind:
    """The kind of question that the figure answers."""
    saying = SAYINGS[key][0]
    is_money = MEASURES[saying.measure].is_money
    return KINDS.get(saying.says, Kind.NOK if is_money else Kind.NUMBER)


def words_of(key: str) -> str:
    """What is counted, and which of its parts."""
    saying = SAYINGS[key][0]
    measure = MEASURES[saying.measure]
    parts = measure.categories() if saying.category and measure.categories else {}
    part = parts.get(saying.category, saying.category)
    said = f"{measure.label}: {part}" if part else str(measure.label)
    return _("%(figure)s (%(kind)s)") % {"figure": said, "kind": str(kind_of(key).label).lower()}


def choices() -> list[tuple[str, str]]:
    """Every figure, in the order that the report's chapters first asked for them."""
    return [(key, words_of(key)) for key in SAYINGS]
