"""The kinds of file that every list has, and the answer that is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django_tables2 import Table

from portal.files import csv_file, opendocument, workbook
from portal.files.cells import Sheet
from portal.files.download import in_parts, named
from portal.files.of_table import of_table

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS: dict[str, Callable[[Sheet, str], Iterator[bytes]]] = {
    "csv": csv_file.parts,
    "xlsx": workbook.parts,
    "ods": opendocument.parts,
}
KINDS = tuple(WRITERS)
FileAnswer = HttpResponse | StreamingHttpResponse


def as_bytes(sheet: Sheet, kind: str, title: str) -> bytes:
    return b"".join(WRITERS[kind](sheet, title))


def respond(sheet: Sheet, kind: str, *words: object) -> FileAnswer:
    """The sheet as a file named by `words`, sent in parts where it is large. Raises `Http404` for an unknown kind."""
    if kind not in KINDS:
        raise Http404
    name = named(*words)
    return in_parts(WRITERS[kind](sheet, name), MEDIA[kind], f"{name}.{kind}")


def respond_table(table: Table, kind: str, *words: object, notes: Sequence[str] = ()) -> FileAnswer:
    """What `table` shows, with all its pages, as a file named by `words`. Raises `Http404` as `respond` does."""
    return respond(of_table(table, notes), kind, *words)
