"""Every table as CSV and XLSX, by django-import-export."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource

FORMATS = {"csv": CSV, "xlsx": XLSX}


def respond(resource: ModelResource, rows: QuerySet, kind: str, name: str) -> HttpResponse:
    """`rows` through `resource` as a file called `name`. Raises `Http404` for a kind that isn't csv or xlsx."""
    if kind not in FORMATS:
        raise Http404
    file_format = FORMATS[kind]()
    content = file_format.export_data(resource.export(rows))  # formulae are escaped by settings
    if kind == "csv":
        content = "\ufeff" + content  # without it Excel reads æ, ø and å wrongly
    response = HttpResponse(content, content_type=file_format.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
