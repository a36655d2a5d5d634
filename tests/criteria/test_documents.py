"""Five files from one chapter say the same, and no text is taken for a formula."""

import csv
import io
import json
from decimal import Decimal

import pikepdf
import pytest
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from criteria import documents
from criteria.chapter import Chapter, chapter_of
from criteria.documents import FORMATS, pdf
from criteria.models import Selection
from criteria.operations.selection_pdf import html_of
from tests import factories
from tests.criteria.test_selection import adapt

CODES = ["BYG-K01", "PAP-S01", "PAP-S02", "PAP-T01", "MOB-T01", "PAP-V01"]
NASTY = '=HYPERLINK("http://example.com";"x") æøå <b>& "sitat"'


@pytest.fixture
def selection(people) -> Selection:
    made = factories.selection("jan", *CODES, name="Trykk og papir 2011")
    adapt(made, "PAP-S02", text=NASTY)
    adapt(made, "PAP-T01", weight=Decimal("12.5"))
    adapt(made, "MOB-T01", weight=Decimal(20), note="-1+1")
    return made


@pytest.fixture
def chapter(selection) -> Chapter:
    return chapter_of(selection)


def drawn(kind: str, chapter: Chapter) -> bytes:
    return documents.drawn(chapter, kind)


def details(chapter: Chapter) -> list[tuple[str, str, str, Decimal | None]]:
    return [(line.code, line.edition, line.text, line.weight) for line in chapter.lines]


def of_csv(content: bytes) -> list[tuple[str, str, str, Decimal | None]]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [
        (r["Kode"], r["Utgave"], r["Kravtekst"].removeprefix("'"),
         Decimal(r["Vekt (%)"].replace(",", ".")) if r["Vekt (%)"] else None)
        for r in rows
    ]  # fmt: skip


def of_json(content: bytes) -> list[tuple[str, str, str, Decimal | None]]:
    rows = json.loads(content)["criteria"]
    return [(r["code"], r["edition"], r["text"], Decimal(r["weight"]) if r["weight"] else None) for r in rows]


def of_sheet(content: bytes) -> list[tuple[str, str, str, Decimal | None]]:
    sheet = load_workbook(io.BytesIO(content))["Svarskjema"]
    return [
        (row[1], row[2], row[5], None if row[7] is None else Decimal(str(row[7])))
        for row in sheet.iter_rows(min_row=5, values_only=True)
    ]


def of_word(content: bytes) -> list[tuple[str, str, str, Decimal | None]]:
    document = Document(io.BytesIO(content))
    found, text = [], ""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            cells = {row.cells[0].text: row.cells[1].text for row in block.rows}
            if "Kode og utgave" in cells:
                code, _comma, rest = cells["Kode og utgave"].partition(", ")
                weight = cells.get("Vekt", "").removesuffix(" prosent").replace(",", ".")
                found.append((code, rest.split()[-1], text, Decimal(weight) if weight else None))
        elif block.text and block.style.name == "Normal":
            text = block.text
    return found


@pytest.mark.parametrize(
    ("kind", "read"), [("csv", of_csv), ("json", of_json), ("xlsx", of_sheet), ("docx", of_word)]
)
def test_the_files_hold_the_same_codes_texts_and_weights(chapter, kind, read):
    assert read(drawn(kind, chapter)) == details(chapter)


def test_the_pdf_holds_them_too(chapter):
    """Its letters are glyphs; so the words are read where WeasyPrint gets them, and the marks in the file."""
    html = html_of(chapter)
    for line in chapter.lines:
        assert f"{line.code}, {line.group} {line.edition}" in html
        for text in (line.title, line.text, line.verification):
            assert escape(text) in html
    assert "vekt 12,5 prosent" in html
    assert "&lt;b&gt;" in html
    with pikepdf.open(io.BytesIO(pdf.draw(html))) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "nb"


def test_a_text_is_never_a_formula(chapter):
    book = load_workbook(io.BytesIO(drawn("xlsx", chapter)))
    cells = [cell for row in book["Svarskjema"].iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert NASTY in [cell.value for cell in cells]
    rows = list(csv.reader(io.StringIO(drawn("csv", chapter).decode("utf-8-sig")), delimiter=";"))
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")] == []


def test_the_answer_sheet_is_locked_but_for_the_answers(chapter):
    book = load_workbook(io.BytesIO(drawn("xlsx", chapter)))
    sheet = book["Svarskjema"]
    assert sheet.protection.sheet
    for row in range(5, 5 + len(chapter.lines)):
        unlocked = [cell.column_letter for cell in sheet[row] if not cell.protection.locked]
        assert unlocked == ["I", "J"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Ja,Nei,Delvis"'
    assert str(rule.sqref) == f"I5:I{4 + len(chapter.lines)}"


def test_the_evaluation_weighs_points(chapter):
    sheet = load_workbook(io.BytesIO(drawn("xlsx", chapter)))["Evaluering"]
    assert [sheet.cell(row, 1).value for row in (5, 6)] == ["PAP-T01", "MOB-T01"]
    assert sheet["C7"].value == "=SUM(C5:C6)"
    assert sheet["D7"].value == "=SUMPRODUCT($C$5:$C$6,D5:D6)/10"
    assert not sheet["D5"].protection.locked
    assert sheet["D7"].protection.locked


def test_word_has_headings_with_numbers_header_rows_and_a_language(chapter):
    document = Document(io.BytesIO(drawn("docx", chapter)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Kvalifikasjonskrav", "Kravspesifikasjon", "Tildelingskriterium", "Kontraktsvilkår"]
    assert document.styles["Heading 2"].element.pPr.numPr.numId.val
    assert document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "nb-NO"
    tables = [t for t in document.tables if t.rows[0].cells[0].text == "Kode"]
    assert tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_each_file_is_downloaded_with_a_name(as_, selection):
    for kind, (content_type, _path) in FORMATS.items():
        answer = as_("jan").get(f"{selection.get_absolute_url()}eksport.{kind}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == content_type
        assert f'filename="trykk-og-papir-2011.{kind}"' in answer["Content-Disposition"]
    assert as_("jan").get(f"{selection.get_absolute_url()}eksport.exe").status_code == 404


def test_an_empty_selection_gives_files_too(as_, people):
    empty = factories.selection("jan", name="=1+1")
    for kind in FORMATS:
        assert as_("jan").get(f"{empty.get_absolute_url()}eksport.{kind}").status_code == 200
