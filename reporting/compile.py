"""A snapshot compiled: every number computed and written out once. Screen, PDF and files are drawn from this.

Pure: no database, no clock. Source of the shape that goes in: `reporting/snapshot.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from reporting.notes import comment_of, reason_of
from reporting.quantities import NUMERIC, bare, quantity, unit_of, written_number

HALF_A_PAGE = 30  # figures of a table's row, beside its labels
OSLO = ZoneInfo("Europe/Oslo")
MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]  # fixed here, so that a PDF does not change with a translation catalogue


@dataclass(frozen=True)
class CompiledAnswer:
    """One answered (or unanswered) question, ready to be shown."""

    key: str
    number: str
    kind: str
    label: str
    answered: bool
    text: str  # every kind but `text`: "1 250 kr", "Ja", "Fylkeskommunen"; empty where unanswered
    items: tuple[str, ...]  # several choices
    prose: str  # kind `text`, in the shape it was typed
    note: str  # why the county says something else than the portal counted, and its comment on a warning; else empty

    @property
    def is_prose(self) -> bool:
        return self.kind == "text"


@dataclass(frozen=True)
class CompiledSection:
    key: str
    number: int
    title: str
    answers: tuple[CompiledAnswer, ...]

    @property
    def facts(self) -> list[CompiledAnswer]:
        return [answer for answer in self.answers if not answer.is_prose]

    @property
    def prose(self) -> list[CompiledAnswer]:
        return [answer for answer in self.answers if answer.is_prose]


@dataclass(frozen=True)
class KeyFigure:
    label: str
    unit: str
    number: str
    text: str  # the number with its unit
    earlier_year: int | None
    earlier_number: str  # these two are empty where there is no earlier figure
    earlier_text: str


@dataclass(frozen=True)
class ChartRow:
    """One bar group: what it counts, and each year's value in the chart's unit (None: no figure)."""

    label: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    unit: str
    years: tuple[int, ...]
    rows: tuple[ChartRow, ...]

    @property
    def summary(self) -> str:
        """The chart in words, for those who do not see it: this year's figures."""
        figures = "; ".join(f"{row.label}: {row.texts[-1]}" for row in self.rows)
        return f"Stolpediagram. {self.title} {self.years[-1]}, {self.measured_in}. {figures}."

    @property
    def is_wide(self) -> bool:
        """Whether the table's numbers need more than half the width of a page."""
        columns = zip(*(row.texts for row in self.rows), strict=True)
        return sum(max(map(len, texts)) + 1 for texts in columns) > HALF_A_PAGE

    @property
    def measured_in(self) -> str:
        """The unit in words: it is said once for the whole chart and its table."""
        return {"kr": "kroner", "%": "prosent"}.get(self.unit, f"antall {self.unit}")


@dataclass(frozen=True)
class Signature:
    by: str
    office: str
    at: dt.datetime  # Norwegian time
    written: str  # "15. februar 2011 kl. 10.02"


@dataclass(frozen=True)
class CompiledReport:
    title: str
    year: int
    due: str
    region: str
    slug: str
    pulje: int
    offices: tuple[str, ...]
    fylker: tuple[str, ...]
    kommuner: str
    population: str
    is_draft: bool
    receipt: str  # empty for a draft
    number: int
    sha256: str
    verify_at: str  # the address that checks this file; empty for drafts and seals from before it was kept
    submitted_by: str
    submitted: str
    signature: Signature | None
    key_figures: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    sections: tuple[CompiledSection, ...]

    @property
    def name(self) -> str:
        return f"{self.title} {self.year} – {self.region}"


def compile_report(snapshot: Mapping[str, Any], *, sha256: str) -> CompiledReport:
    """Compile a snapshot of format 1. `sha256` is the hash of its canonical JSON, 64 hex digits.

    Raises `ValueError` for another format, `KeyError` where the snapshot lacks something.
    """
    if snapshot["format"] != 1:
        raise ValueError(f"Unknown snapshot format {snapshot['format']!r}")
    region, signed, submitted = snapshot["region"], snapshot["signed"], snapshot["submitted"]
    return CompiledReport(
        title=snapshot["title"],
        year=snapshot["round"]["year"],
        due=written_date(dt.date.fromisoformat(snapshot["round"]["due"])),
        region=region["name"],
        slug=region["slug"],
        pulje=region["pulje"],
        offices=tuple(region["fylkesmann"]),
        fylker=tuple(f"{fylke['number']} {fylke['name']}" for fylke in region["fylker"]),
        kommuner=written_number(Decimal(region["kommuner"])),
        population=written_number(Decimal(region["population"])),
        is_draft=snapshot["kind"] == "draft",
        receipt=snapshot["receipt"] or "",
        number=snapshot["number"],
        sha256=sha256,
        verify_at=snapshot.get("verify_at", ""),
        submitted_by=submitted["by"] if submitted else "",
        submitted=written_time(_oslo(submitted["at"])) if submitted else "",
        signature=_signature(signed) if signed else None,
        key_figures=_key_figures(snapshot),
        charts=_charts(snapshot),
        sections=tuple(_section(section) for section in snapshot["sections"]),
    )


def written_date(day: dt.date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def written_time(moment: dt.datetime) -> str:
    return f"{written_date(moment.date())} kl. {moment:%H.%M}"


def _section(section: Mapping[str, Any]) -> CompiledSection:
    return CompiledSection(
        key=section["key"],
        number=section["number"],
        title=section["title"],
        answers=tuple(_answer(*numbered) for numbered in _in_print(section)),
    )


def _in_print(section: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The shown questions as they are printed, facts before prose, numbered without holes."""
    shown = [question for question in section["questions"] if question["shown"]]
    for number, question in enumerate(sorted(shown, key=lambda question: question["kind"] == "text"), 1):
        yield f"{section['number']}.{number}", question


def _answer(number: str, question: Mapping[str, Any]) -> CompiledAnswer:
    value, kind = question["answer"], question["kind"]
    return CompiledAnswer(
        key=question["key"],
        number=number,
        kind=kind,
        label=question["label"],
        answered=value is not None,
        text=_text(question, value),
        items=tuple(question["options"].get(key, key) for key in value)
        if kind == "choices" and value
        else (),
        prose=value if kind == "text" and value else "",
        note=" ".join(filter(None, [reason_of(question), comment_of(question)])),
    )


def in_words(question: Mapping[str, Any]) -> str:
    """A question's answer as one text, whatever its kind; empty where it is unanswered.

    Between choices is a semicolon: their own words have commas.
    """
    value = question["answer"]
    if question["kind"] == "text":
        return str(value or "")
    if question["kind"] == "choices":
        return "; ".join(str(question["options"].get(key, key)) for key in value or [])
    return _text(question, value)


def _text(question: Mapping[str, Any], value: Any) -> str:
    if value is None or question["kind"] in ("text", "choices"):
        return ""
    if question["kind"] in NUMERIC:
        return quantity(question, value)
    if question["kind"] == "yesno":
        return "Ja" if value else "Nei"
    return str(question["options"].get(value, value))


def _questions(snapshot: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        question["key"]: question
        for section in snapshot["sections"]
        for question in section["questions"]
        if question["shown"]
    }


def _key_figures(snapshot: Mapping[str, Any]) -> tuple[KeyFigure, ...]:
    """The answered key figures, each beside the newest earlier year's where there is one."""
    last = snapshot["earlier"][-1] if snapshot["earlier"] else None
    figures = []
    for question in _questions(snapshot).values():
        if question["key_figure"] and question["answer"] is not None and question["kind"] in NUMERIC:
            before = last["figures"].get(question["key"]) if last else None
            figures.append(
                KeyFigure(
                    label=question["short_label"],
                    unit=unit_of(question),
                    number=written_number(Decimal(question["answer"])),
                    text=quantity(question, question["answer"]),
                    earlier_year=last["year"] if last and before is not None else None,
                    earlier_number=written_number(Decimal(before)) if before is not None else "",
                    earlier_text=quantity(question, before) if before is not None else "",
                )
            )
    return tuple(figures)


def _charts(snapshot: Mapping[str, Any]) -> tuple[Chart, ...]:
    """Charts with at least one figure of this year; earlier years stand before it."""
    questions = _questions(snapshot)
    charts = []
    for chart in snapshot["charts"]:
        shown = [questions[key] for key in chart["questions"] if key in questions]
        if not any(question["answer"] is not None for question in shown):
            continue
        earlier = [
            year
            for year in snapshot["earlier"]
            if any(question["key"] in year["figures"] for question in shown)
        ]
        years = [(year["year"], year["figures"]) for year in earlier]
        years.append((snapshot["round"]["year"], {question["key"]: question["answer"] for question in shown}))
        charts.append(
            Chart(
                key=chart["key"],
                title=chart["title"],
                unit=chart["unit"],
                years=tuple(year for year, _figures in years),
                rows=tuple(
                    _chart_row(question, chart["unit"], [figures for _year, figures in years])
                    for question in shown
                ),
            )
        )
    return tuple(charts)


def _chart_row(question: Mapping[str, Any], unit: str, years: list[Mapping[str, str | None]]) -> ChartRow:
    values = [figures.get(question["key"]) for figures in years]
    said = bare if unit_of(question) == unit else quantity
    return ChartRow(
        label=question["short_label"],
        values=tuple(Decimal(value) if value is not None else None for value in values),
        texts=tuple(said(question, value) if value is not None else "–" for value in values),
    )


def _signature(signed: Mapping[str, str]) -> Signature:
    at = _oslo(signed["at"])
    return Signature(by=signed["by"], office=signed["office"], at=at, written=written_time(at))


def _oslo(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(OSLO)
