"""The national overview: one frozen value, from which the page, the PDF and the charts are all drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from counties.models import GrantKind, Task
from criteria.models import Level, ProductArea
from portal import clock
from portal.templatetags.portal import nb_number
from reporting.overview.in_short import FigureInShort, beside_its_years
from reporting.overview.milestones import milestones
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
from reporting.overview.tables import SUBJECTS, OverviewChart, Table
from reporting.overview.told import spent_in_short, what_it_says
from reporting.remarks import Remark, Remarks

if TYPE_CHECKING:
    from counties.measures.places import Country
    from counties.models import Region
    from portal.access import Person

# The measures that each subject's table is of; a reader who sees none of them has no such table.
MEASURES_OF = {
    "milepaeler": [f"milepaeler_{state}" for state in MILESTONE_STATES],
    "aktivitet": ["aktiviteter"],
    "deltakere": [f"deltakere_{group}" for group in ("politikere", "ledere", "innkjopere", "leverandorer")],
    "kriterier": ["kriteriebruk", "kriteriebruk_innkjop"],
    "avtaler": [f"avtaler{of}{what}" for what in ("", "_verdi", "_i_kraft") for of in ("", "_kriterier")],
    "kommuner": [f"kommuner_{name}" for name in ("policy", "routines", "agreement", "training")],
    "tildelingsbrev": ["brev_kontaktet", "brev_bedt", "brev_fulgt"],
    "tilskudd": ["tilskudd_allotted", "tilskudd_received", "tilskudd_spent"],
}
MONTHS = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]


@dataclass(frozen=True)
class Overview:
    choice: Choice
    standing: list[Figure]  # as it is today, whatever the year
    headline: list[Figure]  # of the year
    numbers: Numbers = field(repr=False)
    regions: list[Region]  # at the place
    on: dt.date

    @property
    def subjects(self) -> dict[str, str]:
        """The keys of the tables that have something for the reader, and what each is about in a word or two."""
        seen = self.numbers.seen
        return {key: str(name) for key, name in SUBJECTS.items() if not seen.isdisjoint(MEASURES_OF[key])}

    @cached_property
    def tables(self) -> list[Table]:
        return [self.table(key) for key in self.subjects]

    def table(self, key: str) -> Table:
        """One of `subjects` (at most 1 query)."""
        return DRAWN[key](self)

    @property
    def years(self) -> list[int]:
        """The chosen one first, as there is room for on a telephone."""
        year = self.choice.year
        return list(range(year, min(max(PROGRAMME_BEGAN, year - 4), year) - 1, -1))

    @property
    def charts(self) -> list[OverviewChart]:
        return [chart for table in self.tables for chart in charts_of(table)]

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


def charts_of(table: Table) -> list[OverviewChart]:
    """With the remarks on its figures and what stands out; none of an empty table."""
    remarks = [] if table.is_empty else [remark.in_short for remark in table.remarks]
    return [
        replace(chart, remarks=remarks, says=chart.says or what_it_says(chart.rows, on=clock.today()))
        for chart in table.charts
        if not table.is_empty
    ]


def overview_of(user: Person, choice: Choice, where: Country, said: Remarks, *, on: dt.date) -> Overview:
    """What `user` may see of a place and a year (1 query, and 1 more for some tables); `said` is of the whole
    country."""
    numbers = numbers_of(user, choice, said)
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
        numbers=numbers,
        regions=where.regions_in(choice.place),
        on=on,
    )


def _seen(numbers: Numbers, *keys: str) -> list[Figure]:
    return [figure for key in keys if (figure := numbers.figure(key)).value is not None]


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
        [OverviewChart("aktivitet", title, drawn)],
    )


def _people(numbers: Numbers, years: list[int]) -> Table:
    lead = _("Deltakere på aktivitetene. Den som er med to ganger, teller to ganger.")
    return _by_year(numbers, "deltakere", _("Nådde personer etter gruppe"), lead, years)


def _criteria(numbers: Numbers) -> Table:
    """By the six product areas (1 query)."""
    places = {"kriteriebruk": _("avtaler"), "kriteriebruk_innkjop": _("aktiviteter")}
    keys = [key for key in places if key in numbers.seen]
    rows, drawn = [], []
    for area in ProductArea.objects.all():
        by_key = {
            key: [numbers.figure(key, category=f"{area.key}|{level.value}") for level in Level]
            for key in keys
        }
        rows.append(FigureRow(area.name, [figure for figures in by_key.values() for figure in figures]))
        for key, figures in by_key.items():
            drawn += _levels_drawn(area, places[key], [figure.value or 0 for figure in figures])
    columns = [f"{level.label}, {places[key]}" for key in keys for level in Level]
    title = _("Miljøkriterier i bruk, %d") % numbers.choice.year
    lead = _("Innkjøpspanelets kriterier som er brukt som de er eller i tilpasset form.")
    return Table("kriterier", title, lead, columns, rows, [OverviewChart("kriterier", title, drawn)])


def _levels_drawn(area: ProductArea, place: str, values: list[int]) -> list[dict[str, Any]]:
    """An area's bar of one place, divided by level; what is said stands at its end."""
    said = _("%(numbers)s i %(place)s") % {"numbers": " + ".join(map(str, values)), "place": place}
    return [
        {
            "label": area.name,
            "place": place,
            "level": str(level.label),
            "order": order,
            "value": value,
            "said": said,
        }
        for order, (level, value) in enumerate(zip(Level, values, strict=True))
    ]


def _agreements(numbers: Numbers, years: list[int]) -> Table:
    lead = _("Alle fellesavtaler, og de som har miljøkriterier. Verdien er anslått for ett år.")
    table = _by_year(numbers, "avtaler", _("Fellesavtaler og verdien av dem"), lead, years)
    drawn = _drawn_by_year(table.rows, table.columns, money=True)
    in_kroner = OverviewChart("avtaler_verdi", _("Verdien av fellesavtalene for ett år"), drawn)
    return replace(table, charts=[*table.charts, in_kroner])


def _kommuner(numbers: Numbers, years: list[int]) -> Table:
    whole = numbers.figure("kommuner", year=None).value
    lead = _("Hvor langt kommunene var kommet ved utgangen av året. Antall kommuner i alt: %s.") % nb_number(
        whole
    )
    return _by_year(numbers, "kommuner", _("Oppfølging av kommunene"), lead, years)


def _state(numbers: Numbers, years: list[int]) -> Table:
    lead = _("Statsetater som er bedt om systematisk oppfølging i tildelingsbrevet.")
    return _by_year(numbers, "tildelingsbrev", _("Statsetatene"), lead, years)


def _grants(numbers: Numbers) -> Table:
    keys = MEASURES_OF["tilskudd"]
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
    allotted, _received, spent = (figure.value or 0 for figure in rows[-1].figures)
    says = spent_in_short(allotted, spent, numbers.choice.year)
    charts = [OverviewChart("tilskudd", title, drawn, says=says)]
    return Table("tilskudd", title, _("Hele kroner."), columns, rows, charts)


def _by_year(numbers: Numbers, key: str, title: str, lead: str, years: list[int]) -> Table:
    """One row for each measure, one column for each year."""
    measures = MEASURES_OF[key]
    rows = [
        FigureRow(figures[0].measure.heading, figures)
        for measure in measures
        if (figures := [numbers.figure(measure, year=year) for year in years])
    ]
    columns = [str(year) for year in years]
    drawn = _drawn_by_year(rows, columns, money=False)
    return Table(key, title, lead, columns, rows, [OverviewChart(key, title, drawn)])


def _drawn_by_year(rows: list[FigureRow], years: list[str], *, money: bool) -> list[dict[str, Any]]:
    """Kroner or numbers: they have no axis in common."""
    return [
        {"label": row.label, "year": year, "value": figure.value}
        for row in rows
        for year, figure in zip(years, row.figures, strict=True)
        if figure.is_money is money
    ]


DRAWN: dict[str, Callable[[Overview], Table]] = {
    "milepaeler": lambda shown: milestones(shown.numbers, shown.on),
    "aktivitet": lambda shown: _activity(shown.numbers),
    "deltakere": lambda shown: _people(shown.numbers, shown.years),
    "kriterier": lambda shown: _criteria(shown.numbers),
    "avtaler": lambda shown: _agreements(shown.numbers, shown.years),
    "kommuner": lambda shown: _kommuner(shown.numbers, shown.years),
    "tildelingsbrev": lambda shown: _state(shown.numbers, shown.years),
    "tilskudd": lambda shown: _grants(shown.numbers),
}
