"""All answers of a round as files: they say what the pages say, and only to those who read the pages."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook
from weasyprint.formatting_structure import boxes

from reporting.compile import compile_report
from reporting.models import AnnualReport
from reporting.operations import reports, signing, writing
from reporting.workflow import Status
from tests import factories
from tests.reporting.test_paper import pages_of

REGIONS, ROWS = "/rapporter/2010/svar", "/rapporter/2010/svarrader"


def plain(text: object) -> str:
    """Without what differs by medium: kinds of space, and hyphens where a line may break."""
    return " ".join(str(text).replace("\u00ad", "").replace("\u200b", "").split())


def norwegian(number: object, unit: str) -> str:
    whole, _point, decimals = f"{Decimal(str(number)):,}".replace(",", " ").partition(".")
    return f"{whole}{',' if decimals else ''}{decimals} {unit}".strip()


def of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def of_xlsx(content: bytes) -> list[dict[str, object]]:
    first, *lines = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(first, line, strict=True)) for line in lines]


def of_row(row: dict[str, object]) -> str:
    """An answer in a line of the files' rows, as the pages write it."""
    number = row["Tall"]
    if number in (None, ""):
        return plain(row["Tekst"])
    return norwegian(str(number).replace(",", "."), str(row["Enhet"] or ""))


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


def test_screen_pdf_word_and_files_say_the_same(people, as_):
    seal = sealed_report(people).current_seal()
    siv = as_("siv")
    page = plain(unescape(re.sub("<[^>]+>", " ", siv.get("/rapporter/2010/hedmark/hele/").content.decode())))
    boxed = (box for sheet in pages_of(seal.content) for box in sheet.descendants())
    paper = plain(" ".join(box.text for box in boxed if isinstance(box, boxes.TextBox)))
    written = Document(io.BytesIO(siv.get("/rapporter/2010/hedmark/word/").content)).paragraphs
    word = plain(" ".join(paragraph.text for paragraph in written))
    report = compile_report(seal.content, sha256=seal.sha256)
    shown = {answer.key: answer for section in report.sections for answer in section.answers}
    files = {kind: siv.get(f"{ROWS}.{kind}").content for kind in ("csv", "xlsx", "json")}
    books = [of_csv(files["csv"]), of_xlsx(files["xlsx"])]
    in_json = {row["sporsmal"]: row for row in json.loads(files["json"]) if row["region"] == "Hedmark"}
    assert set(in_json) == {key for key, answer in shown.items() if answer.answered}
    texts = [answer.text for answer in shown.values()]
    assert {"1,5\u00a0årsverk", "4\u00a0799\u00a0252\u00a0kr", "40\u00a0%", "Nei"} <= set(texts)
    for key, answer in shown.items():
        said = plain(answer.text or answer.prose or ", ".join(answer.items))
        if not said:
            continue
        asked = f"{plain(answer.label)} {plain((*answer.items, said)[0])}"
        assert [asked in medium for medium in (page, paper, word)] == [True, True, True], asked
        for rows in books:
            row = next(row for row in rows if (row["Region"], row["Nøkkel"]) == ("Hedmark", key))
            assert of_row(row) == said
            assert str(row["Begrunnelse"] or "") in answer.note
            assert (row["Overstyrt"] == "Ja") == bool(answer.note)
        row = in_json[key]
        assert of_row({"Tall": row["tall"], "Enhet": row["enhet"], "Tekst": row["tekst"]}) == said


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
