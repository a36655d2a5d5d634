"""Figures that stand together in a table, each year's drawn as a bar beside the numbers. Pure, as `compile.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.compiled import Bar, CompiledAnswer, FigureGroup
from reporting.quantities import NBSP, bare, quantity, unit_in_words, unit_of

MAX_YEARS = 3  # drawn
WHOLE = Decimal(100)
TENTH = Decimal("0.1")

Asked = Mapping[str, Any]  # a question as snapshots hold it
Years = Sequence[tuple[int, Mapping[str, str | None]]]  # each year's figures by question key, oldest first


def group_of(
    questions: Sequence[Asked],
    answers: Mapping[str, CompiledAnswer],
    years: Years,
    chart: Mapping[str, Any] | None = None,
) -> FigureGroup:
    """A chart's figures are drawn to one scale; without a chart each is drawn beside its own earlier ones."""
    keys = [question["key"] for question in questions]
    drawn = _with_figures(years, keys)
    shared = _longest(drawn, keys, chart["unit"]) if chart else None
    return FigureGroup(
        title=chart["title"] if chart else "",
        measured_in=unit_in_words(chart["unit"]) if chart else "",
        years=tuple(year for year, _figures in drawn),
        answers=tuple(
            replace(
                answers[question["key"]],
                **_without_unit(question, answers[question["key"]], years, chart),
                bars=_bars(question, drawn, shared),
            )
            for question in questions
        ),
    )


def _with_figures(years: Years, keys: Sequence[str]) -> Years:
    """The newest years that have any of the figures; this year always."""
    *earlier, this = years
    found = [year for year in earlier if any(year[1].get(key) is not None for key in keys)]
    return [*found, this][-MAX_YEARS:]


def _without_unit(
    question: Asked, answer: CompiledAnswer, years: Years, chart: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The figure, the one before it and the change, without the unit where it is said for the whole group."""
    is_said = chart is not None and chart["unit"] == unit_of(question["kind"], question["unit"])
    write = bare if is_said else quantity
    before = years[-2][1].get(question["key"]) if len(years) > 1 else None
    said = {"figure": question["answer"], "before": before}
    texts = {name: write(question, value) if value is not None else "" for name, value in said.items()}
    return texts | ({"change": answer.change.removesuffix(f"{NBSP}kr")} if is_said else {})


def _longest(years: Years, keys: Sequence[str], unit: str | None) -> Decimal:
    """What the longest bar stands for: the whole of percentages, else the largest figure (0: nothing to draw)."""
    if unit == "%":
        return WHOLE
    values = [figures.get(key) for _year, figures in years for key in keys]
    return max((Decimal(value) for value in values if value is not None), default=Decimal(0))


def _bars(question: Asked, years: Years, shared: Decimal | None) -> tuple[Bar, ...]:
    """`shared`: what the longest bar of a whole chart stands for. A lone figure is drawn where two years have it."""
    values = [figures.get(question["key"]) for _year, figures in years]
    if shared is None and sum(value is not None for value in values) < 2:
        return ()
    unit = unit_of(question["kind"], question["unit"])
    longest = _longest(years, [question["key"]], unit) if shared is None else shared
    if not longest:
        return ()
    return tuple(
        Bar(year, _share(value, longest), age=len(years) - 1 - place, place=place)
        for place, ((year, _figures), value) in enumerate(zip(years, values, strict=True))
    )


def _share(value: str | None, longest: Decimal) -> str:
    if value is None:
        return ""
    share = min(max(Decimal(value) / longest * WHOLE, Decimal(0)), WHOLE)
    return f"{share.quantize(TENTH, ROUND_HALF_UP):f}"
