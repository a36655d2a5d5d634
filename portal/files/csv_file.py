"""CSV as Norwegian Excel reads it: UTF-8 with BOM, semicolons, decimal comma, CRLF, local time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice

from portal.files.cells import Sheet, guarded, plain, text_of

BOM = "\ufeff"  # without it Excel reads æ, ø and å wrongly
LINES = 500  # sent at a time


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """Line by line, so that a large one is never all in memory."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writerow(map(_cell, sheet.headings))
    for row in chain(sheet.rows, sheet.below):
        yield writer.writerow(map(_cell, row))


def parts(sheet: Sheet, _title: str) -> Iterator[bytes]:
    lines = csv_lines(sheet)
    while some := "".join(islice(lines, LINES)):
        yield some.encode()


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _cell(value: object) -> str:
    known = plain(value)
    return guarded(known) if isinstance(known, str) else text_of(known)
