"""The national overview: one frozen value, from which the page, the PDF and the charts are all drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from counties.measures.places import Place
from counties.models import GrantKind, Milestone, Task
from criteria.models import Level, ProductArea
from portal import clock, formats
from portal.templatetags.portal import nb_number
from reporting.overview.in_short import FigureInShort, beside_its_years
from reporting.overview.numbers import (
    MILESTONE_STATES,
    PROGRAMME_BEGAN,
    Choice,
    Figure,
    FigureRow,
    Numbers,
    numbers_of,
    remarks_on,
)
from reporting.overview.tables import OverviewChart, Table
from reporting.overview.told import what_it_says
from reporting.remarks import Remark

if TYPE_CHECKING:
    from counties.measures.places import Country
    from portal.access import Person

MONTHS = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]

LATE = MILESTONE_STATES.index("forsinket")


@dataclass(frozen=True)
class Overview:
    choice: Choice
    standing: list[Figure]  # as it is today, whatever the year
    headline: list[Figure]  # of the year
    tables: list[Table]
    numbers: Numbers = field(repr=False)
    regions: int  # at the place

    @property
    def charts(self) -> list[OverviewChart]:
        return [
            replace(
                table.chart,
                remarks=[remark.in_short for remark in table.remarks],
                says=what_it_says(table.chart.rows, on=clock.today()),
            )
            for table in self.tables
            if table.chart and not table.is_empty
        ]

    @property
    def key_figures(self) -> dict[str, list[FigureInShort]]:
        """Those of today and those of the year, each with its whole and its years."""
        return {
            part: [beside_its_years(self.numbers, figure, regions=self.regions) for figure in figures]
            for part, figures in (("standing", self.standing), ("headline", self.headline))
        }

    @property
    def remarks(self) -> list[Remark]:
        """On the headline figures."""
        return remarks_on(self.headline)


def overview_of(user: Person, choice: Choice, where: Country, *, on: dt.date) -> Overview:
    """What `user` may see of a place and a year (5 queries)."""
    numbers = numbers_of(user, choice)
    first = min(max(PROGRAMME_BEGAN, choice.year - 4), choice.year)
    years = list(
        range(choice.year, first - 1, -1)
    )  # the chosen one first, as there is room for on a telephone
    tables = [
        _milestones(numbers, on),
        _activity(numbers),
        _people(numbers, years),
        _criteria(numbers),
        _agreements(numbers, years),
        _kommuner(numbers, years),
        _state(numbers, years),
        _grants(numbers),
    ]
    return Overview(
        choice=choice,
        standing=_seen(
            numbers, "styringsgrupper", "knutepunkter", "milepaeler_forsinket", "milepaeler_venter"
        ),
        headline=_seen(
            numbers,
            "rapporter_levert",
            "rapporter_publisert",
            "aktiviteter",
            "avtaler_kriterier",
            "avtaler_kriterier_verdi",
            "kommuner_policy",
            "tilskudd_spent",
        ),
        tables=[table for table in tables if table.is_seen],
        numbers=numbers,
        regions=len(where.regions_in(choice.place)),
    )


def _seen(numbers: Numbers, *keys: str) -> list[Figure]:
    return [figure for key in keys if (figure := numbers.figure(key)).value is not None]


def _milestones(numbers: Numbers, on: dt.date) -> Table:
    """Each pulje's plan, and how its regions stand against it (1 query)."""
    plan = _plan_at(numbers.choice.place)
    rows = {_category(milestone): _milestone_row(numbers, milestone) for milestone in plan}
    labels = {category: row.label for category, row in rows.items()}
    drawn = [
        *(_planned(milestone) for milestone in plan),
        *_reached(numbers, "milepaeler_nadd", _("Nådd i tide"), labels),
        *_reached(numbers, "milepaeler_sent", _("Nådd for sent"), labels),
        *(_late(row, on) for row in rows.values() if row.figures[LATE].value),
    ]
    return Table(
        "milepaeler",
        _("Milepæler"),
        _("Tallet i parentes er puljen. Hver region teller én gang på hver milepæl."),
        [_("Nådd i tide"), _("Nådd for sent"), _("Forsinket"), _("Ikke ennå")],
        list(rows.values()),
        OverviewChart("milepaeler", _("Milepæler: planlagt, nådd og forsinket"), drawn),
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


def _planned(milestone: Milestone) -> dict[str, Any]:
    """The plan's bar in the chart."""
    return {
        "label": _milestone_label(milestone),
        "from": milestone.planned_from.isoformat(),
        "to": milestone.planned_to.isoformat(),
        "kind": _("Planlagt"),
    }


def _reached(numbers: Numbers, key: str, kind: str, labels: dict[str, str]) -> list[dict[str, Any]]:
    """A mark in the middle of each month in which somebody reached a milestone."""
    return [
        {"label": labels[category], "at": f"{year}-{month:02}-15", "value": value, "kind": kind}
        for category, year, month, value in sorted(numbers.months_of(key))
        if category in labels
    ]


def _late(row: FigureRow, on: dt.date) -> dict[str, Any]:
    value = row.figures[LATE].value
    return {"label": row.label, "at": on.isoformat(), "value": value, "kind": _("Forsinket")}


def _with_months(planned: str, category: str, numbers: Numbers) -> str:
    """The plan, and in which months how many reached it: what the chart shows, in words."""
    reached: dict[tuple[int, int], int] = {}
    for key in ("milepaeler_nadd", "milepaeler_sent"):
        for of, year, month, value in numbers.months_of(key):
            if of == category:
                reached[year, month] = reached.get((year, month), 0) + value
    months = ", ".join(f"{month}.{year} ({reached[year, month]})" for year, month in sorted(reached))
    return f"{planned}, {_('nådd')} {months}" if months else planned


def _activity(numbers: Numbers) -> Table:
    rows = [
        FigureRow(
            str(task.label),
            [numbers.figure("aktiviteter", category=task.value, month=month) for month in range(1, 13)]
            + [numbers.figure("aktiviteter", category=task.value)],
        )
        for task in Task
    ]
    rows.append(
        FigureRow(
            _("I alt"),
            [numbers.figure("aktiviteter", month=month) for month in range(1, 13)]
            + [numbers.figure("aktiviteter")],
        )
    )
    title = _("Aktiviteter etter oppgave og måned, %d") % numbers.choice.year
    drawn = [
        {"task": row.label, "month": MONTHS[position], "order": position, "value": figure.value}
        for row in rows[:-1]
        for position, figure in enumerate(row.figures[:12])
    ]
    lead = _("Det knutepunktene har gjort i de seks oppgavene.")
    return Table(
        "aktivitet",
        title,
        lead,
        [*MONTHS, _("I alt")],
        rows,
        OverviewChart("aktivitet", title, drawn),
        is_drawn_whole=True,
    )


def _people(numbers: Numbers, years: list[int]) -> Table:
    keys = [f"deltakere_{group}" for group in ("politikere", "ledere", "innkjopere", "leverandorer")]
    lead = _("Deltakere på aktivitetene. Den som er med to ganger, teller to ganger.")
    return _by_year(numbers, "deltakere", _("Nådde personer etter gruppe"), lead, keys, years)


def _criteria(numbers: Numbers) -> Table:
    """By the six product areas (1 query)."""
    keys = ["kriteriebruk", *(["kriteriebruk_innkjop"] if "kriteriebruk_innkjop" in numbers.seen else [])]
    rows, drawn = [], []
    for area in ProductArea.objects.all():
        figures = [
            numbers.figure(key, category=f"{area.key}|{level.value}") for key in keys for level in Level
        ]
        rows.append(FigureRow(area.name, figures))
        values = [
            sum(figure.value or 0 for figure in figures[place :: len(Level)]) for place in range(len(Level))
        ]
        said = " + ".join(map(str, values))
        for position, (level, value) in enumerate(zip(Level, values, strict=True)):
            row = {"label": area.name, "level": str(level.label), "order": position}
            drawn.append(row | {"value": value, "said": said})
    columns = [
        f"{level.label}, {place}"
        for place in (_("avtaler"), _("aktiviteter"))[: len(keys)]
        for level in Level
    ]
    title = _("Miljøkriterier i bruk, %d") % numbers.choice.year
    lead = _("Innkjøpspanelets kriterier som er brukt som de er eller i tilpasset form.")
    chart = OverviewChart("kriterier", title, drawn)
    return Table("kriterier", title, lead, columns, rows, chart, is_drawn_whole=len(keys) == 1)


def _agreements(numbers: Numbers, years: list[int]) -> Table:
    lead = _("Alle fellesavtaler, og de som har miljøkriterier. Verdien er anslått for ett år.")
    keys = [f"avtaler{of}{what}" for what in ("", "_verdi", "_i_kraft") for of in ("", "_kriterier")]
    return _by_year(numbers, "avtaler", _("Fellesavtaler og verdien av dem"), lead, keys, years)


def _kommuner(numbers: Numbers, years: list[int]) -> Table:
    keys = [f"kommuner_{name}" for name in ("policy", "routines", "agreement", "training")]
    whole = numbers.figure("kommuner", year=None).value
    lead = _("Hvor langt kommunene var kommet ved utgangen av året. Antall kommuner i alt: %s.") % nb_number(
        whole
    )
    return _by_year(numbers, "kommuner", _("Oppfølging av kommunene"), lead, keys, years)


def _state(numbers: Numbers, years: list[int]) -> Table:
    keys = ["brev_kontaktet", "brev_bedt", "brev_fulgt"]
    lead = _("Statsetater som er bedt om systematisk oppfølging i tildelingsbrevet.")
    return _by_year(numbers, "tildelingsbrev", _("Statsetatene"), lead, keys, years)


def _grants(numbers: Numbers) -> Table:
    keys = ["tilskudd_allotted", "tilskudd_received", "tilskudd_spent"]
    rows = [
        FigureRow(str(kind.label), [numbers.figure(key, category=kind.value) for key in keys])
        for kind in GrantKind
    ]
    rows.append(FigureRow(_("I alt"), [numbers.figure(key) for key in keys]))
    title = _("Tilskudd, %d") % numbers.choice.year
    series = [_("Tildelt"), _("Mottatt"), _("Brukt")]
    drawn = [
        {"label": row.label, "series": name, "order": position, "value": figure.value}
        for row in rows[:-1]
        for position, (name, figure) in enumerate(zip(series, row.figures, strict=True))
    ]
    columns = [
        f"{name} ({figure.measure.unit})" for name, figure in zip(series, rows[-1].figures, strict=True)
    ]
    chart = OverviewChart("tilskudd", title, drawn)
    return Table("tilskudd", title, _("Hele kroner."), columns, rows, chart, is_drawn_whole=True)


def _by_year(
    numbers: Numbers, key: str, title: str, lead: str, measures: list[str], years: list[int]
) -> Table:
    """One row for each measure, one column for each year."""
    rows = [
        FigureRow(figures[0].measure.heading, figures)
        for measure in measures
        if (figures := [numbers.figure(measure, year=year) for year in years])
    ]
    drawn = [
        {"label": row.label, "year": str(year), "value": figure.value}
        for row in rows
        for year, figure in zip(years, row.figures, strict=True)
        if not figure.is_money  # kroner and numbers have no axis in common
    ]
    columns, chart = [str(year) for year in years], OverviewChart(key, title, drawn)
    whole = not any(figure.is_money for row in rows for figure in row.figures)
    return Table(key, title, lead, columns, rows, chart, is_drawn_whole=whole)
