"""The kinds of file that every list has, and the answer that is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django_tables2 import Table

from portal.files import csv_file, opendocument, workbook
from portal.files.cells import Sheet
from portal.files.download import attachment, named
from portal.files.of_table import of_table

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS: dict[str, Callable[[Sheet, str], bytes]] = {
    "csv": csv_file.written,
    "xlsx": workbook.written,
    "ods": opendocument.written,
}
KINDS = tuple(WRITERS)


def as_bytes(sheet: Sheet, kind: str, title: str) -> bytes:
    return WRITERS[kind](sheet, title)


def respond(sheet: Sheet, kind: str, *words: object) -> HttpResponse:
    """The sheet as a file named by `words`. Raises `Http404` for a kind that no list has."""
    if kind not in KINDS:
        raise Http404
    name = named(*words)
    return attachment(as_bytes(sheet, kind, name), MEDIA[kind], f"{name}.{kind}")


def respond_table(table: Table, kind: str, *words: object, notes: Sequence[str] = ()) -> HttpResponse:
    """What `table` shows, with all its pages, as a file named by `words`. Raises `Http404` as `respond` does."""
    return respond(of_table(table, notes), kind, *words)
