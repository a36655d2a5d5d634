"""Pages about the open data, and whole sets as files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from portal import datapackage, dcat
from portal.api import DATA_SETS, api
from portal.files import MEDIA, json_bytes, streamed
from portal.http import for_programs
from portal.links import reverse


@login_not_required
@for_programs
def data_list(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/data_list.html", {"sets": DATA_SETS.values(), "kinds": ["csv", "json"]})


@login_not_required
@for_programs
def data_file(request: HttpRequest, key: str, kind: str) -> StreamingHttpResponse:
    """A whole set, row by row: however large it is, it is never all in memory."""
    found = DATA_SETS.get(key)
    if found is None or kind not in ("csv", "json"):
        raise Http404
    lines = found.as_csv if kind == "csv" else found.as_json
    response = streamed(lines, MEDIA[kind], f"{key}.{kind}")
    response["Link"] = f'<{reverse("portal:data-package")}>; rel="describedby"; type="application/json"'
    return response


@login_not_required
@for_programs
def data_package(request: HttpRequest) -> HttpResponse:
    """What is in each column of the CSV files, and how it is written."""
    return HttpResponse(json_bytes(datapackage.package(DATA_SETS.values())), content_type=MEDIA["json"])


@login_not_required
@for_programs
def data_catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    names = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
    if kind not in names:
        raise Http404
    text = dcat.catalogue(DATA_SETS.values(), settings.PORTAL_BASE_URL).serialize(format=names[kind])
    return HttpResponse(text, content_type=f"{dcat.FORMATS[names[kind]]}; charset=utf-8")


@login_not_required
@for_programs
def api_guide(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document as a page to read."""
    document: dict[str, Any] = api.get_openapi_schema()
    operations = [
        {"path": path, "fields": DATA_SETS[path.rpartition("/")[2]].fields, **operation}
        for path, methods in document["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "portal/api_guide.html", {"document": document, "operations": operations})
