"""The open data as programs read it: what they can ask, what they already have, and files with nothing to guess."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pydantic import TypeAdapter
from rdflib import DCAT, DCTERMS, RDF, Graph

from portal.api import DATA_SETS
from portal.opendata import Number
from reporting.workflow import Status
from tests import factories

READ = [
    "/api/v1/fylker",
    "/data/fylker.csv",
    "/data/fylker.json",
    "/data/katalog.ttl",
    "/data/datapackage.json",
    "/data/",
    "/api/v1/",
]
FEEDS = ["/kalender.ics", "/kriterier/nyheter.atom", "/kriterier/papir_og_trykksaker/nyheter.atom"]


def body(answer: Any) -> bytes:
    return b"".join(answer)


@pytest.mark.parametrize("path", READ + FEEDS)
def test_a_head_is_the_answer_without_its_body(path, db):
    whole, head = Client().get(path), Client().head(path)
    assert (head.status_code, body(head)) == (200, b"")
    assert head["Content-Type"] == whole["Content-Type"]
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize("path", READ + FEEDS)
def test_options_and_writing_say_what_can_be_asked(path, db):
    asked, written = Client().options(path), Client().post(path)
    assert (asked.status_code, asked["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (written.status_code, written["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", READ + FEEDS)
def test_what_a_program_has_is_not_sent_again(path, db):
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, body(again)) == (304, b"")
    assert Client().get(path, headers={"If-None-Match": '"noe annet"'}).status_code == 200


@pytest.mark.parametrize("path", READ + FEEDS)
def test_a_page_elsewhere_may_ask_with_what_it_has(path, db):
    answer = Client().options(
        path,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert "if-none-match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_file_that_changes_has_another_etag(db):
    first = Client().get("/data/arrangementer.csv")["ETag"]
    factories.event()
    assert Client().get("/data/arrangementer.csv")["ETag"] != first


@pytest.mark.parametrize(
    ("value", "written"), [("177.0", "177"), ("40.50", "40.5"), ("0.00", "0"), ("-3.0", "-3"), (None, "null")]
)
def test_whole_numbers_are_integers(value, written):
    number = None if value is None else Decimal(value)
    assert json.dumps(TypeAdapter(Number | None).validate_python(number)) == written


def test_reported_whole_numbers_are_integers_in_the_answer(people):
    factories.report_at(Status.PUBLISHED)
    text = Client().get("/api/v1/rapporterte-verdier?limit=100").content.decode()
    numbers = [row["tall"] for row in json.loads(text)["items"] if row["tall"] is not None]
    assert [number for number in numbers if isinstance(number, float) and number.is_integer()] == []
    assert any(isinstance(number, int) for number in numbers)


@pytest.mark.parametrize(
    ("month", "wanted"), [(1, "2011-01-01T00:30:00+01:00"), (7, "2011-07-01T01:30:00+02:00")]
)
def test_moments_are_local_with_their_zone(month, wanted, db):
    night = dt.datetime(2011, month, 1, tzinfo=dt.UTC) - dt.timedelta(minutes=30)
    factories.event(starts_at=night)
    (row,) = Client().get("/api/v1/arrangementer").json()["items"]
    assert row["begynner"] == wanted
    (kept,) = csv.DictReader(io.StringIO(csv_text("arrangementer")), delimiter=";")
    assert kept["begynner"] == f"01.{month:02}.2011 {wanted[11:16]}"


@pytest.mark.parametrize(
    "asked",
    [
        "fylker?region=finnes-ikke",
        "regioner?pulje=9",
        "milepaeler?region=finnes-ikke",
        "avtaler?region=finnes-ikke",
        "arrangementer?region=finnes-ikke",
        "kriteriesett?produktgruppe=finnes-ikke",
        "kriterier?utgave=1999-1",
        "rapporter?region=finnes-ikke",
        "rapporterte-verdier?sporsmal=finnes-ikke",
    ],
)
def test_a_value_that_does_not_exist_is_named(asked, db):
    answer = Client().get(f"/api/v1/{asked}")
    parameter, _is, value = asked.partition("?")[2].partition("=")
    assert answer.status_code == 404
    assert f"«{parameter}»" in answer.json()["detail"]
    assert f"«{value}»" in answer.json()["detail"]


@pytest.mark.parametrize(
    "asked", ["avtaler?region=hedmark", "rapporter?aar=1999", "rapporterte-verdier?region=hedmark"]
)
def test_what_exists_and_has_no_rows_is_an_empty_list(asked, db):
    answer = Client().get(f"/api/v1/{asked}")
    assert (answer.status_code, answer.json()["items"]) == (200, [])


def csv_text(key: str) -> str:
    return body(Client().get(f"/data/{key}.csv")).decode("utf-8-sig")


def read(text: str, column: dict[str, Any]) -> Any:
    """A cell as its description says, and in no other way."""
    match column["type"]:
        case _ if text == "":
            return None
        case "integer":
            return int(text)
        case "number":
            return float(text.replace(column["decimalChar"], "."))
        case "boolean":
            return dict.fromkeys(column["trueValues"], True) | dict.fromkeys(column["falseValues"], False)
        case "date" | "datetime":
            return dt.datetime.strptime(text, column["format"])  # noqa: DTZ007 - the file is in local time
    return text


def test_the_data_package_describes_every_column_of_every_file(people):
    factories.report_at(Status.PUBLISHED)
    factories.use(factories.agreement())
    factories.event()
    factories.heard()
    resources = Client().get("/data/datapackage.json").json()["resources"]
    assert [resource["name"] for resource in resources] == list(DATA_SETS)
    for resource in resources:
        columns = {column["name"]: column for column in resource["schema"]["fields"]}
        rows = list(
            csv.reader(io.StringIO(csv_text(resource["name"])), delimiter=resource["dialect"]["delimiter"])
        )
        assert rows[0] == list(columns)
        assert len(rows) > 1, resource["name"]
        for row in rows[1:]:
            for text, column in zip(row, columns.values(), strict=True):
                found = read(text, column)
                assert found is not None or "constraints" not in column, (resource["name"], column)


def test_each_file_leads_to_its_description(db):
    assert Client().get("/data/avtaler.csv")["Link"].startswith('</data/datapackage.json>; rel="describedby"')


def test_the_catalogue_says_form_place_and_time(people):
    factories.report_at(Status.PUBLISHED)
    factories.agreement()
    factories.event()
    factories.heard()
    graph = Graph().parse(data=Client().get("/data/katalog.ttl").content, format="turtle")
    for node in graph.subjects(RDF.type, DCAT.Dataset):
        for needed in (DCTERMS.spatial, DCTERMS.temporal, DCTERMS.issued, DCTERMS.modified):
            assert list(graph.objects(node, needed)), (node, needed)
        (issued,), (changed,) = (
            list(graph.objects(node, name)) for name in (DCTERMS.issued, DCTERMS.modified)
        )
        assert issued.toPython() <= changed.toPython()
        for file in graph.objects(node, DCAT.distribution):
            assert list(graph.objects(file, DCTERMS.format)), file
    assert list(graph.objects(next(graph.subjects(RDF.type, DCAT.Catalog)), DCTERMS.modified))


def test_an_empty_set_has_no_time(db):
    graph = Graph().parse(data=Client().get("/data/katalog.ttl").content, format="turtle")
    (node,) = [one for one in graph.subjects(RDF.type, DCAT.Dataset) if str(one).endswith("#arrangementer")]
    assert not list(graph.objects(node, DCTERMS.temporal))
