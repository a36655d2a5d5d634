"""What all open data has in common: who reads it, paging, errors, and whole sets as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from ninja import Schema
from ninja.pagination import LimitOffsetPagination
from pydantic import Field

from portal.files import Sheet, csv_lines, json_lines

PUBLIC = AnonymousUser()  # whoever asks gets what everyone gets, also with a session
SLUG = r"^[A-Za-z0-9_-]{1,60}$"
LICENCE = "https://data.norge.no/nlod/no/2.0"
MOST = 100  # rows on a page
CHUNK = 500  # rows read at a time for a file


class Problem(Schema):
    detail: str = Field(description="Hva som er galt, i ord")


def answers(found: Any) -> dict[int, Any]:
    """The answers that every operation can give."""
    return {200: found, 404: Problem, 422: Problem, 429: Problem}


def narrowed(rows: Any, **wanted: Any) -> Any:
    """`rows` with the look-ups that were given a value."""
    return rows.filter(**{name: value for name, value in wanted.items() if value})


class Pages(LimitOffsetPagination):
    """`limit` and `offset`, both within what the database can count."""

    class Input(Schema):
        limit: int = Field(MOST, ge=1, le=MOST, description="Hvor mange rader, høyst 100")
        offset: int = Field(0, ge=0, le=10_000_000, description="Hvor mange rader som hoppes over")


@dataclass(frozen=True)
class DataSet:
    """A whole set of open data; `rows()` are all of it, in a fixed order, and the same for everyone."""

    key: str
    title: str
    description: str
    schema: type[Schema]
    rows: Callable[[], Any]

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
