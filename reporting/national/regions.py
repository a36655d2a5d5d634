"""A region's page in a national edition, which stands before its sealed report: its key figures through the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.compiled import Chart, ChartRow
from reporting.national.compile import NOTHING, delivered_of
from reporting.quantities import bare, quantity, unit_of

PICTURES = {
    "percent": ("andel_kommuner", "Andeler"),
    "nok": ("midler", "Beløp"),
}  # kind → its chart and title


@dataclass(frozen=True)
class RegionFigure:
    label: str
    unit: str
    numbers: tuple[str, ...]  # of each year


@dataclass(frozen=True)
class RegionPage:
    title: str
    year: int
    region: str
    slug: str
    pulje: int
    office: str
    signed: str
    timing: str
    receipt: str
    number: int
    sha256: str
    years: tuple[int, ...]
    figures: tuple[RegionFigure, ...]
    charts: tuple[Chart, ...]


def input_of(content: Mapping[str, Any], slug: str) -> dict[str, Any]:
    """What its page and its report are found by, of the whole edition's frozen values."""
    (region,) = (region for region in content["regions"] if region["slug"] == slug)
    years = {year: said[slug] for year, said in content["answers"].items() if slug in said}
    return {
        "title": content["title"],
        "year": content["round"]["year"],
        "region": region,
        "years": years,
        "figures": content["figures"],
    }


def compile_region(found: Mapping[str, Any]) -> RegionPage:
    delivered = delivered_of(found["region"])
    years = sorted(int(year) for year in found["years"])
    said = [found["years"][str(year)] for year in years]
    answered = [figure for figure in found["figures"] if any(figure["key"] in each for each in said)]
    return RegionPage(
        title=found["title"],
        year=found["year"],
        region=delivered.region,
        slug=delivered.slug,
        pulje=delivered.pulje,
        office=delivered.office,
        signed=delivered.signed,
        timing=delivered.timing,
        receipt=delivered.receipt,
        number=delivered.number,
        sha256=delivered.sha256,
        years=tuple(years),
        figures=tuple(_figure(figure, said) for figure in answered),
        charts=tuple(_charts(answered, years, said)),
    )


Said = Sequence[Mapping[str, str]]


def _figure(figure: Mapping[str, Any], said: Said) -> RegionFigure:
    numbers = tuple(bare(figure, each[figure["key"]]) if figure["key"] in each else NOTHING for each in said)
    return RegionFigure(figure["label"], unit_of(figure["kind"], figure["unit"]), numbers)


def _charts(figures: Sequence[Mapping[str, Any]], years: Sequence[int], said: Said) -> list[Chart]:
    charts = []
    for kind, (key, title) in PICTURES.items():
        rows = [_row(figure, said) for figure in figures if figure["kind"] == kind]
        if rows:
            unit = unit_of(kind, "")
            charts.append(Chart(key=key, title=title, unit=unit, years=tuple(years), rows=tuple(rows)))
    return charts


def _row(figure: Mapping[str, Any], said: Said) -> ChartRow:
    values = [each.get(figure["key"]) for each in said]
    return ChartRow(
        label=figure["label"],
        values=tuple(Decimal(value) if value is not None else None for value in values),
        texts=tuple(quantity(figure, value) if value is not None else NOTHING for value in values),
    )
