"""The country region by region: a measure on the map, and the state of the reporting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Sum
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from counties.map import bounds_of, view_of
from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.places import Country, Place
from counties.measures.registry import MEASURES, in_facts
from counties.measures.units import with_unit
from counties.models import Fylke, Region
from portal import formats
from portal.access import Permission, can
from reporting.models import AnnualReport
from reporting.models.national import NationalEdition
from reporting.overview.models import Fact
from reporting.overview.numbers import Choice, Figure, FigureRow, Numbers, figure_of, remarks_on
from reporting.overview.shades import Shades
from reporting.overview.told import listed
from reporting.remarks import Remark, Remarks
from reporting.workflow import HANDED_IN, Status

if TYPE_CHECKING:
    from portal.access import Person

MILLION = 1_000_000
RatedRow = tuple[Region, Figure, str, str]


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
    basis: str = ""  # what the shades and the map's numbers are of, where that is not the figure itself
    rates: list[str] = field(default_factory=list)  # of each row, by the basis
    shares: list[float] = field(default_factory=list)  # the same as numbers
    says: str = ""  # what stands out on it
    classes: list[tuple[int, str]] = field(default_factory=list)  # shade and what it stands for

    named: dict[Region, str] = field(default_factory=dict)  # the fylker of a region that has more than one

    @property
    def rated_rows(self) -> list[RatedRow]:
        """Region, figure, rate and the region's fylker, where it has more than one."""
        rates = self.rates or [""] * len(self.rows)
        return [
            (region, figure, rate, self.named.get(region, ""))
            for (region, figure), rate in zip(self.rows, rates, strict=True)
        ]

    @property
    def remarks(self) -> list[Remark]:
        return remarks_on(figure for _region, figure in self.rows)

    def remarks_of(self, rows: Iterable[RatedRow]) -> list[Remark]:
        """On the figures of a page of `rated_rows`."""
        return remarks_on(figure for _region, figure, _rate, _fylker in rows)


def map_of(user: Person, choice: Choice, measure: Measure, where: Country, said: Remarks) -> MeasureMap:
    """One measure, region by region (2 queries); `said` is of the whole country.

    The caller has seen to it that `user` may see it everywhere.

    A chosen region stands out among all the others; a chosen pulje leaves the other one blank.
    """
    chosen = choice.place.region
    shown = where.regions if chosen else where.regions_in(choice.place)
    year, theme = choice.year_of(measure), choice.theme if measure.themes else ""
    rows = Fact.objects.filter(category="", month=None, theme=theme, measure=measure.key, year=year)
    values = dict(rows.filter(region__in=shown).order_by().values_list("region", "value"))
    wanted = {region: Narrowing(Place(region=region), year, theme=theme) for region in shown}
    figures = [
        (region, figure_of(user, measure, values.get(region.pk, 0), narrowed, said))
        for region, narrowed in wanted.items()
    ]
    rate = _rate_of(measure)
    wholes = rate.wholes(shown) if rate else {}
    found = {
        region: (figure.value or 0) * rate.factor / (wholes.get(region.pk) or 1)
        if rate
        else figure.value or 0
        for region, figure in figures
    }
    said_of = rate.said if rate else partial(_said, measure)
    shades = Shades.of(found.values(), said_of)
    view = view_of()
    return MeasureMap(
        measure,
        view.view_box,
        view.inset_box,
        _shapes(dict(figures), found, shades, said_of, where, chosen),
        figures,
        chosen,
        basis=str(rate.basis) if rate else "",
        rates=[said_of(found[region]) for region, _figure in figures] if rate else [],
        shares=[found[region] for region, _figure in figures] if rate else [],
        says=_stands_out(
            ", ".join(filter(None, [measure.heading, str(rate.basis) if rate else ""])), found, said_of
        ),
        classes=shades.classes(found.values(), said_of),
        named=_named(where.fylker),
    )


@dataclass(frozen=True)
class Rate:
    """What a figure is seen in proportion to, where the figure itself shows mostly which fylke is large."""

    basis: Promise
    factor: int
    wholes: Callable[[list[Region]], dict[int, int]]
    said: Callable[[float], str]


def _kommuner_in(regions: list[Region]) -> dict[int, int]:
    """How many each has (1 query)."""
    rows = Fact.objects.filter(category="", month=None, theme="", measure="kommuner", region__in=regions)
    return dict(rows.order_by().values_list("region", "value"))


def _people_in(regions: list[Region]) -> dict[int, int]:
    """How many live in each (1 query)."""
    rows = Region.objects.filter(pk__in=[region.pk for region in regions]).order_by()
    return dict(rows.annotate(people=Sum("fylker__kommuner__population")).values_list("pk", "people"))


def _percent(value: float) -> str:
    return _("%s %%") % formats.whole(int(value + 0.5))  # as `formats.percent`


def _with_decimal(value: float) -> str:
    """Always one, so that a column of them is read down."""
    return number_format(value, decimal_pos=1, force_grouping=True)


SHARE = Rate(_l("andel av kommunene"), 100, _kommuner_in, _percent)
BY_PEOPLE = Rate(_l("per 100 000 innbyggere"), 100_000, _people_in, _with_decimal)
KRONER_BY_PEOPLE = Rate(_l("kroner per innbygger"), 1, _people_in, _with_decimal)
COUNTED_ONCE = ("styringsgrupper", "knutepunkter", "milepaeler", "rapporter", "sekretariat", "verter")


def _rate_of(measure: Measure) -> Rate | None:
    """None for what each region has one of, or what isn't more because more people live there."""
    if measure.key.startswith("kommuner_"):
        return SHARE
    if measure.key == "kommuner" or measure.key.startswith(COUNTED_ONCE):
        return None
    return KRONER_BY_PEOPLE if measure.is_money else BY_PEOPLE


def _stands_out(what: str, found: Mapping[Region, float], said_of: Callable[[float], str]) -> str:
    """Where there is most, and least where that is one region; nothing where all are alike."""
    high, low = max(found.values(), default=0), min(found.values(), default=0)
    if high == low:
        return ""
    most, least = ([region.name for region in found if found[region] == end] for end in (high, low))
    words = {
        "what": what,
        "most": listed(most),
        "high": said_of(high),
        "least": least[0],
        "low": said_of(low),
    }
    if len(least) > 1:
        return _("%(what)s: mest i %(most)s (%(high)s)") % words
    return _("%(what)s: mest i %(most)s (%(high)s), minst i %(least)s (%(low)s)") % words


def _named(fylker: Iterable[Fylke]) -> dict[Region, str]:
    """The fylker of each region that has more than one."""
    names: dict[Region, list[str]] = {}
    for fylke in fylker:
        names.setdefault(fylke.region, []).append(fylke.name)
    return {region: _(" og ").join(those) for region, those in names.items() if len(those) > 1}


def _said(measure: Measure, value: float) -> str:
    """As there is room for on a map: kroner in millions."""
    return formats.one_decimal(value / MILLION) if measure.is_money else formats.whole(round(value))


def _shapes(
    figures: Mapping[Region, Figure],
    found: Mapping[Region, float],
    shades: Shades,
    said_of: Callable[[float], str],
    where: Country,
    chosen: Region | None,
) -> list[Shape]:
    view, shapes = view_of(), []
    said_on = _largest(fylke for fylke in where.fylker if fylke.number in view.shapes)
    for fylke in where.fylker:
        region, shape = fylke.region, view.shapes.get(fylke.number)
        if shape is None:  # one that is newer than the map
            continue
        figure = figures.get(region)
        shapes.append(
            Shape(
                fylke=fylke,
                path=shape.path,
                label=shape.label,
                in_inset=shape.in_inset,
                step=shades.of_value(found[region]) if figure else 0,
                text=said_of(found[region]) + figure.mark if figure and said_on[region] == fylke else "",
                title=_title(region, figure) if figure else str(region),
                is_chosen=region == chosen,
            )
        )
    return shapes


def _largest(fylker: Iterable[Fylke]) -> dict[Region, Fylke]:
    """Of each region the fylke with most room for its number."""

    def room(fylke: Fylke) -> float:
        left, top, right, bottom = bounds_of(fylke.number)
        return (right - left) * (bottom - top)

    found: dict[Region, Fylke] = {}
    for fylke in fylker:
        if fylke.region not in found or room(fylke) > room(found[fylke.region]):
            found[fylke.region] = fylke
    return found


def _title(region: Region, figure: Figure) -> str:
    said = with_unit(figure.value or 0, figure.measure.unit)
    return " – ".join([f"{region}: {said}", *map(str, figure.remarks)])


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
            return "late" if self.report.delivered_late else "on_time"  # type: ignore[attr-defined]
        return "late" if self.today > self.report.due_on else ""


@dataclass(frozen=True)
class ReportGrid:
    years: list[int]  # the newest first
    rows: list[tuple[Region, list[ReportCell | None]]]
    totals: list[FigureRow]  # how many are awaited, delivered and in time; empty for those who may not see it
    national_years: list[int] = field(default_factory=list)  # with a national report that the reader can open


def reports_of(user: Person, numbers: Numbers, where: Country, *, on: dt.date) -> ReportGrid:
    """Region by round, of the reports that `user` sees (1 query)."""
    regions = where.regions_in(numbers.choice.place)
    reports = (
        AnnualReport.objects.yearly()
        .visible_to(user)
        .with_seen_delivery(user)
        .filter(region__in=regions)
        .annotate(has_national=Exists(NationalEdition.objects.published().filter(round=OuterRef("round"))))
        .select_related("round", "region", "extension")
    )
    writes = can(user, Permission.REPORT_PUBLISH)  # also the year that nothing is published of
    opened = {r.round.year for r in reports if r.has_national}  # type: ignore[attr-defined]
    cells = {(r.region_id, r.round.year): ReportCell(r, Status(r.seen_status), on) for r in reports}
    years = sorted({year for _region, year in cells}, reverse=True)
    rows = [(region, [cells.get((region.pk, year)) for year in years]) for region in regions]
    keys = [f"rapporter_{key}" for key in ("alle", "levert", "i_tide")]
    totals = [
        FigureRow(str(MEASURES[key].label), [numbers.figure(key, year=year) for year in years])
        for key in keys
        if key in numbers.seen
    ]
    return ReportGrid(years, rows, totals, [year for year in years if writes or year in opened])


def may_map(user: Person) -> list[Measure]:
    """The measures that can be laid on the map: those whose figures the person sees in every region."""
    return [m for m in in_facts() if Place().open_to(user, m.figure)]
