"""From the last section to the approved report, by its three people, in a browser."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site import NEARLY_DONE, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.servers]
AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
REPORT = "/rapporter/2010/hedmark/"


def test_the_report_from_draft_to_sealed_pdf_to_published(site, page_of):
    site.script(NEARLY_DONE.format(region="hedmark", writer="kari"))
    site.start_worker()
    site.start_beat()

    kari = page_of("kari")
    kari.get_by_role("main").get_by_role("link", name="Skriv «").click()
    kari.get_by_role("navigation", name="Rapportens kapitler").get_by_role("link", name="Oversikt").click()
    kari.get_by_role("link", name="Se hvert svar som mangler").click()
    expect(kari.get_by_text("svar mangler, må rettes eller forklares")).to_be_visible()
    kari.get_by_role("link", name="Hvordan har den faglige støtten").click()
    kari.get_by_label("God", exact=True).check()
    kari.get_by_label("Innspill til DIFI og Innkjøpspanelet").fill("Ferdige kurspakker ville hjulpet oss.")
    kari.get_by_role("button", name="Lagre og gå").click()
    expect(kari.get_by_text("er lagret")).to_be_visible()
    kari.get_by_role("link", name="Send til fylkesmannen").click()
    kari.get_by_role("button", name="Send til fylkesmannen").click()
    expect(kari.get_by_text("sendt til fylkesmannen")).to_be_visible()

    ola = page_of("ola")
    ola.get_by_role("link", name="Les og signer").click()
    ola.get_by_role("button", name="Signer og lever").click()
    expect(ola.get_by_role("alert").get_by_text("Kryss av")).to_be_visible()
    ola.get_by_label("Jeg har lest rapporten").check()
    ola.get_by_role("button", name="Signer og lever").dblclick()
    wait_for(lambda: site.ask("SELECT 1 FROM reporting_sealedpdf"))
    assert site.ask("SELECT count(*) FROM reporting_sealedreport") == (1,)
    first, second = (ola.request.get(REPORT + "pdf/").body() for _time in range(2))
    assert first.startswith(b"%PDF-1.7")
    assert first == second
    assert site.ask("SELECT sha256 FROM reporting_sealedpdf") == (hashlib.sha256(first).hexdigest(),)

    siv = page_of("siv")
    siv.goto(REPORT + "vurder/")
    siv.get_by_role("button", name="Start vurderingen").click()
    siv.get_by_role("link", name="Godkjenn rapporten").click()
    siv.get_by_role("button", name="Ja, godkjenn").click()
    siv.get_by_role("link", name="Publiser").click()
    siv.get_by_role("button", name="Ja, publiser").click()
    expect(siv.get_by_text("Alle kan lese den nå")).to_be_visible()

    anyone = page_of()
    anyone.goto(REPORT)
    expect(anyone.get_by_text("Ferdige kurspakker ville hjulpet oss.")).to_be_visible()
    (receipt,) = site.ask("SELECT receipt FROM reporting_sealedreport")
    anyone.goto("/verifiser/")
    anyone.get_by_label("Kvitteringsnummer").fill(receipt)
    anyone.get_by_role("button", name="Kontroller nummeret").click()
    expect(anyone.get_by_text("Kvitteringsnummeret er ekte")).to_be_visible()
    wait_for(lambda: list((site.folder / "mail").iterdir()))


def test_the_draft_pdf_is_made_on_request(site, page_of):
    site.script(NEARLY_DONE.format(region="nordland", writer="per"))
    per = page_of("per")
    per.goto("/rapporter/2010/nordland/pdf/")
    per.get_by_role("button", name="Lag utkast").click()
    wait_for(lambda: per.request.get("/rapporter/2010/nordland/pdf/").body().startswith(b"%PDF-1.7"))


PAGES = [
    ("", "/"),
    ("", "/fylker/"),
    ("", "/fylker/hedmark/"),
    ("", "/rapporter/"),
    ("", "/verifiser/?receipt=x"),
    ("", "/verifiser/kjede/"),
    ("", "/om-dataene/"),
    ("", "/om/"),
    ("", "/personvern/"),
    ("", "/tilgjengelighet/"),
    *((name, "/") for name in "kari ola knut stine siv dag mette jan kim bente".split()),
    ("siv", "/rapporter/paminnelse/2010/"),
    ("", "/rapporter/nasjonal/2010/"),
    ("siv", "/rapporter/nasjonal/2010/arbeid/"),
    ("", "/oversikt/"),
    ("siv", "/oversikt/"),
    ("", "/oversikt/aktivitet/"),
    ("siv", "/oversikt/rapporter/"),
    ("siv", "/oversikt/kommuner/"),
    ("siv", "/oversikt/puljer/?region=hedmark"),
    ("per", "/oversikt/fylke/nordland/"),
    ("", "/oversikt/rader/milepaeler_forsinket/"),
    ("", "/sok/?q=papir"),
    ("", "/data/"),
    ("", "/api/v1/"),
    ("per", "/min-side/oppsummering/"),
    ("", "/konto/login/"),
    ("", "/konto/password/reset/"),
    ("per", "/"),
    ("per", "/min-side/"),
    ("per", "/rapporter/2010/nordland/"),
    ("per", "/rapporter/2010/nordland/organisering/"),
    ("per", "/rapporter/2010/nordland/hele/"),
    ("per", "/rapporter/2010/nordland/lesere/"),
    ("per", "/rapporter/2010/nordland/organisering/versjoner/"),
    ("per", "/min-side/e-post/"),
    ("per", "/rapporter/2010/nordland/send/"),
    ("per", "/rapporter/2010/hedmark/signer/"),
    ("per", "/finnes-ikke/"),
    ("", "/kalender/"),
    ("", "/bistand/"),
    ("", "/milepaeler/"),
    ("", "/kriterier/"),
    ("", "/kriterier/sok/?q=trykksaker"),
    ("", "/kriterier/papir_og_trykksaker/"),
    ("", "/kriterier/papir_og_trykksaker/2010-1/PAP-S01/"),
    ("", "/kriterier/papir_og_trykksaker/2010-1/endringer/"),
    ("", "/kriterier/papir_og_trykksaker/2010-1/nivaer/"),
    ("", "/kriterier/papir_og_trykksaker/2010-1/PAP-S01/tilbakemelding/"),
    ("", "/utvalg/"),
    ("", "/fylker/hedmark/styringsgruppe/"),
    ("", "/fylker/hedmark/knutepunkt/"),
    ("", "/fylker/hedmark/avtaler/"),
    ("per", "/fylker/nordland/"),
    ("per", "/fylker/nordland/arbeid/"),
    ("per", "/fylker/nordland/aktiviteter/"),
    ("per", "/fylker/nordland/aktiviteter/ny/"),
    ("per", "/fylker/nordland/import/aktiviteter/"),
    ("per", "/fylker/nordland/bistand/"),
    ("per", "/fylker/nordland/kommuner/"),
    ("per", "/fylker/nordland/tilskudd/"),
    ("per", "/fylker/nordland/milepaeler/"),
    ("per", "/fylker/nordland/arrangementer/ny/"),
    ("per", "/rapporter/2010/nordland/oppgaver/"),
    ("siv", "/tilskudd/2010/"),
    ("dag", "/tilskudd/2010/"),
    ("siv", "/tilskudd/2010/brev/"),
    ("", "/maler/"),
    ("per", "/maler/ny/"),
    ("per", "/nettverk/"),
    ("per", "/nettverk/ny/"),
    ("siv", "/rapporter/2010/hedmark/vurder/"),
    ("siv", "/rapporter/2010/hedmark/historikk/"),
]


WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ENLARGED = {"width": 320, "height": 256}  # 1,280 by 1,024 at 400 %
PAPER = {"width": 703, "height": 1009}  # A4 within its margins
# Nothing is said of what passes: axe would find a selector for every such element, and send them all.
BROKEN_RULES = """axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], selectors: false,
}).then(found => found.violations.map(rule => [rule.id, rule.nodes[0].html]))"""
FITS = "document.documentElement.scrollWidth <= innerWidth"
# Of the page as it stands, and as it came before any script ran; drawings aside, whose table is beside them.
WORDS_SCRIPTS_MAKE = """async () => {
  const came = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const [now, before] = [document, came].map((page) => {
    const main = page.querySelector("main").cloneNode(true);
    for (const part of main.querySelectorAll("noscript, script, style, svg, [data-chart]")) part.remove();
    return main.textContent.split(/\\s+/).filter(Boolean);
  });
  return [now.filter((word) => !before.includes(word)), before.filter((word) => !now.includes(word))];
}"""
SHOWN_AT_ONCE = "document.querySelector('h1').getBoundingClientRect().top < innerHeight"


def fits_on_paper(page: Page) -> bool:
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    fits: bool = page.evaluate(FITS)
    page.emulate_media(media="screen")
    return fits


def test_every_page_fits_is_accessible_and_keeps_to_its_policy(site, page_of):
    """The rules are asked of the narrow page: it has all of the wide one, tables that scroll and less room."""
    windows = {name: page_of(name) for name in {name for name, _url in PAGES}}
    complaints = []
    for window in windows.values():
        window.add_init_script(AXE)
        window.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
        )
    for name, url in PAGES:
        page = windows[name]
        page.goto(url)
        assert fits_on_paper(page), url
        for size in (WIDE, ENLARGED, NARROW):
            page.set_viewport_size(size)
            assert page.evaluate(FITS), (url, size)
            assert page.evaluate(SHOWN_AT_ONCE), (url, size)
        assert page.evaluate(BROKEN_RULES) == [], url
        assert page.evaluate(WORDS_SCRIPTS_MAKE) == [[], []], url
    assert complaints == []


def test_what_was_saved_is_not_offered_again_when_its_writer_comes_back(site, page_of):
    per = page_of("per")
    per.goto("/rapporter/2010/nordland/innspill/")
    per.get_by_label("Innspill til departementene").fill("Varsle tilskuddet før nyttår.  \n")
    per.locator("button[name=next]").click()
    expect(per.get_by_text("er lagret")).to_be_visible()
    per.goto("/rapporter/2010/nordland/innspill/")
    expect(per.get_by_label("Innspill til departementene")).to_have_value("Varsle tilskuddet før nyttår.")
    expect(per.get_by_role("button", name="Hent den fram")).to_be_hidden()


def test_a_section_can_be_written_without_script(site, page_of):
    per = page_of("per", script=False)
    per.goto("/rapporter/2010/nordland/innspill/")
    per.get_by_label("Innspill til departementene").fill("Varsle tilskuddet tidligere.")
    per.get_by_role("button", name="Lagre kapittelet").click()
    expect(per.get_by_text("er lagret")).to_be_visible()
