"""Open data: what the OpenAPI document allows is answered as it says, and nothing unpublished gets out."""

import csv
import io
import json

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from rdflib import DCAT, DCTERMS, RDF, Graph

from counties.models import Event, FrameworkAgreement
from portal.api import DATA_SETS, api
from portal.urls import urlpatterns as _publishes_the_sets  # noqa: F401
from portal.wsgi import application
from reporting.models import AnnualReport, ReportedValue
from reporting.workflow import Status
from tests import factories

API = "/api/v1/"
document = schemathesis.openapi.from_dict(api.get_openapi_schema())
document.app = application


def items(path: str, **asked: object) -> list[dict]:
    answer = Client().get(API + path, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


@pytest.fixture
def same_connection(db):
    """Requests through WSGI use the test's own connection, as those of the test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@document.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(case, same_connection):
    cache.clear()
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # the WSGI client does not unpack


def test_the_sets_are_what_is_in_the_database(db):
    assert len(items("fylker")) == 19
    assert len(items("regioner")) == 18
    assert [row["oppstart"] for row in items("puljer")] == ["2008-09-01", "2009-09-01"]
    assert Client().get(API + "milepaeler").json()["count"] == 6 * 6 + 12 * 6
    assert Client().get(API + "kriterier").json()["count"] == 96


def test_rows_are_narrowed_and_paged(db):
    assert {row["pulje"] for row in items("regioner", pulje=1)} == {1}
    assert [row["region"] for row in items("regioner", region="hedmark")] == ["hedmark"]
    first, second = items("kriterier", limit=10), items("kriterier", limit=10, offset=10)
    assert len({row["kode"] for row in first + second}) == 20
    assert items("kriterier", offset=10_000_000) == []
    assert {row["niva"] for row in items("kriterier", niva="avansert", gjelder=True)} == {"avansert"}


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 101},
        {"offset": -1},
        {"offset": 10**30},
        {"region": "x' OR 1=1"},
        {"pulje": "a"},
        {"region": "\x00"},
    ],
)
def test_wrong_parameters_are_named(asked, db):
    answer = Client().get(API + "regioner", asked)
    assert answer.status_code == 404
    assert f"«{next(iter(asked))}»" in answer.json()["detail"]


def test_nothing_unpublished_gets_out(people, as_):
    """Whoever asks, also with a session that sees more."""
    draft = factories.edition()
    factories.criterion(draft, title="Hemmelig krav")
    factories.event(title="Kladd til kurs", state="draft")
    factories.event(title="Åpent kurs", state="open")
    factories.agreement(title="Papiravtalen", notes="Internt notat")
    factories.report_at(Status.APPROVED)
    assert ReportedValue.objects.exists()
    secrets = ["Hemmelig krav", "Kladd til kurs", "Internt notat", "PAP-S91"]
    for name in ("anon", "kari", "siv", "mette"):
        client = as_(name)
        for key in DATA_SETS:
            for url in (f"{API}{key}", f"/data/{key}.csv", f"/data/{key}.json"):
                answer = client.get(url)
                text = b"".join(answer).decode()
                assert answer.status_code == 200
                assert not [secret for secret in secrets if secret in text], (name, url)
        assert client.get(f"{API}rapporter").json()["count"] == 0
        assert client.get(f"{API}rapporterte-verdier").json()["count"] == 0
        assert [row["tittel"] for row in client.get(f"{API}arrangementer").json()["items"]] == ["Åpent kurs"]
    assert FrameworkAgreement.objects.count() == 1
    assert Event.objects.count() == 2


def test_published_reports_and_their_values(people):
    report = factories.report_at(Status.PUBLISHED)
    (row,) = items("rapporter")
    seal = AnnualReport.objects.get(pk=report.pk).published_seal
    assert (row["aar"], row["region"], row["kvittering"], row["sha256"]) == (
        2010,
        "hedmark",
        seal.receipt,
        seal.sha256,
    )
    values = items("rapporterte-verdier", region="hedmark", aar=2010, limit=100)
    answered = {
        q["key"]: q["answer"]
        for section in seal.content["sections"]
        for q in section["questions"]
        if q["answer"] is not None and q["kind"] in ("number", "percent", "nok")
    }
    assert {row["sporsmal"]: row["tall"] for row in values if row["tall"] is not None} == {
        key: float(answer) for key, answer in answered.items()
    }


def test_an_answer_that_is_known_is_not_sent_again(db):
    first = Client().get(API + "fylker")
    again = Client().get(API + "fylker", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_other_sites_may_read_without_cookies(db):
    answer = Client().get(API + "fylker", headers={"Origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    inside = Client().get("/oversikt/", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in inside
    assert Client().post(API + "fylker").status_code == 405


def test_too_many_questions_are_refused_in_words(db, monkeypatch):
    for throttle in api.throttling_objects if hasattr(api, "throttling_objects") else api.throttle:
        monkeypatch.setattr(throttle, "num_requests", 3)
    answers = [Client().get(API + "puljer") for _time in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    made_up = Client().get(API + "puljer", headers={"X-Forwarded-For": "203.0.113.9"})
    assert made_up.status_code == 429
    assert "Vent litt" in answers[-1].json()["detail"]
    assert int(answers[-1]["Retry-After"]) > 0


def test_whole_sets_are_the_same_in_each_form(people):
    factories.agreement(title="=HYPERLINK(1)", supplier="Ærlig Å/S")
    factories.use(FrameworkAgreement.objects.get())
    for key, found in DATA_SETS.items():
        as_json = json.loads(b"".join(Client().get(f"/data/{key}.json")))
        text = b"".join(Client().get(f"/data/{key}.csv")).decode("utf-8-sig")
        as_csv = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert len(as_json) == len(as_csv) == Client().get(API + key).json()["count"]
        assert as_json[:100] == items(key)
        assert [list(row) for row in as_csv[:1]] in ([], [found.columns])
    assert "'=HYPERLINK" in text or "'=HYPERLINK" in b"".join(Client().get("/data/avtaler.csv")).decode()


def test_the_catalogue_describes_every_set(db):
    graph = Graph().parse(data=Client().get("/data/katalog.ttl").content, format="turtle")
    sets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert {str(node).partition("#")[2] for node in sets} == set(DATA_SETS)
    (whole,) = graph.subjects(RDF.type, DCAT.Catalog)
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    for node in (whole, service):
        for needed in (DCTERMS.title, DCTERMS.identifier, DCTERMS.publisher, DCAT.contactPoint):
            assert list(graph.objects(node, needed)), needed
    assert set(graph.objects(service, DCAT.servesDataset)) == sets
    for node in sets:
        for needed in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.publisher,
            DCTERMS.identifier,
            DCAT.theme,
            DCAT.contactPoint,
        ):
            assert list(graph.objects(node, needed)), needed
        files = list(graph.objects(node, DCAT.distribution))
        assert len(files) == 3
        for file in files:
            (licence,) = graph.objects(file, DCTERMS.license)
            assert str(licence) == "https://data.norge.no/nlod/no/2.0"
            (address,) = graph.objects(file, DCAT.accessURL)
            assert Client().get("/" + str(address).split("/", 3)[3]).status_code == 200
    for kind in ("jsonld", "rdf"):
        assert Client().get(f"/data/katalog.{kind}").status_code == 200
    assert Client().get("/data/katalog.exe").status_code == 404


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("kriterier?ukjent=1", "«ukjent»"),
        ("rapporter?year=2010&q=x", "«q», «year»"),
        ("kriterier?Type=kravspesifikasjon", "«Type»"),
        ("regioner?pulje=abc", "«pulje»"),
    ],
)
def test_a_parameter_that_would_not_be_read_is_404_by_name(asked, named, db):
    answer = Client().get(API + asked)
    assert answer.status_code == 404
    assert named in answer.json()["detail"]


def test_every_parameter_and_field_is_explained():
    schema = api.get_openapi_schema()
    for path, methods in schema["paths"].items():
        for parameter in methods["get"]["parameters"]:
            assert parameter["schema"].get("description"), (path, parameter["name"])
    for found in DATA_SETS.values():
        for name, about in found.schema.model_json_schema()["properties"].items():
            assert about.get("description"), (found.key, name)


def test_the_pages_name_every_set_and_address(db):
    page = Client().get("/data/").content.decode()
    guide = Client().get("/api/v1/").content.decode()
    for key, found in DATA_SETS.items():
        assert found.title in page
        assert f"/api/v1/{key}" in guide


@pytest.mark.parametrize("key", sorted(DATA_SETS))
def test_an_answer_asks_the_same_however_many_rows(key, people, django_assert_max_num_queries):
    factories.use(factories.agreement(title="En"))
    with django_assert_max_num_queries(10) as few:
        Client().get(API + key)
    for number in range(8):
        factories.use(factories.agreement(title=str(number)))
        factories.event(title=str(number), state="open")
    with django_assert_max_num_queries(len(few)):
        Client().get(API + key)
