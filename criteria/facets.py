"""How many criteria each choice of the search would leave. One question for all facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import CriterionTheme, Label, Level, ProductArea, ProductGroup, Type
from criteria.models.criterion import CriterionQuerySet
from criteria.workflow import EditionState

NAMES: dict[str, Promise] = {
    "omrade": _("Produktområde"),
    "gruppe": _("Produktgruppe"),
    "type": _("Type"),
    "niva": _("Nivå"),
    "tema": _("Miljøtema"),
    "merke": _("Merke eller standard"),
    "status": _("Status"),
}
PATHS: dict[str, Combinable] = {
    "omrade": F("edition__group__area__key"),
    "gruppe": F("edition__group__key"),
    "type": F("type"),
    "niva": F("level"),
    "tema": Func(F("themes"), function="unnest", output_field=CharField()),
    "merke": F("labels__key"),
    "status": F("edition__state"),
}


@dataclass(frozen=True)
class FacetChoice:
    value: str
    label: str
    count: int
    chosen: bool

    @property
    def is_default(self) -> bool:
        """What is searched where nothing else is asked for, so that the address need not say it."""
        return self.value == EditionState.PUBLISHED


@dataclass(frozen=True)
class Facet:
    name: str  # the parameter in the address
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def is_used(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def facets_of(rows: CriterionQuerySet, conditions: Mapping[str, Q], chosen: Mapping[str, str]) -> list[Facet]:
    """`rows` match the words; each facet is counted under the conditions of all the others."""
    counts = _counts(rows, conditions)
    labels = _labels()
    return [
        Facet(
            name,
            str(title),
            tuple(
                FacetChoice(value, label, counts.get((name, value), 0), chosen.get(name) == value)
                for value, label in labels[name].items()
                if counts.get((name, value)) or chosen.get(name) == value
            ),
        )
        for name, title in NAMES.items()
    ]


def _counts(rows: CriterionQuerySet, conditions: Mapping[str, Q]) -> dict[tuple[str, str], int]:
    parts: list[QuerySet[Any]] = []
    for name, path in PATHS.items():
        left = Q()
        for other, condition in conditions.items():
            left &= condition if other != name else Q()
        counted = (
            rows.filter(left)
            .order_by()
            .annotate(facet=Value(name, CharField()), value=Cast(path, CharField()))
            .values("facet", "value")
            .annotate(count=Count("pk", distinct=True))
            .values_list("facet", "value", "count")
        )
        parts.append(counted)
    found = parts[0].union(*parts[1:], all=True)
    return {(facet, value): count for facet, value, count in found if value is not None}


def _labels() -> dict[str, dict[str, str]]:
    return {
        "omrade": {area.key: area.name for area in ProductArea.objects.all()},
        "gruppe": {group.key: group.name for group in ProductGroup.objects.all()},
        "type": {key: str(label) for key, label in Type.choices},
        "niva": {key: str(label) for key, label in Level.choices},
        "tema": {key: str(label) for key, label in CriterionTheme.choices},
        "merke": {label.key: label.name for label in Label.objects.all()},
        "status": {key: str(label) for key, label in EditionState.choices},
    }
