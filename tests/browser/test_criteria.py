"""A buyer and the panel at the criteria, in a browser."""

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.usefixtures("by_keyboard")]


COVERED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (!box.width || at === document.body) return null;
  const places = [[box.left + 1, box.top + 1], [box.right - 1, box.bottom - 1], [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
  const seen = places.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight).some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (at.contains(top) || top.contains(at) || at.labels && [...at.labels].some((label) => label.contains(top)));
  });
  return seen ? null : at.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("size", [(1280, 900), (320, 256)], ids=["as it is", "at 400 %"])
@pytest.mark.parametrize("path", ["/kriterier/papir_og_trykksaker/", "/kriterier/sok/?q=papir"])
def test_nothing_lies_over_what_has_the_focus(site, page_of, path, size):
    page = page_of("", viewport=dict(zip(("width", "height"), size, strict=True)))
    page.goto(path)
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 20:
        page.keyboard.press(key)
        assert page.evaluate(COVERED) is None, key


def pick(page, number: int) -> None:
    boxes = page.get_by_role("checkbox")
    for place in range(number):
        boxes.nth(place).check()
    page.get_by_role("button", name="Legg valgte i utvalget").click()
    expect(page.get_by_role("status")).to_contain_text(f"{number} kriterier er lagt i utvalget")


def test_a_buyer_with_no_account_goes_from_a_word_to_five_files(site, page_of, tmp_path):
    site.start_worker()
    page = page_of("")
    page.goto("/kriterier/")
    page.get_by_label("Søk i kriteriene").fill("trykksaker")
    page.get_by_role("main").get_by_role("button", name="Søk").click()
    page.get_by_role("navigation", name="Avgrens søket").get_by_role("link", name="Basis").click()
    expect(page).to_have_url("/kriterier/sok/?q=trykksaker&niva=basis")
    pick(page, 6)
    page.get_by_label("Søk i kriteriene").fill("møbler")
    expect(page.locator("mark", has_text="øbl").first).to_be_visible()  # found while typing
    pick(page, 2)
    page.get_by_role("link", name="Se utvalget").click()
    page.get_by_role("link", name="Min anskaffelse").click()
    page.get_by_role("link", name="Tilpass PAP-S02").click()
    page.get_by_label("Kravtekst").fill("Minst 90 prosent av fiberen skal være sertifisert.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".criterion", has_text="Minst 90 prosent")).to_contain_text("Tilpasset")
    files: dict[str, bytes] = {}
    for kind, label in (
        ("docx", "Word"),
        ("xlsx", "Excel"),
        ("pdf", "PDF"),
        ("csv", "CSV"),
        ("json", "JSON"),
    ):
        role = "button" if kind == "pdf" else "link"  # a worker draws the PDF, so it is asked for
        with page.expect_download() as download:
            page.get_by_role(role, name=label, exact=True).click()
        path = tmp_path / f"utvalg.{kind}"
        download.value.save_as(path)
        files[kind] = Path(path).read_bytes()
    rows = json.loads(files["json"])["criteria"]
    codes = [row["code"] for row in rows]
    assert len(codes) == 8
    assert "Minst 90 prosent av fiberen skal være sertifisert." in [row["text"] for row in rows]
    word = Document(io.BytesIO(files["docx"]))
    sources = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Kilde"]
    assert [text.split(",")[0] for text in sources] == codes
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Svarskjema"]
    assert [sheet.cell(row, 2).value for row in range(5, 13)] == codes
    table = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";")
    assert [row["Kode"] for row in table] == codes
    assert files["pdf"].startswith(b"%PDF")


def test_the_panel_revises_a_group_by_keyboard_and_publishes(page_of):
    page = page_of("mette")
    page.goto("/kriterier/vask_og_rens/")
    page.get_by_role("button", name="Lag ny utgave").click()
    first = page.locator("li[data-code]").nth(0).get_attribute("data-code")
    page.get_by_role("button", name=f"Flytt {first} ned").focus()
    page.keyboard.press("Enter")
    expect(page.locator("li[data-code]").nth(1)).to_have_attribute("data-code", first)
    page.locator("li[data-code] a").first.click()
    page.get_by_label("Begrunnelse").fill("Ny kunnskap om mikroplast.")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.get_by_text("Det er ikke lagret ennå.")).to_be_visible()
    page.get_by_role("button", name="Lagre").click()
    page.get_by_label("Hva som er endret, og hvorfor").fill("Begrunnelsen er oppdatert.")
    page.get_by_label("Skal revideres innen").fill("2013-01-01")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Publiser").click()
    page.get_by_role("button", name="Publiser").click()
    expect(page.get_by_role("status")).to_contain_text("Gjeldende")
    page.get_by_role("link", name="Se hva som er endret").click()
    expect(page.locator("ins", has_text="mikroplast")).to_be_visible()


def test_the_lines_of_a_draft_are_dragged_into_order(page_of):
    page = page_of("mette")
    page.goto("/kriterier/kontorrekvisita/")
    page.get_by_role("button", name="Lag ny utgave").click()
    lines = page.locator("li[data-code]")
    last = lines.nth(lines.count() - 1).get_attribute("data-code") if lines.count() else ""
    page.set_viewport_size({"width": 1280, "height": 2400})  # so that nothing scrolls under the mouse
    lines.last.hover(position={"x": 5, "y": 5})
    page.mouse.down()
    for _move in range(2):  # the first begins the drag, the second is over the line
        lines.first.hover(position={"x": 20, "y": 2})
    page.mouse.up()
    expect(lines.nth(0)).to_have_attribute("data-code", last)
    page.reload()
    expect(lines.nth(0)).to_have_attribute("data-code", last)
