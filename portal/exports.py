"""Every table as CSV, XLSX and ODS, by django-import-export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django_tables2 import Table
from import_export.formats.base_formats import CSV, ODS, XLSX
from import_export.resources import ModelResource
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tablib import Dataset

FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}


def respond(resource: ModelResource, rows: QuerySet, kind: str, name: str) -> HttpResponse:
    """`rows` through `resource` as a file called `name`. Raises `Http404` for a kind that isn't in `FORMATS`."""
    _known(kind)
    return _file(resource.export(rows), kind, name)


def respond_table(table: Table, kind: str, name: str) -> HttpResponse:
    """What `table` shows, with all its pages, as a file called `name`. Raises `Http404` as `respond` does."""
    headings, *lines = table.as_values()
    return respond_lines(headings, lines, kind, name)


def respond_lines(
    headings: Sequence[Any], lines: Iterable[Sequence[Any]], kind: str, name: str
) -> HttpResponse:
    """Lines of plain values, each as long as `headings`, as a file called `name`. Raises `Http404` as `respond`."""
    _known(kind)
    plain = [["" if value is None else value for value in line] for line in lines]
    return _file(Dataset(*plain, headers=[str(heading) for heading in headings]), kind, name)


def _known(kind: str) -> None:
    if kind not in FORMATS:
        raise Http404


def _readable(line: Sequence[Any]) -> list[Any]:
    """Without the control characters that a workbook cannot hold."""
    return [ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value for value in line]


def _file(dataset: Dataset, kind: str, name: str) -> HttpResponse:
    file_format = FORMATS[kind]()
    dataset = Dataset(*map(_readable, dataset), headers=dataset.headers)
    content = file_format.export_data(dataset)  # formulae are escaped by settings
    if kind == "csv":
        content = "\ufeff" + content  # without it Excel reads æ, ø and å wrongly
    response = HttpResponse(content, content_type=file_format.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
