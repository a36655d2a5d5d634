"""The country as the overviews know it: 19 fylker, their regions and the puljer, read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from counties.map import view_of
from counties.models import Fylke, Pulje, Region
from portal.templatetags.portal import nb_number
from reporting.dashboards.measure import Measure
from reporting.dashboards.measures import MEASURES
from reporting.dashboards.numbers import Choice, Figure, rows_url
from reporting.dashboards.places import Place
from reporting.models import AnnualReport, Fact
from reporting.workflow import HANDED_IN, Status

if TYPE_CHECKING:
    from portal.access import Person

STEPS = 5  # shades of the map, light to dark
MILLION = 1_000_000


@dataclass(frozen=True)
class Country:
    fylker: list[Fylke]

    @cached_property
    def regions(self) -> list[Region]:
        return sorted({fylke.region for fylke in self.fylker}, key=lambda region: region.number)

    @cached_property
    def puljer(self) -> list[Pulje]:
        return sorted({region.pulje for region in self.regions}, key=lambda pulje: pulje.number)

    def regions_in(self, choice: Choice) -> list[Region]:
        if choice.place.region is not None:
            return [choice.place.region]
        return [r for r in self.regions if choice.place.pulje in (None, r.pulje)]


def country() -> Country:
    """All 19 fylker with region and pulje (1 query)."""
    return Country(list(Fylke.objects.select_related("region__pulje").order_by("number")))


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


@dataclass(frozen=True)
class MeasureMap:
    measure: Measure
    unit: str
    view_box: str
    inset_box: str
    shapes: list[Shape]
    rows: list[tuple[Region, Figure]]


def map_of(user: Person, choice: Choice, measure: Measure, where: Country) -> MeasureMap:
    """One measure, region by region (1 query). The caller has seen to it that `user` may see it everywhere."""
    year = choice.year if measure.day or measure.year else None
    if measure.rows_key == "milepaeler":
        year = None
    theme = choice.theme if measure.themes else ""
    facts = Fact.objects.totals() if not theme else Fact.objects.filter(category="", month=None, theme=theme)
    values = dict(
        facts.filter(measure=measure.key, year=year, region__in=where.regions)
        .order_by()
        .values_list("region", "value")
    )
    shown = where.regions_in(choice)
    step_of = _steps([values.get(region.pk, 0) for region in shown])
    money = str(measure.unit) == "kr"
    view = view_of()
    shapes, said = [], set()
    for fylke in where.fylker:
        region, value = fylke.region, values.get(fylke.region_id, 0)
        inside = region in shown
        text = (f"{value / MILLION:.1f}".replace(".", ",") if money else str(value)) if inside else ""
        shape = view.shapes[fylke.number]
        shapes.append(
            Shape(
                fylke=fylke,
                path=shape.path,
                label=shape.label,
                in_inset=shape.in_inset,
                step=step_of(value) if inside else 0,
                text="" if region in said else text,
                title=f"{region}: {nb_number(value)} {measure.unit}" if inside else str(region),
            )
        )
        said.add(region)
    figures = [
        (
            region,
            Figure(
                measure,
                values.get(region.pk, 0),
                rows_url(measure, Place(region=region), user, year=year, theme=theme),
            ),
        )
        for region in shown
    ]
    return MeasureMap(measure, _unit(measure), view.view_box, view.inset_box, shapes, figures)


def _steps(values: list[int]) -> Callable[[int], int]:
    """0 for nothing, else 1 to 5 from the smallest value to the largest."""
    some = [value for value in values if value]
    low, high = min(some, default=0), max(some, default=0)
    width = (high - low) / STEPS or 1
    return lambda value: min(STEPS, 1 + int((value - low) / width)) if value else 0


def _unit(measure: Measure) -> str:
    return "mill. kr" if str(measure.unit) == "kr" else str(measure.unit)


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
            delivered = self.report.seen_delivered_on  # type: ignore[attr-defined]
            return "late" if delivered and delivered > self.report.round.due_on else "on_time"
        return "late" if self.today > self.report.round.due_on else ""


@dataclass(frozen=True)
class ReportGrid:
    years: list[int]
    rows: list[tuple[Region, list[ReportCell | None]]]


def reports_of(user: Person, choice: Choice, where: Country, *, on: dt.date) -> ReportGrid:
    """Region by round, of the reports that `user` sees (1 query)."""
    regions = where.regions_in(choice)
    reports = (
        AnnualReport.objects.visible_to(user)
        .with_seen_delivery(user)
        .filter(region__in=regions)
        .select_related("round", "region")
    )
    cells = {(r.region_id, r.round.year): ReportCell(r, Status(r.seen_status), on) for r in reports}
    years = sorted({year for _region, year in cells})
    return ReportGrid(
        years, [(region, [cells.get((region.pk, year)) for year in years]) for region in regions]
    )


def may_map(user: Person) -> list[Measure]:
    """The measures that can be laid on the map: those whose figures the person sees in every region."""
    return [m for m in MEASURES.values() if Place().open_to(user, m.figure)]
