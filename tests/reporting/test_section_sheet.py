"""A chapter's numbers from a spreadsheet: the file fills the form, what is wrong is named, and nothing is saved."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from reporting.models import SectionAnswers
from reporting.workflow import Status
from tests import factories
from tests.portal.test_editing import fields_of

CHAPTER = "/rapporter/2010/hedmark/kommuner/"
HEADINGS = ["Nummer", "Spørsmål", "Svar", "Begrunnelse"]


def sheet(*rows: list, name: str = "tall.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def send(client, file: SimpleUploadedFile, chapter: str = CHAPTER):
    return client.post(f"{chapter}tall/", {"file": file})


@pytest.fixture
def questions(people) -> dict[str, str]:
    """Number by key, of the questions that the tests ask; the report is filled in."""
    report = factories.draft()
    factories.fill(report, people["kari"])
    return {q.key: q.number for section in factories.sections(report) for q in section.questions.all()}


def test_a_sheet_fills_the_chapter_and_saves_nothing(questions, as_):
    before = list(SectionAnswers.objects.values_list("values", "version"))
    rows = [
        [questions["akt_kurs"], None, 12, None],
        ["delt_ledere", None, "1 250", "Talt for hånd."],
        [questions["akt_maler"], None, None, None],
        [questions["knutepunkt_arsverk"], None, 1.5, None],
    ]
    chapter = "/rapporter/2010/hedmark/oppgaver/"
    page = send(as_("kari"), sheet(*rows), chapter)
    text = unescape(page.content.decode())
    assert list(SectionAnswers.objects.values_list("values", "version")) == before
    assert re.findall(r"Nå: ([^<]*)<", text) == ["3 aktiviteter", "3 deltakere", "Rettet.", "3 årsverk"]
    assert "data-autosave" not in text
    sent = fields_of(page, "akt_kurs")
    assert (sent["akt_kurs"], sent["knutepunkt_arsverk"], sent["akt_maler"]) == (["12"], ["1,5"], ["3"])
    assert as_("kari").post(chapter, sent).status_code == 302
    saved = SectionAnswers.objects.get(section__key="oppgaver").values
    assert (saved["akt_kurs"], saved["delt_ledere"], saved["delt_ledere--grunn"]) == (
        "12",
        "1 250",
        "Talt for hånd.",
    )


def test_what_was_saved_meanwhile_is_not_overwritten(questions, as_):
    page = send(as_("kari"), sheet([questions["livskraftige_kommuner"], None, 7, None]))
    sent = fields_of(page, "livskraftige_kommuner")
    as_("ola").post(
        CHAPTER, fields_of(as_("ola").get(CHAPTER), "kommuner_politikk") | {"kommuner_politikk": ["55"]}
    )
    assert as_("kari").post(CHAPTER, sent).status_code == 409
    assert SectionAnswers.objects.get(section__key="kommuner").values["livskraftige_kommuner"] == "3"


def test_all_wrong_cells_are_named_at_once(questions, as_):
    rows = [
        [questions["livskraftige_kommuner"], None, "mange", None],
        [questions["kommuner_politikk"], None, "=20+20", None],
        [questions["kommuner_rutiner"], None, 0.4, None],
        [questions["kommuner_avtaler"], None, "140", None],
        ["99.9", None, 5, None],
        [questions["kommuner_opplaering"], None, "40 %", None],
        [questions["kommuner_opplaering"], None, 41, None],
    ]
    text = unescape(send(as_("kari"), sheet(*rows)).content.decode())
    for words in [
        "C2: «mange» er ikke et tall",
        "C3: Cellen har en formel",
        "C4: Cellen kan bety 0,4 % eller 40 %",
        "C5: Tallet må være høyst 100",
        "Rad 6: «99.9» er ikke nummeret",
        "står i rad 7 også",
    ]:
        assert words in text
    assert "Nå:" not in text


def test_csv_in_norwegian_excels_dialect_fills_it_too(questions, as_):
    content = f"Nummer;Svar\r\n{questions['kommuner_politikk']};45%\r\nkommuner_rutiner;3\r\n".encode()
    page = send(as_("kari"), SimpleUploadedFile("tall.csv", content))
    assert fields_of(page, "kommuner_politikk")["kommuner_politikk"] == ["45"]


def test_the_template_can_be_sent_in_again_and_changes_nothing(questions, as_):
    client = as_("kari")
    content = client.get(f"{CHAPTER}tall.xlsx").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert list(rows[0]) == HEADINGS
    assert rows[5][2:] == (3, "Rettet.")
    page = send(client, SimpleUploadedFile("tall.xlsx", content)).content.decode()
    assert "ikke lagret ennå" in page
    assert "Nå:" not in page


def test_a_file_for_a_report_that_is_handed_in_fills_nothing(people, as_):
    factories.report_at(Status.DELIVERED)
    assert send(as_("kari"), sheet(["6.1", None, 5, None])).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("knut", 403), ("siv", 403), ("per", 404)])
def test_only_those_who_write_send_in_a_file(who, status, questions, as_):
    assert send(as_(who), sheet(["6.1", None, 5, None])).status_code == status


def test_a_chapter_without_numbers_takes_none(questions, as_):
    assert (
        send(as_("kari"), sheet(["11.1", None, 5, None]), "/rapporter/2010/hedmark/innspill/").status_code
        == 404
    )
