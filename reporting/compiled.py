"""What a compiled report is made of: every number written out, ready for screen, paper and files.

No database, as in `reporting/compile.py`, which makes them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from counties.map import CloseUp, close_up
from reporting.quantities import NUMERIC, unit_in_words

HALF_A_PAGE = 30  # figures of a table's row, beside its labels


@dataclass(frozen=True)
class Bar:
    """One year's figure, drawn: `share` of the longest bar, in percent ("42.5"), empty where there is no figure."""

    year: int
    share: str
    age: int  # years back among those drawn: 0 is this year
    place: int  # from the top


@dataclass(frozen=True)
class CompiledAnswer:
    """One answered (or unanswered) question, ready to be shown."""

    key: str
    number: str
    kind: str
    label: str
    name: str  # what it is about, in few words; the question itself where it has no short form
    answered: bool
    text: str  # every kind but `text`: "1 250 kr", "Ja", "Fylkeskommunen"; empty where unanswered
    items: tuple[str, ...]  # several choices
    prose: str  # kind `text`, in the shape it was typed
    note: str  # why the county says something else than the portal counted, and its comment on a warning; else empty
    overruled: bool
    figure: str = ""  # numbers: as `text`, without a unit that is said for the whole group
    before: str = ""  # what the newest published report of an earlier year said, written as this one
    change: str = ""  # numbers: "+3", "−5 prosentpoeng", "uendret"; empty where one of the years has none
    bars: tuple[Bar, ...] = ()  # oldest first

    @property
    def is_prose(self) -> bool:
        return self.kind == "text"

    @property
    def is_figure(self) -> bool:
        return self.kind in NUMERIC

    @property
    def has_other_before(self) -> bool:
        """Whether an earlier report said something else."""
        return bool(self.before) and self.before not in (self.text, "; ".join(self.items))


@dataclass(frozen=True)
class FigureGroup:
    """Figures that stand together in one table, with bars beside them where there is something to compare."""

    title: str  # empty for those that stand alone
    measured_in: str  # "antall møter", "kroner", "prosent"; empty where each figure has its own unit
    years: tuple[int, ...]  # of the bars, oldest first
    answers: tuple[CompiledAnswer, ...]

    @property
    def drawn_years(self) -> list[tuple[int, int]]:
        """Each year of the bars with its age, oldest first."""
        return [(year, age) for age, year in enumerate(reversed(self.years))][::-1]

    @property
    def has_bars(self) -> bool:
        return any(answer.bars for answer in self.answers)

    @property
    def has_before(self) -> bool:
        return any(answer.before for answer in self.answers)

    @property
    def columns(self) -> int:
        """Of its table: what it is, this year's figure, the bars, and the year before with the change."""
        return 2 + self.has_bars + 2 * self.has_before


@dataclass(frozen=True)
class CompiledSection:
    key: str
    number: int
    title: str
    answers: tuple[CompiledAnswer, ...]
    groups: tuple[FigureGroup, ...]

    @property
    def facts(self) -> list[CompiledAnswer]:
        return [answer for answer in self.answers if not answer.is_prose]

    @property
    def prose(self) -> list[CompiledAnswer]:
        return [answer for answer in self.answers if answer.is_prose]

    @property
    def choices(self) -> list[CompiledAnswer]:
        """Neither prose nor figures."""
        return [answer for answer in self.facts if not answer.is_figure]


@dataclass(frozen=True)
class KeyFigure:
    label: str
    unit: str
    number: str
    earlier_year: int | None
    earlier_number: str  # empty where there is no earlier figure


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
        return unit_in_words(self.unit)


@dataclass(frozen=True)
class Signature:
    by: str
    office: str
    at: dt.datetime  # Norwegian time
    written: str  # "15. februar 2011 kl. 10.02"


@dataclass(frozen=True)
class CompiledReport:
    format: int
    title: str
    year: int
    due: str
    region: str
    slug: str
    pulje: int
    offices: tuple[str, ...]
    fylker: tuple[str, ...]
    fylke_numbers: tuple[str, ...]
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
    year_before: int | None  # the one compared with: the newest with a published report
    highlights: FigureGroup  # the answered key figures
    key_figures: tuple[KeyFigure, ...]  # these two as the old form has them; empty in a report to read
    charts: tuple[Chart, ...]
    sections: tuple[CompiledSection, ...]

    @property
    def name(self) -> str:
        return f"{self.title} {self.year} – {self.region}"

    @property
    def map(self) -> CloseUp:
        """Its fylker among their neighbours."""
        return close_up(self.fylke_numbers)
