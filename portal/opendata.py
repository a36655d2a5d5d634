"""What all open data has in common: who reads it, paging, errors, and whole sets as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min
from django.http import Http404
from django.utils.timezone import localtime
from ninja import Schema
from ninja.pagination import LimitOffsetPagination
from pydantic import AfterValidator, BeforeValidator, Field

from portal.files import Sheet, csv_lines, json_lines

PUBLIC = AnonymousUser()  # whoever asks gets what everyone gets, also with a session
SLUG = r"^[A-Za-z0-9_-]{1,60}$"
LICENCE = "https://data.norge.no/nlod/no/2.0"
MOST = 100  # rows on a page
CHUNK = 500  # rows read at a time for a file


def _local(moment: dt.datetime) -> dt.datetime:
    return localtime(moment).replace(microsecond=0)


def _as_number(value: Decimal | float | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


Moment = Annotated[dt.datetime, AfterValidator(_local)]  # Norwegian time with its zone, to the second
Number = Annotated[int | float, BeforeValidator(_as_number)]  # 177 beside 40.5, never 177.0


class Problem(Schema):
    detail: str = Field(description="Hva som er galt, i ord")


def answers(found: Any) -> dict[int, Any]:
    """The answers that every operation can give."""
    return {200: found, 404: Problem, 422: Problem, 429: Problem}


def narrowed(rows: Any, **wanted: Any) -> Any:
    """`rows` with the look-ups that were given a value."""
    return rows.filter(**{name: value for name, value in wanted.items() if value})


class NoSuchValue(Http404):
    """What is asked for is nowhere; the text says which parameter asks for it."""


def require_known(rows: Any, parameter: str, **wanted: Any) -> None:
    """Raise `NoSuchValue` where what `parameter` asks for is in none of `rows`.

    An empty list would say that there is such a thing, with nothing to tell of it.
    """
    ((name, value),) = wanted.items()
    if value is not None and not rows.filter(**{name: value}).exists():
        raise NoSuchValue(f"Parameteren «{parameter}» har en verdi som ikke finnes: «{value}».")


@dataclass(frozen=True)
class Days:
    """From and to, as far as they are known."""

    first: dt.date | None
    last: dt.date | None


def days_of(rows: Any, first: str, last: str = "") -> Days:
    """From the earliest `first` of the rows to the latest `last` of them, as local days."""
    found = rows.order_by().aggregate(a=Min(first), b=Max(last or first))
    return Days(*(localtime(d).date() if isinstance(d, dt.datetime) else d for d in (found["a"], found["b"])))


class Pages(LimitOffsetPagination):
    """`limit` and `offset`, both within what the database can count."""

    class Input(Schema):
        limit: int = Field(MOST, ge=1, le=MOST, description="Hvor mange rader, høyst 100")
        offset: int = Field(0, ge=0, le=10_000_000, description="Hvor mange rader som hoppes over")


@dataclass(frozen=True)
class DataSet:
    """A whole set of open data; `rows()` are all of it, in a fixed order, and the same for everyone.

    `covers()` is the time that it tells of, `written()` from its first row to its last change.
    """

    key: str
    title: str
    description: str
    schema: type[Schema]
    rows: Callable[[], Any]
    covers: Callable[[], Days]
    written: Callable[[], Days]

    @property
    def columns(self) -> list[str]:
        return list(self.schema.model_fields)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Name and meaning of each."""
        return [(name, field.description or "") for name, field in self.schema.model_fields.items()]

    def as_json(self) -> Iterator[str]:
        return json_lines(row.model_dump(mode="json") for row in self._read())

    def as_csv(self) -> Iterator[str]:
        return csv_lines(
            Sheet(self.columns, ([_cell(value) for _name, value in row] for row in self._read()))
        )

    def _read(self) -> Iterator[Schema]:
        for row in self.rows().iterator(chunk_size=CHUNK):
            yield self.schema.from_orm(row)


def _cell(value: Any) -> Any:
    """Keys in a list have spaces between them."""
    return " ".join(map(str, value)) if isinstance(value, list) else value
