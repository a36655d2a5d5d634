"""All answers of a round as files: they say what the pages say, and only to those who read the pages."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from reporting.models import AnnualReport
from reporting.operations import reports, signing, writing
from reporting.workflow import Status
from tests import factories

REGIONS, ROWS = "/rapporter/2010/svar", "/rapporter/2010/svarrader"


def of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def of_xlsx(content: bytes) -> list[dict[str, object]]:
    first, *lines = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(first, line, strict=True)) for line in lines]


def sealed_report(people) -> AnnualReport:
    """With a decimal, a large amount, a choice and a reason in it."""
    report = factories.draft()
    factories.fill(report, people["kari"])
    for section in factories.sections(report):
        said = {"har_knutepunkt": "ja", "knutepunkt_arsverk": "1,5", "avtaler_verdi": "4 799 252"}
        mine = {q.key: said[q.key] for q in section.questions.all() if q.key in said}
        saved = report.answers.get(section=section)
        values = saved.values | mine
        writing.save_section(
            report=report, section=section, values=values, version=saved.version, by=people["kari"]
        )
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    report.refresh_from_db()
    return report


def test_a_row_per_region_has_the_same_answers_as_a_row_per_answer(people, as_):
    seal = sealed_report(people).current_seal()
    siv = as_("siv")
    answers = [row for row in of_xlsx(siv.get(f"{ROWS}.xlsx").content) if row["Region"] == "Hedmark"]
    wide = {kind: siv.get(f"{REGIONS}.{kind}").content for kind in ("csv", "xlsx", "json")}
    book = next(row for row in of_xlsx(wide["xlsx"]) if row["Region"] == "Hedmark")
    text = next(row for row in of_csv(wide["csv"]) if row["Region"] == "Hedmark")
    in_json = next(row for row in json.loads(wide["json"]) if row["region"] == "Hedmark")
    assert len(answers) > 40
    for answer in answers:
        heading = f"{answer['Nummer']} {answer['Spørsmål']}"
        assert book[heading] == (answer["Tekst"] if answer["Tall"] is None else answer["Tall"])
        assert text[heading] == str(book[heading]).replace(".", ",") or answer["Tall"] is None
        if answer["Tall"] is not None:
            assert in_json["svar"][answer["Nøkkel"]] == answer["Tall"]
    assert (book["Kvittering"], text["Levert"], in_json["levert"]) == (
        seal.receipt,
        "15.02.2011",
        "2011-02-15",
    )
    assert len(of_xlsx(wide["xlsx"])) == 18


@pytest.mark.parametrize("who", ["anon", "kari", "ola", "per", "siv", "dag"])
def test_everybody_gets_the_versions_that_they_read_on_the_page(who, people, as_):
    """Nordland's is published, and open again with other words; Hedmark's is delivered, Oslo's a draft."""
    published = factories.report_at(Status.PUBLISHED, "nordland")
    reports.reopen(report=published, comment="Rett tallet.", by=people["siv"])
    factories.report_at(Status.DELIVERED)
    client = as_(who)
    got = {row["region"]: row for row in json.loads(client.get(f"{REGIONS}.json").content)}
    expected = {"anon": 1, "kari": 2, "ola": 2, "per": 1, "siv": 18, "dag": 2}
    assert len(got) == expected[who]
    user = people.get(who)
    for report in AnnualReport.objects.select_related("region", "round", "published_seal"):
        if user and report.region.name in got:
            seal = report.seal_for(user)
            assert got[report.region.name]["kvittering"] == (seal.receipt if seal else "")


def test_a_whole_round_is_read_with_as_many_queries_as_two_regions(people, as_):
    factories.report_at(Status.DELIVERED)
    others = AnnualReport.objects.exclude(region__slug__in=["hedmark", "oslo"])
    kept = list(others.values("round_id", "region_id"))
    others.delete()
    siv = as_("siv")
    few = count(siv)
    for fields in kept:
        AnnualReport.objects.create(**fields)
    assert few == count(siv) <= 30


def count(client) -> int:
    client.get(f"{ROWS}.csv")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{ROWS}.csv").status_code == 200
    return len(queries)
