"""What must not be lost: a worker killed in mid-render, and a broker that is gone at the signature."""

import pytest
from playwright.sync_api import expect

from tests.site import AWAITING_SIGNATURE, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="module", autouse=True)
def awaiting_signature(site):
    site.script("".join(AWAITING_SIGNATURE.format(region=region) for region in ("hedmark", "nordland")))


def sign(page, region: str) -> None:
    page.goto(f"/rapporter/2010/{region}/signer/")
    page.get_by_label("Jeg har lest rapporten").check()
    page.get_by_role("button", name="Signer og lever").click()
    expect(page.get_by_text("signert og levert").first).to_be_visible()


def drawn_once(site, region: str) -> bool:
    return site.ask(
        "SELECT count(*) FROM reporting_sealedpdf p JOIN reporting_sealedreport s ON s.id = p.seal_id"
        " JOIN reporting_annualreport a ON a.id = s.report_id JOIN counties_region r ON r.id = a.region_id"
        f" WHERE r.slug = '{region}'"
    ) == (1,)


def test_a_worker_killed_while_drawing_loses_and_doubles_nothing(site, page_of):
    site.start_worker()
    sign(page_of("ola"), "hedmark")
    drawing = (
        "SELECT 1 FROM portal_job WHERE state = 'running' AND steps_done = 1"  # between compiling and saving
    )
    wait_for(lambda: site.ask(drawing))
    site.kill("worker")
    assert site.ask(drawing)
    site.start_worker()
    site.start_beat()
    wait_for(lambda: drawn_once(site, "hedmark"))
    wait_for(lambda: site.ask("SELECT attempts FROM portal_job WHERE state = 'done'"))
    assert site.ask("SELECT attempts, state FROM portal_job") == (2, "done")
    assert site.ask("SELECT count(*) FROM reporting_sealedreport") == (1,)


def test_a_broker_that_is_gone_at_the_signature_only_delays_the_pdf(site, page_of):
    nils = page_of("nils")
    for name in set(site.processes) & {"worker", "beat"}:
        site.kill(name)
    site.stop_broker()
    sign(nils, "nordland")
    expect(nils.get_by_text("PDF-en lages nå")).to_be_visible()
    health = nils.request.get("/helse/")
    assert (health.status, health.json()["broker"], health.json()["database"]) == (503, False, True)
    site.start_broker()
    site.start_worker()
    site.start_beat()
    wait_for(lambda: drawn_once(site, "nordland"))
    assert nils.request.get("/rapporter/2010/nordland/pdf/").body().startswith(b"%PDF-1.7")
    wait_for(lambda: nils.request.get("/helse/").status == 200)
