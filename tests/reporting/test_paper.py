"""What the report looks like on paper: units, numbers, heads, pages, pasted text and characters without a glyph."""

import io
import json

import pikepdf
import pytest
import yaml
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from portal import glyphs, reading
from portal import pdf as portal_pdf
from reporting import pdf
from reporting.compile import compile_report
from reporting.operations import reports, writing
from reporting.quantities import OF_ONE, quantity
from reporting.workflow import Status
from tests import factories
from tests.reporting.test_pdf import ROOT

ADDRESS = "https://example.org/" + "lang-adresse/" * 30
SHAPES = (
    "\u2022\tKurs i Hamar\n\u2022\tKurs i Elverum\n\n1. Først\n2. Så\n\nParkgata 36\n2317 Hamar\n\nMat\t3"
)


@pytest.fixture(scope="module")
def sealed(kept):
    return factories.report_at(Status.DELIVERED).current_seal()


@pytest.fixture
def content(sealed, people):
    """A seal's content that a test may change."""
    return json.loads(sealed.snapshot)


def answered(content, **by_kind):
    """Every question of the kinds shown and answered so."""
    for question in (question for section in content["sections"] for question in section["questions"]):
        if question["kind"] in by_kind:
            question |= {"shown": True, "answer": by_kind[question["kind"]]}
    return content


def compiled(content):
    return compile_report(content, sha256="0" * 64)


def pages_of(content):
    """WeasyPrint's own pages, with the place of every box."""
    report = compiled(content)
    fetcher = portal_pdf.LocalAssets(pdf.drawings_of(report))
    return [
        page._page_box
        for page in HTML(string=pdf.html_of(report), base_url="static:", url_fetcher=fetcher).render().pages
    ]


def words(box):
    return " ".join(each.text for each in box.descendants() if isinstance(each, boxes.TextBox))


@pytest.mark.parametrize(
    ("kind", "unit", "value", "said"),
    [
        ("number", "møter", "1", "1\u00a0møte"),
        ("number", "møter", "0", "0\u00a0møter"),
        ("number", "aktiviteter", "1.00", "1,00\u00a0aktivitet"),
        ("number", "årsverk", "1", "1\u00a0årsverk"),
        ("nok", "", "1", "1\u00a0kr"),
        ("number", "", "1", "1"),
    ],
)
def test_a_quantity_agrees_with_its_unit(kind, unit, value, said):
    assert quantity({"kind": kind, "unit": unit}, value) == said


def test_every_unit_of_the_template_has_its_singular():
    template = yaml.safe_load((ROOT / "reporting/data/report_template.yaml").read_text(encoding="utf-8"))
    units = {q["unit"] for section in template["sections"] for q in section["questions"] if "unit" in q}
    assert units - set(OF_ONE) == {"årsverk"}


def test_a_unit_is_said_once_for_a_charts_table(content):
    report = compiled(answered(content, number="7", nok="1250", percent="40"))
    groups = {group.title: group for section in report.sections for group in section.groups if group.title}
    assert {title: group.measured_in for title, group in groups.items()} == {
        "Aktiviteter per oppgave": "antall aktiviteter",
        "Deltakere på kurs og konferanser": "antall deltakere",
        "Kommunene i fylket": "prosent",
        "Midler i året": "kroner",
    }
    assert {answer.figure for answer in groups["Midler i året"].answers} == {"1\u00a0250"}
    assert {answer.figure for answer in groups["Kommunene i fylket"].answers} == {"40"}


def test_a_key_figure_has_its_unit_beside_it(content):
    report = compiled(answered(content, number="12"))
    assert "12\u00a0møter" in [answer.figure for answer in report.highlights.answers]
    assert words(pages_of(content)[1]).count("12\u00a0møter") == 1


def test_what_is_said_to_the_writer_is_not_printed(content):
    html = pdf.html_of(compiled(content))
    assert not any(section["introduction"][:40] in html for section in content["sections"])


@pytest.mark.parametrize(
    "hidden", [[], ["styringsgruppe_medlemmer"], ["styringsgruppe_moter", "sekretariat"]]
)
def test_printed_numbers_have_no_holes(content, hidden):
    for question in content["sections"][0]["questions"]:
        question["shown"] = question["key"] not in hidden
    section = compiled(content).sections[0]
    figures = [answer for group in section.groups for answer in group.answers]
    printed = [answer.number for answer in [*section.prose, *figures, *section.choices]]
    assert printed == [f"1.{number}" for number in range(1, len(printed) + 1)]


def test_a_sealed_report_links_to_where_it_is_verified(content):
    report = compiled(content)
    with pikepdf.open(io.BytesIO(pdf.render_report(report))) as file:
        links = {
            str(link.A.URI)
            for page in file.pages
            for link in page.get("/Annots", [])
            if "/URI" in link.get("/A", {})
        }
    assert links == {f"http://localhost:8000/verifiser/?receipt={report.receipt}"}
    assert "<svg" in pdf.drawings_of(report)["verify"]


def test_a_seal_from_before_the_address_was_kept_is_still_drawn(content):
    del content["verify_at"]
    assert "/verifiser/" in words(pages_of(content)[-1])
    assert "verify" not in pdf.drawings_of(compiled(content))


@pytest.mark.parametrize(
    "region", ["Oslo", "Oslo og Akershus", "Sogn og Fjordane, Møre og Romsdal og Hordaland"]
)
def test_running_heads_stand_side_by_side_within_the_margin(content, region):
    content["region"]["name"] = region
    for page in pages_of(content)[1:]:
        left, right = (
            next(box for box in page.children if isinstance(box, boxes.MarginBox) and box.at_keyword == place)
            for place in ("@top-left", "@top-right")
        )
        assert left.position_x + left.margin_width() <= right.position_x + 0.01
        for head in (left, right):
            lines = [box for box in head.descendants() if isinstance(box, boxes.LineBox)]
            assert sum(line.height for line in lines) < page.margin_top


def test_key_figures_stand_with_the_contents_and_each_chart_in_its_chapter(content):
    pages = [words(page) for page in pages_of(answered(content, number="7", nok="1250", percent="40"))]
    assert "Innhold" in pages[1]
    assert "Møter i styringsgruppen" in pages[1]
    whole = " ".join(pages[2:])
    assert (
        whole.index("3 Knutepunktets") < whole.index("antall aktiviteter") < whole.index("4 Miljøkriterier")
    )


@pytest.mark.parametrize("paragraphs", [5, 7, 9, 11, 14])
def test_no_heading_row_or_note_stands_alone_at_the_edge_of_a_page(content, paragraphs):
    """However much prose there is before it."""
    for question in (q for section in content["sections"] for q in section["questions"]):
        question["overruled"], question["reason"] = question["kind"] == "number", "Vi teller flere."
        question["computed"] = question["computed"] or "1"
    text = "\n\n".join(["Vi har møttes jevnlig gjennom året, og alle har vært med. " * 4] * paragraphs)
    for page in pages_of(answered(content, text=text, number="7"))[1:]:
        lines = [box for box in page.descendants() if isinstance(box, boxes.LineBox)]
        last = max((line for line in lines if line.position_y < page.margin_top + page.height), key=bottom)
        assert not words(last).startswith(("Aktiviteter per oppgave", "Deltakere på kurs", "Tall"))
        for table in (box for box in page.descendants() if classes_of(box) >= {"group"}):
            rows = [box for box in table.descendants() if is_of_body(box)]
            assert "note-row" not in classes_of(rows[0])
            assert "noted" not in classes_of(rows[-1])
            assert len(rows) >= 2 or len(table.element.findall("tbody/tr")) == 1


def classes_of(box) -> set[str]:
    found = isinstance(box, boxes.TableBox | boxes.TableRowBox) and box.element.get("class")
    return set(found.split()) if found else set()


def is_of_body(box) -> bool:
    return isinstance(box, boxes.TableRowBox) and box.element.find("td") is not None


def bottom(line) -> float:
    return line.position_y + line.height


@pytest.mark.parametrize("number", ["1", "1250000", "123456789012345"])
def test_figures_never_run_into_each_other_or_off_the_page(content, number):
    content["earlier"] = [
        {"year": year, "figures": {key: number for chart in content["charts"] for key in chart["questions"]}}
        for year in (2008, 2009)
    ]
    for page in pages_of(answered(content, number=number, nok=number, percent="100"))[1:]:
        for row in (box for box in page.descendants() if isinstance(box, boxes.TableRowBox)):
            ends = 0.0
            for cell in row.children:
                texts = [box for box in cell.descendants() if isinstance(box, boxes.TextBox)]
                assert all(ends <= text.position_x + 0.01 for text in texts)
                ends = max([ends, *(text.position_x + text.width for text in texts)])
            assert ends <= page.width + page.margin_left + 0.01


def test_pasted_text_keeps_its_shape(content):
    answered(content, text=reading.written(SHAPES.replace("\u2022", "\uf0b7"), lines=True))
    html = " ".join(pdf.html_of(compiled(content)).split())
    assert '<ul class="ds-list"><li>Kurs i Hamar</li><li>Kurs i Elverum</li></ul>' in html
    assert '<ol class="ds-list"><li>Først</li><li>Så</li></ol>' in html
    assert "Parkgata 36<br>2317 Hamar" in html
    assert "Mat\t3</p>" in pdf.html_of(compiled(content))


@pytest.mark.parametrize("text", [ADDRESS, "å" * 900, "Se " + "under_strek_" * 60 + " her"])
def test_long_words_are_broken_within_the_page(content, text):
    """In prose, and in the tables' names, choices and notes."""
    for question in (question for section in content["sections"] for question in section["questions"]):
        question |= {
            "short_label": text[:300],
            "overruled": question["computed"] is not None,
            "reason": text[:300],
        }
        question["options"] = dict.fromkeys(question["options"], text[:300])
    for page in pages_of(answered(content, text=text, number="7"))[1:]:
        edge = page.margin_left + page.width
        for box in page.descendants():
            if isinstance(box, boxes.TextBox):
                assert box.position_x + box.width <= edge + 0.01


@pytest.mark.parametrize(
    ("text", "boxed"),
    [
        ("CO₂ ≤ 5 → ✓ «sitat» – 10 €", []),
        ("Ελλάδα, Привет, שלום, مرحبا, Čáhppesduottar, ½ ☐ 😀", []),
        ("Skog 🌲 og 中文, skog 🌲", ["🌲", "中", "文"]),
        ("\ufe0f\u200d\u00ad\n\t", []),
    ],
)
def test_it_is_known_what_paper_cannot_show(text, boxed):
    assert glyphs.without_glyph(text) == boxed


def test_only_the_portals_own_fonts_are_in_the_file(content):
    drawn = pdf.render_report(compiled(answered(content, text="→ ✓ Ελλάδα 🌲 中文")))
    with pikepdf.open(io.BytesIO(drawn)) as file:
        fonts = {
            str(item.FontName).partition("+")[2].partition("-")[0]
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert fonts == {"Inter", "Fallback"}


def test_the_writer_and_the_signer_are_told_what_would_be_boxes(people, as_):
    report = factories.report_at(Status.DRAFT, "nordland")
    section = report.round.template.sections.first()
    saved = report.answers.get(section=section)
    values = dict(saved.values) | {"organisering_vurdering": "Vi plantet 🌲 og 中"}
    writing.save_section(
        report=report, section=section, values=values, version=saved.version, by=people["per"]
    )
    told = "«🌲» (U+1F332), «中» (U+4E2D)"
    for page in ("", "send/", f"{section.key}/"):
        assert told in as_("per").get(report.get_absolute_url() + page).content.decode()
    reports.submit(report=report, by=people["per"])
    assert told in as_("nils").get(report.get_absolute_url() + "signer/").content.decode()
