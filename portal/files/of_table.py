"""A list's file: the columns of its table, also those that only files have (`visible=False`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django_tables2 import Table
from django_tables2.rows import BoundRow

from portal.files.cells import Sheet

CHUNK = 2000  # rows read at a time


def of_table(table: Table, notes: Sequence[str] = ()) -> Sheet:
    """What the table shows, with all its pages; each column's `value` gives the cell."""
    columns = [column for column in table.columns.iterall() if not column.column.exclude_from_export]
    lines = _lines(table, [column.name for column in columns])
    return Sheet([column.header for column in columns], lines, notes)


def _lines(table: Table, names: list[str]) -> Iterator[list[Any]]:
    for record in _records(table.data.data):
        row = BoundRow(record, table)
        yield [row.get_cell_value(name) for name in names]


def _records(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows
