"""Year rules: in which years a row counts. Each gives the same answer to a list (`of_year`) and to a count (`year`).

A year is a number, or an expression of the outer query; days are compared as ranges, so that indexes serve.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import DateField, DateTimeField, F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear, Least

from portal import clock

NO_YEAR = Value(None, output_field=IntegerField())


def first_day(year: Any) -> Func:
    return Func(year, 1, 1, function="make_date", output_field=DateField())


def last_day(year: Any) -> Func:
    return Func(year, 12, 31, function="make_date", output_field=DateField())


def first_moment(year: Any) -> Func:
    """New Year's midnight in Norway."""
    zone = Value(settings.TIME_ZONE)
    return Func(year, 1, 1, 0, 0, 0.0, zone, function="make_timestamptz", output_field=DateTimeField())


@dataclass(frozen=True)
class AsItStands:
    """On the day of the count, whatever the year."""

    by_year = by_month = False

    def of_year(self, _year: Any) -> Q:
        return Q()

    def year(self, _on: dt.date) -> Any:
        return NO_YEAR

    def month(self) -> Any:
        return NO_YEAR


@dataclass(frozen=True)
class Happened:
    """In the year and month of a day: of what happened, or of what began to be in force."""

    day: str
    by_year = by_month = True

    def of_year(self, year: Any) -> Q:
        return Q(**{f"{self.day}__gte": first_day(year), f"{self.day}__lte": last_day(year)})

    def until(self, day: dt.date) -> Q:
        """In the month of `day`, or before."""
        return Q(**{f"{self.day}__lt": _next_month(day)})

    def year(self, _on: dt.date) -> Any:
        return ExtractYear(self.day)

    def month(self) -> Any:
        return ExtractMonth(self.day)


@dataclass(frozen=True)
class HappenedAt(Happened):
    """The same for a moment, by the clock in Norway."""

    def of_year(self, year: Any) -> Q:
        begins, ends = first_moment(year), first_moment(year + Value(1))
        return Q(**{f"{self.day}__gte": begins, f"{self.day}__lt": ends})

    def until(self, day: dt.date) -> Q:
        return Q(**{f"{self.day}__lt": clock.begin_of(_next_month(day))})


@dataclass(frozen=True)
class KeptFor:
    """Rows that are kept for a year, such as follow-up."""

    path: str = "year"
    by_year, by_month = True, False

    def of_year(self, year: Any) -> Q:
        return Q(**{self.path: year})

    def year(self, _on: dt.date) -> Any:
        return F(self.path)

    def month(self) -> Any:
        return NO_YEAR


@dataclass(frozen=True)
class InForceIn:
    """In every year with a day between the two; no end means still in force."""

    begins: str
    ends: str
    by_year, by_month = True, False

    def of_year(self, year: Any) -> Q:
        return self._between(last_day(year), first_day(year))

    def year(self, on: dt.date) -> Any:
        return _each_year(self.begins, ExtractYear(self.ends), on)

    def month(self) -> Any:
        return NO_YEAR

    def _between(self, begun_by: Any, not_before: Any) -> Q:
        still = Q(**{f"{self.ends}__isnull": True}) | Q(**{f"{self.ends}__gte": not_before})
        return Q(**{f"{self.begins}__lte": begun_by}) & still


@dataclass(frozen=True)
class InForceAtEnd(InForceIn):
    """In every year on whose 31 December it is in force."""

    def of_year(self, year: Any) -> Q:
        return self._between(last_day(year), last_day(year))

    def year(self, on: dt.date) -> Any:
        day_after = Cast(F(self.ends) + dt.timedelta(days=1), DateField())
        return _each_year(self.begins, ExtractYear(day_after) - 1, on)


YearRule = AsItStands | Happened | KeptFor | InForceIn


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _each_year(begins: str, last: Any, on: dt.date) -> Func:
    """One row for each year from a day's until another, and none after this one."""
    until = Least(Coalesce(last, on.year), Value(on.year))
    return Func(
        Cast(ExtractYear(begins), IntegerField()),
        Cast(until, IntegerField()),
        function="generate_series",
        output_field=IntegerField(),
        set_returning=True,
    )
