"""From the last section to the approved report, by its three people, in a browser."""

import hashlib

import pytest
from playwright.sync_api import expect

from tests.site import NEARLY_DONE, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.usefixtures("by_keyboard")]
REPORT = "/rapporter/2010/hedmark/"


@pytest.fixture(scope="module", autouse=True)
def drafts(site):
    """Kari's and Per's, each all but done."""
    people = [("hedmark", "kari"), ("nordland", "per")]
    site.script("".join(NEARLY_DONE.format(region=region, writer=writer) for region, writer in people))


def test_the_report_from_draft_to_sealed_pdf_to_published(site, page_of):
    site.start_worker()

    kari = page_of("kari")
    kari.goto("/")
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
    ola.goto("/")
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
    site.start_worker()
    per = page_of("per")
    per.goto("/rapporter/2010/nordland/pdf/")
    per.get_by_role("button", name="Lag utkast").click()
    wait_for(lambda: per.request.get("/rapporter/2010/nordland/pdf/").body().startswith(b"%PDF-1.7"))


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
