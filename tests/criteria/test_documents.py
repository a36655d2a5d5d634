"""Five files from one chapter say the same, and no text is taken for a formula."""

import csv
import io
import json
import zipfile
from decimal import Decimal

import pikepdf
import pytest
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from criteria import documents
from criteria.chapter import Chapter, chapter_of
from criteria.documents import FORMATS, evaluation, pdf
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
        (row[1], row[2], row[5], None if row[8] is None else Decimal(str(row[8])))
        for row in sheet.iter_rows(min_row=5, values_only=True)
    ]


def of_word(content: bytes) -> list[tuple[str, str, str, Decimal | None]]:
    found, texts = [], []
    for paragraph in Document(io.BytesIO(content)).paragraphs:
        if paragraph.style.name == "Heading 2":
            texts = []
        elif paragraph.style.name == "Kilde":
            source, *more = paragraph.text.split(". ")
            code, _comma, rest = source.partition(", ")
            weight = next((text for text in more if text.startswith("Vekt")), "")
            number = weight.removeprefix("Vekt ").removesuffix(" prosent").replace(",", ".")
            found.append((code, rest.split()[-1], texts[0], Decimal(number) if number else None))
        else:
            texts.append(paragraph.text)
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
        assert unlocked == ["J", "K"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Ja,Nei,Delvis"'
    assert str(rule.sqref) == f"J5:J{4 + len(chapter.lines)}"
    assert (rule.showErrorMessage, rule.errorStyle) == (True, "stop")


def evaluated(chapter: Chapter, suppliers: int) -> Worksheet:
    (sheet,) = load_workbook(io.BytesIO(evaluation.draw(chapter, suppliers))).worksheets
    return sheet


def test_the_suppliers_file_has_no_evaluation(chapter):
    assert load_workbook(io.BytesIO(drawn("xlsx", chapter))).sheetnames == ["Svarskjema"]


@pytest.mark.parametrize(("suppliers", "last"), [(1, "E"), (5, "I"), (30, "AH")])
def test_the_evaluation_weighs_points_of_any_number_of_suppliers(chapter, suppliers, last):
    sheet = evaluated(chapter, suppliers)
    assert [sheet.cell(row, 1).value for row in (5, 6)] == ["PAP-T01", "MOB-T01"]
    assert sheet["C7"].value == "=SUM($C$5:$C$6)"
    assert f"SUMPRODUCT($C$5:$C$6,{last}5:{last}6)/10" in sheet[f"{last}7"].value
    assert (sheet[f"{last}5"].protection.locked, sheet[f"{last}7"].protection.locked) == (False, True)
    points, weights = sheet.data_validations.dataValidation
    assert (str(points.sqref), str(weights.sqref)) == (f"E5:{last}6", "C5:C6")
    for rule in (points, weights):
        assert (rule.showErrorMessage, rule.errorStyle, rule.type) == (True, "stop", "decimal")


def test_the_evaluation_says_what_is_missing_for_each_criterion_and_supplier(chapter):
    sheet = evaluated(chapter, 2)
    assert 'F$4&". "' in sheet["D5"].value
    assert "poeng mangler eller er ikke tall" in sheet["F8"].value
    assert "Vekter mangler" in sheet["D7"].value
    assert max(len(str(cell.value)) for row in evaluated(chapter, 30) for cell in row) < 8192  # Excel's


def test_it_is_fetched_for_as_many_as_asked_for(as_, selection):
    path = f"{selection.get_absolute_url()}evaluering.xlsx"
    answer = as_("jan").get(f"{path}?leverandorer=7")
    assert 'filename="trykk-og-papir-2011-evaluering.xlsx"' in answer["Content-Disposition"]
    assert load_workbook(io.BytesIO(answer.content)).active["K4"].value == "Leverandør 7"
    for number in ("0", "31", "mange"):
        assert as_("jan").get(f"{path}?leverandorer={number}").status_code in (302, 409)


def test_sheets_print_on_a4_with_headings_on_each_page(chapter):
    for sheet in (evaluated(chapter, 14), load_workbook(io.BytesIO(drawn("xlsx", chapter))).active):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.oddFooter.right.text == "Side &P av &N"
    assert [one.id for one in evaluated(chapter, 14).col_breaks.brk] == [10, 16]


def test_a_text_too_long_for_a_row_gets_several(selection):
    adapt(selection, "PAP-S01", text="Papiret skal være resirkulert. " * 120)
    sheet = load_workbook(io.BytesIO(drawn("xlsx", chapter_of(selection)))).active
    merged = {str(cells) for cells in sheet.merged_cells.ranges if cells.min_row > 4}
    assert {"F6:F9", "J6:J9"} <= merged
    assert all(height <= 409 for height in (sheet.row_dimensions[row].height for row in range(6, 10)))
    assert not sheet["K9"].protection.locked
    assert sheet["B10"].value == "PAP-S02"


def test_word_has_headings_with_numbers_header_rows_and_a_language(chapter):
    document = Document(io.BytesIO(drawn("docx", chapter)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Kvalifikasjonskrav", "Kravspesifikasjon", "Tildelingskriterier", "Kontraktsvilkår"]
    assert document.styles["Heading 2"].element.pPr.numPr.numId.val
    assert document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "nb-NO"
    (weights,) = document.tables
    assert [cell.text for cell in weights.rows[-1].cells] == ["", "Sum", "32,5"]
    assert [round(column.width.cm, 1) for column in weights.columns] == [2.6, 10.4, 3.0]
    assert weights.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in weights.rows)


PASTED = "Papiret skal være:\n• resirkulert\n• ubleket\n\nTilbudet skal ha:\n1. prøver\n2. datablad"


def test_word_keeps_the_lists_that_people_paste(selection):
    adapt(selection, "PAP-S01", text=PASTED, title="Vårt eget papir", verification="1. Lisens\n2. Test\x0b")
    document = Document(io.BytesIO(drawn("docx", chapter_of(selection))))
    paragraphs = document.paragraphs
    start = next(n for n, p in enumerate(paragraphs) if p.text == "Vårt eget papir")
    shape = [(p.style.name, p.text) for p in paragraphs[start + 1 : start + 7]]
    assert shape[:3] == [
        ("Normal", "Papiret skal være:"),
        ("List Bullet", "resirkulert"),
        ("List Bullet", "ubleket"),
    ]
    assert shape[3:5] == [("Normal", "Tilbudet skal ha:"), ("List Number", "prøver")]
    numbers = [p._p.pPr.numPr.numId.val for p in paragraphs if p.style.name == "List Number"]
    assert len(set(numbers)) == 2  # each list begins at 1
    assert paragraphs[start + 1].paragraph_format.keep_with_next


def test_word_is_a4_and_has_nothing_of_the_template(chapter):
    content = drawn("docx", chapter)
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = " ".join(parts.namelist())
        everything = b" ".join(parts.read(name) for name in parts.namelist()).decode(errors="ignore")
    for left_over in ("thumbnail", "app.xml", "customXml", "stylesWithEffects"):
        assert left_over not in names
    for left_over in ("python-docx", "Macintosh", "en-US"):
        assert left_over not in everything, left_over
    assert "Medium Shading 1" not in {style.name for style in document.styles}
    assert "Theme" not in "".join(document.styles["Heading 1"].element.rPr.rFonts.attrib)
    assert [p.text for p in document.paragraphs if not p.text.strip()] == []


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


def words_in(content: bytes, kind: str) -> str:
    """All that somebody reads in a file, in its order."""
    if kind == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    if kind == "xlsx":
        cells = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(str(value) for row in cells for value in row if value is not None)
    return content.decode()
