"""The county's work as its people do it, in a browser."""

import io
import re

import pikepdf
import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import go_on
from tests.site import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.usefixtures("by_keyboard")]

BODY_IN_OSLO = """
import django
django.setup()
from counties.models import Kommune
from tests import factories
factories.virksomhet("0301", org_number="{number}", name="Etaten", regional_office=Kommune.objects.get(number="0403"))
"""
MANY_ACTIVITIES = """
import django
django.setup()
from tests import factories
for number in range(25):
    factories.activity("nordland", title="Dialogkonferanse om rehabilitering av sykehjem " * 4)
"""
TWO_BODIES = """
import django
django.setup()
from tests import factories
for name in ("Sentralsykehuset", "Veivesenet"):
    factories.virksomhet("0403", name=name)
"""
FULL_COURSE = """
import django
django.setup()
from tests import factories
factories.sign_up(factories.event(capacity=1, title="{title}"), "Anne")
"""


def save(page) -> None:
    page.get_by_role("button", name=re.compile("^(Lagre|Opprett) (?!og )")).click()


def mail_of(site, word: str) -> str:
    """The newest mail with `word` in it, once it has come."""
    found: list[str] = []

    def look() -> bool:
        found[:] = [
            text for file in sorted((site.folder / "mail").iterdir()) if word in (text := file.read_text())
        ]
        return bool(found)

    wait_for(look)
    return found[-1].replace("=\n", "").replace("=3D", "=")


def test_a_region_from_nothing_to_a_knutepunkt_at_work(site, page_of):
    kari = page_of("kari")
    kari.goto("/fylker/hedmark/arbeid/")
    kari.get_by_role("link", name="Ta initiativet til styringsgruppen").click()
    kari.get_by_role("link", name="Ta initiativet").click()
    kari.get_by_label("Initiativ tatt").fill("2008-09-01")
    kari.get_by_label("Oppnevnt").fill("2008-09-20")
    save(kari)
    for name, sector, seat in [
        ("Ola", "Fylkesmannen", "Leder"),
        ("Liv", "Fylkeskommunen", "Medlem"),
        ("Pål", "Kommunene eller KS", "Medlem"),
    ]:
        kari.goto("/fylker/hedmark/medlemmer/ny/")
        kari.get_by_label("Navn").fill(name)
        kari.get_by_label("Stilling").fill("Leder")
        kari.get_by_label("Organisasjon", exact=True).fill("Kontoret")
        kari.get_by_label("Sektor").select_option(label=sector)
        kari.get_by_label("Rolle").select_option(label=seat)
        kari.get_by_label("Leder på høyt nivå").check()
        kari.get_by_label("Fra", exact=True).fill("2008-09-20")
        save(kari)
    kari.goto("/fylker/hedmark/styringsgruppe/")
    expect(kari.get_by_text("Fylkesmannen leder gruppen.")).to_be_visible()
    expect(kari.get_by_text("Næringslivet bør være representert")).to_be_visible()
    kari.get_by_role("link", name="Nytt møte").click()
    kari.get_by_label("Begynner").fill("2008-09-25T10:00")
    kari.get_by_label("Slutter").fill("2008-09-25T12:00")
    kari.get_by_label("Sted").fill("Hamar")
    save(kari)
    kari.goto("/fylker/hedmark/kandidater/ny/")
    kari.get_by_label("Innkjøpsmiljø").fill("Regionalt innkjøp")
    kari.get_by_label("Slags vert").select_option(label="Interkommunalt innkjøpssamarbeid")
    kari.get_by_label("Faglig tyngde").select_option("4")
    kari.get_by_label("Kjøper inn for").fill("7")
    save(kari)
    kari.goto("/fylker/hedmark/knutepunkt/")
    kari.get_by_role("link", name="Velg Regionalt innkjøp").click()
    kari.get_by_label("Møtet som vedtok det").select_option(index=1)
    kari.get_by_label("Vedtak").fill("Regionalt innkjøp velges.")
    kari.get_by_label("Fra", exact=True).fill("2008-10-01")
    kari.get_by_label("Årsverk").fill("1,5")
    kari.get_by_label("Kontaktperson").fill("Knut")
    kari.get_by_label("E-post").fill("knut@example.org")
    kari.get_by_role("button", name="Velg som knutepunkt").click()
    expect(kari.get_by_text("er valgt som knutepunkt")).to_be_visible()
    anyone = page_of()
    anyone.goto("/fylker/hedmark/")
    expect(anyone.get_by_role("main").get_by_text("Regionalt innkjøp")).to_be_visible()


def workbook(wrong: bool) -> dict:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["Dato", "Hva", "Oppgave", "Innkjøpere"])
    rows = [["3.5.2010", f"Kurs {number}", "kurs", 4] for number in range(500)]
    if wrong:
        rows[9][0], rows[99][2], rows[499][3] = "i går", "lunsj", "mange"
    for row in rows:
        page.append(row)
    content = io.BytesIO()
    book.save(content)
    return {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}


def test_500_activities_with_three_wrong_cells_are_mended_and_imported(site, page_of):
    site.start_worker()
    kari = page_of("kari")
    kari.goto("/fylker/hedmark/aktiviteter/")
    kari.get_by_role("link", name="Importer fra Excel").first.click()
    kari.locator("input[type=file]").set_input_files(workbook(wrong=True))
    kari.get_by_role("button", name="Last opp og kontroller").click()
    go_on(kari)
    expect(kari.get_by_text("3 feil må rettes. Ingenting er importert.")).to_be_visible()
    for cell in ("A11", "C101", "D501"):
        expect(kari.get_by_role("cell", name=cell, exact=True)).to_be_visible()
    assert site.ask("SELECT count(*) FROM counties_activity") == (0,)
    kari.get_by_role("link", name="Last opp på nytt").click()
    kari.locator("input[type=file]").set_input_files(workbook(wrong=False))
    kari.get_by_role("button", name="Last opp og kontroller").click()
    go_on(kari)
    kari.get_by_role("button", name="Importer radene").click()
    go_on(kari)
    expect(kari.get_by_text("500 rader ble importert.")).to_be_visible()
    assert site.ask("SELECT count(*) FROM counties_activity") == (500,)


def test_a_list_on_paper_begins_below_its_heading_with_no_controls(site, page_of):
    site.script(MANY_ACTIVITIES)
    page = page_of("per")
    page.goto("/fylker/nordland/aktiviteter/")
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as file:
        words = [len(re.findall(rb"T[jJ]", part.Contents.read_bytes())) for part in file.pages]
    page.emulate_media(media="print")
    assert (len(words), min(words) > 40) == (2, True), words
    controls = page.locator("button, input, select, .ds-button").filter(visible=True)
    assert [control.inner_text() for control in controls.all() if control.bounding_box()] == []


def test_the_one_who_waits_gets_the_place_and_the_mail(site, page_of):
    site.start_worker()
    site.script(FULL_COURSE.format(title="Fullt kurs"))
    (pk,) = site.ask("SELECT id FROM counties_event WHERE title = 'Fullt kurs'")
    berit = page_of()
    berit.goto(f"/kalender/{pk}/")
    expect(berit.get_by_text("Det er fullt.")).to_be_visible()
    berit.get_by_label("Navn").fill("Berit")
    berit.get_by_label("E-post").fill("berit@example.org")
    berit.get_by_label("Virksomhet").fill("Løten kommune")
    berit.get_by_label("Innkjøper").check()
    berit.get_by_role("button", name="Meld meg på").click()
    expect(berit.get_by_text("Du står på ventelisten")).to_be_visible()
    link = re.search(r"/kalender/pamelding/[\w-]+/", mail_of(site, "anne@example.org"))
    assert link is not None
    anne = page_of()
    anne.goto(link.group())
    anne.get_by_role("button", name="Meld meg av").click()
    expect(anne.get_by_text("Takk for at du ga plassen videre")).to_be_visible()
    wait_for(
        lambda: site.ask(
            "SELECT 1 FROM portal_outgoingmail WHERE \"to\" = 'berit@example.org' AND subject LIKE 'Du har plass%' AND sent_at IS NOT NULL"
        )
    )
    berit.goto(f"/kalender/{pk}/")
    expect(berit.get_by_text("1 av 1 er tatt")).to_be_visible()


def test_a_state_bodys_question_finds_its_knutepunkt_is_handed_over_and_counted(site, page_of):
    site.script(BODY_IN_OSLO.format(number="100000016"))
    buyer = page_of()
    buyer.goto("/bistand/")
    buyer.get_by_label("Hva gjelder det").fill("Leie av biler")
    buyer.get_by_label("Beskrivelse").fill("Hvilke utslippskrav?")
    buyer.get_by_label("Virksomhet").fill("Etaten")
    buyer.get_by_label("Organisasjonsnummer").fill("100000016")
    buyer.get_by_label("Kommune").select_option(label="Oslo")
    buyer.get_by_label("Navn").fill("Tone")
    buyer.get_by_label("E-post").fill("tone@example.org")
    buyer.get_by_role("button", name="Send til knutepunktet").click()
    expect(buyer.get_by_text("Saken er sendt til knutepunktet i Hedmark")).to_be_visible()

    knut = page_of("knut")
    knut.goto("/fylker/hedmark/bistand/")
    knut.get_by_role("link", name="Leie av biler").click()
    knut.get_by_role("link", name="Overfør til et annet knutepunkt").click()
    knut.get_by_label("Til knutepunktet i").select_option(label="Nordland")
    knut.get_by_label("Begrunnelse").fill("De har en bilavtale.")
    knut.get_by_role("button", name="Overfør saken").click()
    expect(knut.get_by_text("overført til Nordland")).to_be_visible()

    per = page_of("per")
    per.goto("/fylker/nordland/bistand/")
    per.get_by_role("link", name="Leie av biler").click()
    expect(per.get_by_text("De har en bilavtale.")).to_be_visible()
    per.get_by_label("Melding").fill("Bruk kriteriene for biler.")
    per.get_by_role("button", name="Send svar").click()
    per.get_by_role("link", name="Lukk saken").click()
    per.get_by_label("Resultat").fill("Kravene er med i konkurransen.")
    per.get_by_label("Timer brukt").fill("2,5")
    per.get_by_role("button", name="Lukk og regn som aktivitet").click()
    expect(per.get_by_text("regnet som praktisk bistand")).to_be_visible()
    site.script("import django; django.setup(); from tests import factories; factories.draft('nordland')")
    # The request was closed today; the round of 2010 counts 2010.
    site.script(
        "import django; django.setup(); from counties.models import Activity; Activity.objects.filter(task='bistand').update(happened_on='2010-12-01')"
    )
    per.goto("/rapporter/2010/nordland/oppgaver/")
    figure = per.locator("[data-counted=akt_bistand]")
    expect(figure.get_by_text("1 aktivitet", exact=True)).to_be_visible()
    figure.get_by_role("link", name="Se radene").click()
    expect(per.get_by_role("link", name="Leie av biler")).to_be_visible()


def test_sums_follow_what_is_typed(site, page_of):
    siv = page_of("siv")
    siv.goto("/tilskudd/2011/")
    row = siv.locator("tbody tr").first
    boxes = row.locator("input:not([type=hidden])")
    boxes.first.fill("500.000")
    boxes.nth(1).fill("1 250 kr")
    expect(row.locator("td.number")).to_have_text("501\u00a0250")
    expect(siv.locator("tfoot td").nth(3)).to_have_text("501\u00a0250")


def test_a_long_list_to_tick_from_is_narrowed_to_what_is_looked_for_and_what_is_ticked(site, page_of):
    site.script(TWO_BODIES)
    kari = page_of("kari")
    kari.goto("/fylker/hedmark/avtaler/ny/")
    kari.locator("summary", has_text="Velg blant").click()
    first, second = (kari.get_by_label(name) for name in ("Sentralsykehuset", "Veivesenet"))
    first.check()
    kari.get_by_role("searchbox", name="Finn virksomhet").fill("veiv")
    expect(first).to_be_visible()
    expect(second).to_be_visible()
    first.uncheck()
    kari.get_by_role("searchbox", name="Finn virksomhet").fill("veive")
    expect(first).to_be_hidden()
    expect(second).to_be_visible()
