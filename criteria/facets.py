"""How many criteria each choice of the search would leave. One question for all facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
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
# Each row's words are compared once, and then all is counted from what is left of it.
COUNTED = """
    WITH matching AS MATERIALIZED (
        SELECT found.id, ARRAY[area.key::text] AS omrade, ARRAY[of_group.key::text] AS gruppe,
               ARRAY[found.type::text] AS type, ARRAY[found.level::text] AS niva, found.themes::text[] AS tema,
               ARRAY[edition.state::text] AS status
        FROM ({rows}) found
        JOIN criteria_criteriaset edition ON edition.id = found.edition_id
        JOIN criteria_productgroup of_group ON of_group.id = edition.group_id
        JOIN criteria_productarea area ON area.id = of_group.area_id
    ), labelled AS (
        SELECT l.criterion_id AS id, label.key::text AS key
        FROM criteria_criterionlabel l JOIN criteria_label label ON label.id = l.label_id
    )
    {parts}
"""
VALUES = {name: f", unnest({name}) AS value" for name in NAMES} | {
    "merke": "JOIN labelled AS l (id, value) USING (id)"
}
MET = {name: f"{name} && %s" for name in NAMES} | {
    "merke": "id IN (SELECT id FROM labelled WHERE key = ANY(%s))"
}
PART = "SELECT '{name}', value, count(DISTINCT id) FROM matching {values} WHERE {others} GROUP BY value"
WHOLE = "SELECT '', '', count(*) FROM matching WHERE {others}"


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


def facets_of(
    rows: CriterionQuerySet, accepted: Mapping[str, list[str]], chosen: Mapping[str, str]
) -> tuple[list[Facet], int]:
    """`rows` match the words; each facet is counted under what is `accepted` of all the others. And how many rows
    there are with what is accepted of all."""
    counts = _counts(rows, accepted)
    labels = _labels()
    facets = [
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
    return facets, counts["", ""]


def _counts(rows: CriterionQuerySet, accepted: Mapping[str, list[str]]) -> dict[tuple[str, str], int]:
    """By facet and value, and of all under two empty names (1 query)."""
    found, parameters = (
        rows.order_by().values("id", "edition_id", "type", "level", "themes").query.sql_with_params()
    )
    parts, given = [], list(parameters)
    for name in ("", *NAMES):
        others = {other: values for other, values in accepted.items() if other != name}
        met = " AND ".join([MET[other] for other in others] or ["true"])
        part = PART.format(name=name, values=VALUES[name], others=met) if name else WHOLE.format(others=met)
        parts.append(part)
        given += others.values()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(rows=found, parts=" UNION ALL ".join(parts)), given)
        return {(facet, value): count for facet, value, count in cursor.fetchall()}


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
