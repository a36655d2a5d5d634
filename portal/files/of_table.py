"""A list's file: the columns of its table, also those that only files have (`visible=False`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

from portal.files.cells import Sheet

CHUNK = 2000  # rows read at a time


def of_table(table: Table, notes: Sequence[str] = ()) -> Sheet:
    """What the table shows, with all its pages; each column's `value` gives the cell."""
    columns = [column for column in table.columns.iterall() if not column.column.exclude_from_export]
    lines = _lines(table, [column.name for column in columns])
    return Sheet([column.header for column in columns], lines, notes)


def _lines(table: Table, names: list[str]) -> Iterator[list[Any]]:
    wanted = {name: signature(table.columns[name].value) for name in names}
    for record in _records(table.data.data):
        row = _FileRow(record, table)
        row.wanted = wanted
        yield [row.get_cell_value(name) for name in names]


class _FileRow(BoundRow):
    """A row whose columns have been asked once what their `value` takes; the library would ask at every cell."""

    wanted: dict[str, tuple[tuple[str, ...], str | None]]

    def _call_value(self, bound_column: BoundColumn, value: Any = None) -> Any:
        given = self._optional_cell_arguments(bound_column, value)
        names, takes_all = self.wanted[bound_column.name]
        return bound_column.value(**(given if takes_all else {name: given[name] for name in names}))


def _records(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows
