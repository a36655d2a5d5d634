"""A frozen national edition compiled: every number computed and written once, for the file and for the page.

Pure: no database, no clock. Regions are compared at the same age: whole years since their pulje's first one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from reporting.compile import written_date, written_time
from reporting.quantities import bare, unit_of

OSLO = ZoneInfo("Europe/Oslo")
ABREAST = 4  # figures that a page has room for beside the regions' names
ORDINALS = ("første", "andre", "tredje", "fjerde", "femte")
TITLES = {"summary": "Sammendrag", "assessment": "DIFIs vurdering", "way_forward": "Veien videre"}
NOTHING = "–"
IN_TIME, LATE = "i tide", "for sent"


@dataclass(frozen=True)
class Delivered:
    """A region whose report is in the edition."""

    region: str
    slug: str
    pulje: int
    office: str
    signed: str
    timing: str
    receipt: str
    sha256: str
    number: int


@dataclass(frozen=True)
class Summed:
    """A key figure of the whole country. `total` is of those who answered; shares have none."""

    label: str
    unit: str
    answered: str
    total: str
    middle: str
    earlier: str


@dataclass(frozen=True)
class Compared:
    """A key figure as the regions of each pulje stood at one age."""

    label: str
    unit: str
    middles: tuple[str, ...]


@dataclass(frozen=True)
class AtAge:
    title: str
    columns: tuple[str, ...]
    rows: tuple[Compared, ...]


@dataclass(frozen=True)
class Abreast:
    """Some of the key figures, region by region."""

    columns: tuple[tuple[str, str], ...]  # label and unit
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class CompiledEdition:
    title: str
    year: int
    number: int
    kind: str
    reason: str
    is_draft: bool
    receipt: str
    sha256: str
    verify_at: str
    published: str
    published_by: str
    moment: str  # when it was published, as ISO 8601
    due: str
    expected: int
    delivered: tuple[Delivered, ...]
    missing: tuple[tuple[str, int], ...]  # name and pulje
    texts: tuple[tuple[str, str], ...]
    totals: tuple[Summed, ...]
    earlier_year: int | None
    ages: tuple[AtAge, ...]
    regions: tuple[Abreast, ...]

    @property
    def name(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def coverage(self) -> str:
        return f"{len(self.delivered)} av {self.expected}"

    @property
    def coverage_told(self) -> str:
        """In a sentence: how many are in it, and how many of them came in time."""
        in_time = sum(region.timing == IN_TIME for region in self.delivered)
        return (
            f"{self.coverage} årsrapporter er publisert og med i utgaven. "
            f"{in_time} av dem ble levert innen fristen {self.due}, eller den utsatte fristen fylket hadde."
        )

    @property
    def missing_names(self) -> str:
        return ", ".join(name for name, _pulje in self.missing)

    @property
    def footer(self) -> str:
        if self.is_draft:
            return f"{self.name} · utkast"
        return f"{self.name} · kvittering {self.receipt} · SHA-256 {self.sha256[:16]}…"


def compile_edition(content: Mapping[str, Any], *, sha256: str, kind: str) -> CompiledEdition:
    """Compile a snapshot of format 1. Raises `ValueError` for another format."""
    if content["format"] != 1:
        raise ValueError(f"Unknown format of a national edition {content['format']!r}")
    year, published = content["round"]["year"], content["published"]
    earlier = content["answers"].get(str(year - 1))
    return CompiledEdition(
        title=content["title"],
        year=year,
        number=content["number"],
        kind=kind,
        reason=content["reason"],
        is_draft=content["kind"] == "draft",
        receipt=content["receipt"],
        sha256=sha256,
        verify_at=content["verify_at"],
        published=written_time(_oslo(published["at"])) if published else "",
        published_by=published["by"] if published else "",
        moment=_oslo(published["at"]).isoformat() if published else "",
        due=written_date(dt.date.fromisoformat(content["round"]["due"])),
        expected=len(content["regions"]) + len(content["missing"]),
        delivered=tuple(map(delivered_of, content["regions"])),
        missing=tuple((region["name"], region["pulje"]) for region in content["missing"]),
        texts=tuple((title, content["texts"][key]) for key, title in TITLES.items() if content["texts"][key]),
        totals=tuple(_summed(figure, content["answers"], year) for figure in content["figures"]),
        earlier_year=year - 1 if earlier else None,
        ages=tuple(_ages(content)),
        regions=tuple(_abreast(content, year)),
    )


def _oslo(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(OSLO)


def delivered_of(region: Mapping[str, Any]) -> Delivered:
    return Delivered(
        region=region["name"],
        slug=region["slug"],
        pulje=region["pulje"],
        office=region["office"],
        signed=written_date(_oslo(region["signed_at"]).date()),
        timing=IN_TIME if region["in_time"] else LATE,
        receipt=region["receipt"],
        sha256=region["sha256"],
        number=region["number"],
    )


Years = Mapping[str, Mapping[str, Mapping[str, str]]]


def _said(answers: Years, year: int, key: str, slugs: Iterable[str] | None = None) -> list[Decimal]:
    """What the year's reports answer, of all regions or of some."""
    reports = answers.get(str(year), {})
    wanted = reports if slugs is None else [slug for slug in slugs if slug in reports]
    return [Decimal(reports[slug][key]) for slug in wanted if key in reports[slug]]


def _summed(figure: Mapping[str, Any], answers: Years, year: int) -> Summed:
    said, before = (_said(answers, each, figure["key"]) for each in (year, year - 1))
    return Summed(
        label=figure["label"],
        unit=unit_of(figure["kind"], figure["unit"]),
        answered=str(len(said)),
        total=_total(figure, said),
        middle=_middle(figure, said),
        earlier=_total(figure, before) if figure["kind"] != "percent" else _middle(figure, before),
    )


def _total(figure: Mapping[str, Any], said: Sequence[Decimal]) -> str:
    """Shares of different wholes have no sum."""
    return bare(figure, f"{sum(said)}") if said and figure["kind"] != "percent" else NOTHING


def _middle(figure: Mapping[str, Any], said: Sequence[Decimal]) -> str:
    """The median, to one decimal at most; amounts in whole kroner."""
    if not said:
        return NOTHING
    step = Decimal(1) if figure["kind"] == "nok" else Decimal("0.1")
    found = Decimal(median(said)).quantize(step, ROUND_HALF_UP)
    return bare(figure, f"{found.to_integral_value() if found == found.to_integral_value() else found}")


def _ages(content: Mapping[str, Any]) -> Iterable[AtAge]:
    """Every age that all puljer have had a round at, the oldest first: it is what there is most to say of."""
    places = [*content["regions"], *content["missing"]]
    started = {place["pulje"]: place["started"] for place in places}
    if len(started) < 2:
        return
    puljer = sorted(started)
    for age in range(content["round"]["year"] - max(started.values()), -1, -1):
        years = {pulje: started[pulje] + age for pulje in puljer}
        of = {pulje: [place["slug"] for place in places if place["pulje"] == pulje] for pulje in puljer}
        rows = tuple(_compared(figure, content["answers"], years, of) for figure in content["figures"])
        yield AtAge(
            title=f"{ORDINALS[age].capitalize() if age < len(ORDINALS) else f'{age + 1}.'} år i programmet",
            columns=tuple(f"Pulje {pulje}, {years[pulje]}" for pulje in puljer),
            rows=rows,
        )


def _compared(
    figure: Mapping[str, Any], answers: Years, years: Mapping[int, int], of: Mapping[int, list[str]]
) -> Compared:
    said = [_said(answers, year, figure["key"], of[pulje]) for pulje, year in years.items()]
    middles = tuple(f"{_middle(figure, each)} ({len(each)})" if each else NOTHING for each in said)
    return Compared(figure["label"], unit_of(figure["kind"], figure["unit"]), middles)


def _abreast(content: Mapping[str, Any], year: int) -> Iterable[Abreast]:
    reports = content["answers"].get(str(year), {})
    figures = content["figures"]
    for start in range(0, len(figures), ABREAST):
        some = figures[start : start + ABREAST]
        yield Abreast(
            columns=tuple((figure["label"], unit_of(figure["kind"], figure["unit"])) for figure in some),
            rows=tuple(
                (region["name"], tuple(_written(figure, reports.get(region["slug"], {})) for figure in some))
                for region in content["regions"]
            ),
        )


def _written(figure: Mapping[str, Any], said: Mapping[str, str]) -> str:
    return bare(figure, said[figure["key"]]) if figure["key"] in said else NOTHING
