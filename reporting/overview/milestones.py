"""The milestones of the overview: each pulje's plan, and how its regions stand against it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from counties.measures.places import Place
from counties.models import Milestone
from portal import formats
from reporting.overview.numbers import MILESTONE_STATES, FigureRow, Numbers
from reporting.overview.tables import OverviewChart, Table
from reporting.overview.told import late_in_short

LATE = MILESTONE_STATES.index("forsinket")


def milestones(numbers: Numbers, on: dt.date) -> Table:
    """Each pulje's plan, and how its regions stand against it (1 query)."""
    plan = _plan_at(numbers.choice.place)
    rows = {_category(milestone): _milestone_row(numbers, milestone) for milestone in plan}
    drawn = [
        *(_planned(milestone) | _named(rows[_category(milestone)]) for milestone in plan),
        *_reached(numbers, "milepaeler_nadd", _("Nådd i tide"), rows),
        *_reached(numbers, "milepaeler_sent", _("Nådd for sent"), rows),
        *(_late(row, on) for row in rows.values() if row.figures[LATE].value),
    ]
    says = late_in_short([(str(each), rows[_category(each)].figures[LATE].value or 0) for each in plan])
    return Table(
        "milepaeler",
        _("Milepæler"),
        _("Tallet i parentes er puljen. Hver region teller én gang på hver milepæl."),
        [_("Nådd i tide"), _("Nådd for sent"), _("Forsinket"), _("Ikke ennå")],
        list(rows.values()),
        [OverviewChart("milepaeler", _("Milepæler: planlagt, nådd og forsinket"), drawn, says=says)],
    )


def _plan_at(place: Place) -> list[Milestone]:
    """The place's own plan, or both puljer's (1 query)."""
    plan = Milestone.objects.select_related("pulje").order_by("planned_to", "pulje__number", "pk")
    pulje = place.region.pulje if place.region else place.pulje
    return list(plan.filter(pulje=pulje) if pulje else plan)


def _category(milestone: Milestone) -> str:
    return f"{milestone.pulje.number}|{milestone.key}"


def _milestone_label(milestone: Milestone) -> str:
    return f"{milestone} ({milestone.pulje.number})"


def _milestone_row(numbers: Numbers, milestone: Milestone) -> FigureRow:
    category = _category(milestone)
    figures = [
        numbers.figure(f"milepaeler_{state}", category=category, year=None) for state in MILESTONE_STATES
    ]
    planned = _("planlagt %(from)s – %(to)s") % {
        "from": formats.day(milestone.planned_from),
        "to": formats.day(milestone.planned_to),
    }
    return FigureRow(_milestone_label(milestone), figures, _with_months(planned, category, numbers))


def _named(row: FigureRow) -> dict[str, Any]:
    """A milestone's name in the chart, and how many regions have come how far."""
    states = (_("i tide"), _("for sent"), _("forsinket"), _("gjenstår"))
    counts = zip(row.figures, states, strict=True)
    return {
        "label": row.label.replace(" (", "\xa0("),  # the pulje on a line of its own says nothing
        "stands": ", ".join(f"{figure.value} {state}" for figure, state in counts if figure.value),
    }


def _planned(milestone: Milestone) -> dict[str, Any]:
    """The plan's bar in the chart."""
    return {
        "from": milestone.planned_from.isoformat(),
        "to": milestone.planned_to.isoformat(),
        "kind": _("Planlagt"),
    }


def _reached(numbers: Numbers, key: str, kind: str, rows: dict[str, FigureRow]) -> list[dict[str, Any]]:
    """A mark in the middle of each month in which somebody reached a milestone."""
    return [
        _named(rows[category]) | {"at": f"{year}-{month:02}-15", "value": value, "kind": kind}
        for category, year, month, value in sorted(numbers.months_of(key))
        if category in rows
    ]


def _late(row: FigureRow, on: dt.date) -> dict[str, Any]:
    value = row.figures[LATE].value
    return _named(row) | {"at": on.isoformat(), "value": value, "kind": _("Forsinket")}


def _with_months(planned: str, category: str, numbers: Numbers) -> str:
    """The plan, and in which months how many reached it: what the chart shows, in words."""
    reached: dict[tuple[int, int], int] = {}
    for key in ("milepaeler_nadd", "milepaeler_sent"):
        for of, year, month, value in numbers.months_of(key):
            if of == category:
                reached[year, month] = reached.get((year, month), 0) + value
    months = ", ".join(f"{month}.{year} ({reached[year, month]})" for year, month in sorted(reached))
    return f"{planned}, {_('nådd')} {months}" if months else planned
