"""A snapshot compiled: every number computed and written out once. Screen, PDF and files are drawn from this.

Pure: no database, no clock. The shape that goes in: `reporting/snapshot.py`. What comes out: `reporting/compiled.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from reporting.compiled import (
    Chart,
    ChartRow,
    CompiledAnswer,
    CompiledReport,
    CompiledSection,
    FigureGroup,
    KeyFigure,
    Signature,
)
from reporting.figure_groups import Years, group_of
from reporting.notes import comment_of, reason_of
from reporting.quantities import (
    NUMERIC,
    bare,
    difference_in_words,
    quantity,
    unit_of,
    written_number,
)

FORM, READING = FORMATS = (1, 2)  # 1 is printed as a form that was filled in, 2 as a report to read
LAST = 1000  # after every chart
OSLO = ZoneInfo("Europe/Oslo")
Order = Callable[[Mapping[str, Any]], int]
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


def compile_report(snapshot: Mapping[str, Any], *, sha256: str) -> CompiledReport:
    """Compile a snapshot of a known format. `sha256` is the hash of its canonical JSON, 64 hex digits.

    Raises `ValueError` for another format, `KeyError` where the snapshot lacks something.
    """
    if snapshot["format"] not in FORMATS:
        raise ValueError(f"Unknown snapshot format {snapshot['format']!r}")
    region, signed, submitted = snapshot["region"], snapshot["signed"], snapshot["submitted"]
    return CompiledReport(
        format=snapshot["format"],
        title=snapshot["title"],
        year=snapshot["round"]["year"],
        due=written_date(dt.date.fromisoformat(snapshot["round"]["due"])),
        region=region["name"],
        slug=region["slug"],
        pulje=region["pulje"],
        offices=tuple(region["fylkesmann"]),
        fylker=tuple(f"{fylke['number']} {fylke['name']}" for fylke in region["fylker"]),
        fylke_numbers=tuple(fylke["number"] for fylke in region["fylker"]),
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
        year_before=snapshot["earlier"][-1]["year"] if snapshot["earlier"] else None,
        highlights=_highlights(snapshot),
        key_figures=_key_figures(snapshot) if snapshot["format"] == FORM else (),
        charts=_charts(snapshot) if snapshot["format"] == FORM else (),
        sections=tuple(_section(section, snapshot) for section in snapshot["sections"]),
    )


def written_date(day: dt.date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def written_time(moment: dt.datetime) -> str:
    return f"{written_date(moment.date())} kl. {moment:%H.%M}"


def _section(section: Mapping[str, Any], snapshot: Mapping[str, Any]) -> CompiledSection:
    printed = list(_in_print(section, snapshot))
    answers = [_answer(number, question, _last(snapshot)) for number, question in printed]
    return CompiledSection(
        key=section["key"],
        number=section["number"],
        title=section["title"],
        answers=tuple(answers),
        groups=tuple(_groups([question for _number, question in printed], answers, snapshot)),
    )


def _in_print(
    section: Mapping[str, Any], snapshot: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The shown questions as they are printed, numbered without holes."""
    shown = [question for question in section["questions"] if question["shown"]]
    place = _read(snapshot) if snapshot["format"] >= READING else _filled_in
    for number, question in enumerate(sorted(shown, key=place), 1):
        yield f"{section['number']}.{number}", question


def numbers_of(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """The number in print of each shown question, by key."""
    return {
        question["key"]: number
        for section in snapshot["sections"]
        for number, question in _in_print(section, snapshot)
    }


def _filled_in(question: Mapping[str, Any]) -> int:
    """Facts before prose."""
    return LAST if question["kind"] == "text" else 0


def _read(snapshot: Mapping[str, Any]) -> Order:
    """Prose, figures that stand alone, each chart's figures, and what else was asked."""
    places = {key: at for at, chart in enumerate(snapshot["charts"], 2) for key in chart["questions"]}

    def place(question: Mapping[str, Any]) -> int:
        if question["kind"] == "text":
            return 0
        return places.get(question["key"], 1) if question["kind"] in NUMERIC else LAST

    return place


def _groups(
    questions: Sequence[Mapping[str, Any]], answers: Sequence[CompiledAnswer], snapshot: Mapping[str, Any]
) -> Iterator[FigureGroup]:
    """The section's figures: those that stand alone, then each chart's."""
    by_key = {answer.key: answer for answer in answers}
    place = _read(snapshot)
    figures = sorted((question for question in questions if question["kind"] in NUMERIC), key=place)
    years = _years(snapshot)
    for at, together in groupby(figures, key=place):
        chart = snapshot["charts"][at - 2] if at > 1 else None
        yield group_of(list(together), by_key, years, chart)


def _years(snapshot: Mapping[str, Any]) -> Years:
    this = {key: question["answer"] for key, question in _questions(snapshot).items()}
    years = [(year["year"], year["figures"]) for year in snapshot["earlier"]]
    return [*years, (snapshot["round"]["year"], this)]


def _last(snapshot: Mapping[str, Any]) -> Mapping[str, Any]:
    """The newest earlier published report."""
    return snapshot["earlier"][-1] if snapshot["earlier"] else {"figures": {}}


def _answer(number: str, question: Mapping[str, Any], last: Mapping[str, Any]) -> CompiledAnswer:
    value, kind = question["answer"], question["kind"]
    before = last["figures"].get(question["key"])
    return CompiledAnswer(
        key=question["key"],
        number=number,
        kind=kind,
        label=question["label"],
        name=question["short_label"],
        answered=value is not None,
        text=_text(question, value),
        items=tuple(question["options"].get(key, key) for key in value)
        if kind == "choices" and value
        else (),
        prose=value if kind == "text" and value else "",
        note=" ".join(filter(None, [reason_of(question), comment_of(question)])),
        overruled=bool(question.get("overruled")),
        before=last.get("words", {}).get(question["key"], "")
        if before is None
        else quantity(question, before),
        change=_change(question, before),
    )


def _change(question: Mapping[str, Any], before: str | None) -> str:
    if question["kind"] not in NUMERIC or before is None or question["answer"] is None:
        return ""
    return difference_in_words(question, Decimal(question["answer"]) - Decimal(before))


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
                    unit=unit_of(question["kind"], question["unit"]),
                    number=written_number(Decimal(question["answer"])),
                    earlier_year=last["year"] if last and before is not None else None,
                    earlier_number=written_number(Decimal(before)) if before is not None else "",
                )
            )
    return tuple(figures)


def _highlights(snapshot: Mapping[str, Any]) -> FigureGroup:
    """The key figures as one table; numbered where they stand in their chapters."""
    asked = [
        question
        for question in _questions(snapshot).values()
        if question["key_figure"] and question["answer"] is not None and question["kind"] in NUMERIC
    ]
    answers = {question["key"]: _answer("", question, _last(snapshot)) for question in asked}
    return group_of(asked, answers, _years(snapshot))


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
    said = bare if unit_of(question["kind"], question["unit"]) == unit else quantity
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
