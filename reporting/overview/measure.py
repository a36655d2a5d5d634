"""What a figure of the overviews is: of which rows, by what, and where and when they are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.utils.functional import Promise

from portal.access import Permission

Words = str | Promise
EACH_ONCE = "unnest(ARRAY(SELECT DISTINCT unnest(%(expressions)s)))"
NO_YEAR = Value(None, output_field=IntegerField())


@dataclass(frozen=True)
class Measure:
    """A kind of figure; `rows(on)` are all the rows that count on a day, whoever asks."""

    key: str
    label: Words
    rows_key: str  # the list that shows them, in `rows.py`
    rows: Callable[[dt.date], QuerySet[Any]]
    amount: Any  # the aggregate that makes the figure
    region: str = "region"  # path to the region, or an annotation of it
    day: str = ""  # path to the date that places a row in a year and a month
    year: str = ""  # or to the year alone; neither: as it stands on the day
    category: Any = None
    categories: Callable[[], dict[str, Words]] | None = None
    category_label: Words = ""  # what the categories are
    themes: str = ""  # path to an array of themes
    figure: Permission | None = None  # who may see the figure; None: everyone
    opens: Permission | None = None  # who may see the rows behind it
    unit: Words = ""

    @property
    def is_money(self) -> bool:
        return str(self.unit) == "kr"

    @property
    def is_flow(self) -> bool:
        """Things that happen in months, and add up over time."""
        return bool(self.day)

    def placed(self, on: dt.date) -> QuerySet[Any]:
        """The rows with `f_region`, `f_year`, `f_month` and `f_category`: where the figure counts them."""
        year: Any = ExtractYear(self.day) if self.day else F(self.year) if self.year else NO_YEAR
        month: Any = ExtractMonth(self.day) if self.day else NO_YEAR
        category = self.category if self.category is not None else Value("")
        return (
            self.rows(on)
            .order_by()
            .annotate(
                f_region=F(self.region),
                f_year=Cast(year, IntegerField()),
                f_month=Cast(month, IntegerField()),
                f_category=Cast(category, TextField()),
            )
        )

    def counted(self, on: dt.date, *, by_theme: bool = False) -> QuerySet[Any]:
        """Region, year, month, category, theme and figure, one row for each that there is."""
        theme: Any = Value("", output_field=TextField())
        if by_theme:
            theme = Func(F(self.themes), template=EACH_ONCE, output_field=TextField())
        placed = self.placed(on).annotate(f_theme=theme)
        grouped = placed.values("f_region", "f_year", "f_month", "f_category", "f_theme")
        return grouped.annotate(f_value=self.amount)
