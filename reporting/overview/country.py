"""The country region by region: a measure on the map, and the state of the reporting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counties.map import view_of
from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.places import Country, Place
from counties.measures.registry import MEASURES, in_facts
from counties.measures.units import with_unit
from counties.models import Fylke, Region
from portal import formats
from reporting.models import AnnualReport
from reporting.overview.models import Fact
from reporting.overview.numbers import Choice, Figure, FigureRow, Numbers, figure_of, remarks_on
from reporting.remarks import Remark, remarks_at
from reporting.workflow import HANDED_IN, Status

if TYPE_CHECKING:
    from portal.access import Person

STEPS = 5  # shades of the map, light to dark
MILLION = 1_000_000


@dataclass(frozen=True)
class Shape:
    """A fylke on the map. `step` is 0 (nothing, or outside the choice) to 5; `text` is empty where another
    fylke of the region already says it."""

    fylke: Fylke
    path: str
    label: tuple[float, float]
    in_inset: bool
    step: int
    text: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class MeasureMap:
    measure: Measure
    view_box: str
    inset_box: str
    shapes: list[Shape]
    rows: list[tuple[Region, Figure]]
    chosen: Region | None

    @property
    def remarks(self) -> list[Remark]:
        return remarks_on(figure for _region, figure in self.rows)


def map_of(user: Person, choice: Choice, measure: Measure, where: Country) -> MeasureMap:
    """One measure, region by region (2 queries). The caller has seen to it that `user` may see it everywhere.

    A chosen region stands out among all the others; a chosen pulje leaves the other one blank.
    """
    chosen = choice.place.region
    shown = where.regions if chosen else where.regions_in(choice.place)
    year, theme = choice.year_of(measure), choice.theme if measure.themes else ""
    rows = Fact.objects.filter(category="", month=None, theme=theme, measure=measure.key, year=year)
    values = dict(rows.filter(region__in=shown).order_by().values_list("region", "value"))
    said = remarks_at()
    wanted = {region: Narrowing(Place(region=region), year, theme=theme) for region in shown}
    figures = [
        (region, figure_of(user, measure, values.get(region.pk, 0), narrowed, said))
        for region, narrowed in wanted.items()
    ]
    view = view_of()
    return MeasureMap(
        measure, view.view_box, view.inset_box, _shapes(dict(figures), where, chosen), figures, chosen
    )


def _shapes(figures: Mapping[Region, Figure], where: Country, chosen: Region | None) -> list[Shape]:
    step_of = _steps([figure.value or 0 for figure in figures.values()])
    view = view_of()
    shapes, said = [], set()
    for fylke in where.fylker:
        region, shape = fylke.region, view.shapes[fylke.number]
        figure = figures.get(region)
        shapes.append(
            Shape(
                fylke=fylke,
                path=shape.path,
                label=shape.label,
                in_inset=shape.in_inset,
                step=step_of(figure.value or 0) if figure else 0,
                text=_short(figure) if figure and region not in said else "",
                title=_title(region, figure) if figure else str(region),
                is_chosen=region == chosen,
            )
        )
        said.add(region)
    return shapes


def _title(region: Region, figure: Figure) -> str:
    said = with_unit(figure.value or 0, figure.measure.unit)
    return " – ".join([f"{region}: {said}", *map(str, figure.remarks)])


def _short(figure: Figure) -> str:
    """As there is room for on a map: kroner in millions, and the mark of an overruled one."""
    value = figure.value or 0
    text = formats.one_decimal(value / MILLION) if figure.is_money else str(value)
    return f"{text}{figure.mark}"


def _steps(values: list[int]) -> Callable[[int], int]:
    """0 for nothing, else 1 to 5 from the smallest value to the largest."""
    some = [value for value in values if value]
    low, high = min(some, default=0), max(some, default=0)
    width = (high - low) / STEPS or 1
    return lambda value: min(STEPS, 1 + int((value - low) / width)) if value else 0


@dataclass(frozen=True)
class ReportCell:
    """A region's report for a round, as this person may see it."""

    report: AnnualReport
    status: Status
    today: dt.date

    @property
    def timing(self) -> str:
        """ "late", "on_time", or "" while it is not due."""
        if self.status in HANDED_IN:
            delivered = self.report.delivered_on  # type: ignore[attr-defined]
            return "late" if delivered and delivered > self.report.round.due_on else "on_time"
        return "late" if self.today > self.report.round.due_on else ""


@dataclass(frozen=True)
class ReportGrid:
    years: list[int]
    rows: list[tuple[Region, list[ReportCell | None]]]
    totals: list[FigureRow]  # how many are awaited, delivered and in time; empty for those who may not see it


def reports_of(user: Person, numbers: Numbers, where: Country, *, on: dt.date) -> ReportGrid:
    """Region by round, of the reports that `user` sees (1 query)."""
    regions = where.regions_in(numbers.choice.place)
    reports = (
        AnnualReport.objects.visible_to(user)
        .with_seen_delivery(user)
        .filter(region__in=regions)
        .select_related("round", "region")
    )
    cells = {(r.region_id, r.round.year): ReportCell(r, Status(r.seen_status), on) for r in reports}
    years = sorted({year for _region, year in cells})
    rows = [(region, [cells.get((region.pk, year)) for year in years]) for region in regions]
    keys = [f"rapporter_{key}" for key in ("alle", "levert", "i_tide")]
    totals = [
        FigureRow(str(MEASURES[key].label), [numbers.figure(key, year=year) for year in years])
        for key in keys
        if key in numbers.seen
    ]
    return ReportGrid(years, rows, totals)


def may_map(user: Person) -> list[Measure]:
    """The measures that can be laid on the map: those whose figures the person sees in every region."""
    return [m for m in in_facts() if Place().open_to(user, m.figure)]
