"""The rows of a file on its way in: read a thousand at a time, and what is wrong with each of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import tablib
from django.utils.translation import gettext as _
from import_export.results import Result

from counties.models import Upload
from counties.registers import REGISTERS
from counties.resources import RegisterResource
from portal import sheets

logger = logging.getLogger(__name__)

CHUNK = 1000  # rows in memory at a time
MOST_ROWS = sheets.MOST_ROWS
LONGEST_SHOWN = 200


@dataclass(frozen=True)
class CellError:
    """A cell that is wrong: where ("C17"), under which heading, what stands there, and what to do."""

    cell: str
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Chunk:
    """Some rows of the file, with their headings."""

    headings: list[str]
    rows: list[sheets.Row]

    @property
    def dataset(self) -> tablib.Dataset:
        return tablib.Dataset(*(row.values for row in self.rows), headers=self.headings)


def resource_of(upload: Upload) -> RegisterResource:
    resource = REGISTERS[upload.noun].resource
    assert resource is not None  # noqa: S101 - for the type checker; only such nouns are sent in
    return resource(region=upload.region, upload=upload, by=upload.uploaded_by)


@contextmanager
def opened(upload: Upload) -> Iterator[sheets.SentIn]:
    """The file as the person chose that it is read. Raises `Unreadable`."""
    resource = REGISTERS[upload.noun].resource
    assert resource is not None  # noqa: S101 - as above
    with upload.file.open("rb") as file:
        yield sheets.read(
            file,
            known=resource.headings(),
            required=resource.required,
            choices=upload.choices,
            most_rows=MOST_ROWS,
        )


def chunks(sent: sheets.SentIn) -> Iterator[Chunk]:
    while part := list(islice(sent.rows, CHUNK)):
        yield Chunk(sent.headings, part)


def result_of(resource: RegisterResource, chunk: Chunk, *, dry_run: bool) -> Result:
    """What the library makes of the rows. Raises its errors that are of no row, as the database's, which it keeps."""
    resource.lines = [row.number for row in chunk.rows]
    result = resource.import_data(chunk.dataset, dry_run=dry_run, raise_errors=False)
    if result.base_errors:
        raise result.base_errors[0].error
    return result


def errors_in(resource: RegisterResource, chunk: Chunk, result: Result) -> list[CellError]:
    errors = [
        CellError(cell, "", "", reason)
        for row in chunk.rows
        for place, cell, reason in row.unusable()
        if place is None
    ]
    for row in result.invalid_rows:
        errors += _in_row(resource, chunk, chunk.rows[row.number - 1], row.field_specific_errors)
    for number, row_errors in result.row_errors():
        logger.error("A row of a file could not be read", exc_info=row_errors[0].error)
        text = _("Raden kan ikke leses. Skriv verdiene i den på nytt, uten formler og formatering.")
        errors.append(CellError(str(chunk.rows[number - 1].number), "", "", text))
    return errors


def _in_row(
    resource: RegisterResource, chunk: Chunk, sent: sheets.Row, found: dict[str, list[str]]
) -> Iterator[CellError]:
    for name, messages in found.items():
        column = resource.fields[name].column_name if name in resource.fields else name
        place = chunk.headings.index(column) if column in chunk.headings else 0
        value = sheets.shown(sent.values[place])[:80]
        yield from (CellError(sent.address(place), column, value, message) for message in messages)


def preview_of(resource: RegisterResource, chunk: Chunk) -> list[list[str]]:
    """The headings, and the first rows with the values that will be imported."""
    rows = zip(chunk.rows, resource.first, strict=False)
    return [
        ["Rad", *chunk.headings],
        *([str(row.number), *(_short(values[name]) for name in chunk.headings)] for row, values in rows),
    ]


def _short(value: object) -> str:
    text = sheets.shown(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
