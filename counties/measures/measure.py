"""What a measure is: which rows, which amount of them, in which years, where, and who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from counties.measures.years import AsItStands, Happened, YearRule
from portal.access import Permission

Words = str | Promise
ROWS = Count("pk")
ON_THE_DAY = AsItStands()
EACH_ONCE = "unnest(ARRAY(SELECT DISTINCT unnest(%(expressions)s)))"


@dataclass(frozen=True)
class Measure:
    """A kind of figure; `rows(on)` are all the rows that count on a day, whoever asks."""

    key: str
    label: Words  # says which year a row counts in, where that can be doubted
    rows_key: str  # the list that shows them, in `lists.py`
    rows: Callable[[dt.date], QuerySet[Any]]
    amount: Any = ROWS  # the aggregate that makes the figure
    region: str = "region"  # path to the region, or an annotation of it
    when: YearRule = ON_THE_DAY
    distinct: str = ""  # path whose different values are what is counted, instead of the rows
    share_of: str = ""  # the measure that a report gives this one as a share of
    known_by: str = ""  # the measure that is nothing in a year that nobody has registered
    category: Any = None
    categories: Callable[[], dict[str, Words]] | None = None
    category_label: Words = ""  # what the categories are
    themes: str = ""  # path to an array of themes
    figure: Permission | None = None  # who may see the figure; None: everyone
    opens: Permission | None = None  # who may see the rows behind it
    unit: Words = ""
    in_facts: bool = True  # whether its regions add up to the country, in whole numbers

    @property
    def is_money(self) -> bool:
        return str(self.unit) == "kr"

    @property
    def heading(self) -> str:
        """Over a column or before a number that stands bare: kroner say so."""
        return f"{self.label} ({self.unit})" if self.is_money else str(self.label)

    @property
    def by_year(self) -> bool:
        """Whether a year's figure is what one asks for; a milestone is reached once and for all."""
        return self.when.by_year and self.rows_key != "milepaeler"

    @property
    def is_flow(self) -> bool:
        """Things that happen in months, and add up over time."""
        return isinstance(self.when, Happened) and self.by_year

    @property
    def total(self) -> Any:
        """The aggregate of a list's rows."""
        return Count(self.distinct, distinct=True) if self.distinct else self.amount

    def counted(self, on: dt.date, *, by_theme: bool = False) -> QuerySet[Any]:
        """Region, year, month, category, theme and figure, one row for each that there is."""
        theme: Any = Value("", output_field=TextField())
        if by_theme:
            theme = Func(F(self.themes), template=EACH_ONCE, output_field=TextField())
        placed = self.with_category(on).annotate(
            f_region=F(self.region),
            f_year=Cast(self.when.year(on), IntegerField()),
            f_month=Cast(self.when.month(), IntegerField()),
            f_theme=theme,
        )
        grouped = placed.values("f_region", "f_year", "f_month", "f_category", "f_theme")
        counted: QuerySet[Any] = grouped.annotate(f_value=self.total)
        return counted

    def with_category(self, on: dt.date) -> QuerySet[Any]:
        """The rows without an order, with the part they belong to as `f_category`."""
        category = self.category if self.category is not None else Value("")
        rows: QuerySet[Any] = self.rows(on).order_by().annotate(f_category=Cast(category, TextField()))
        return rows
