"""The overview in a real browser: charts under the portal's policy, choosing, saving, printing, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_on

pytestmark = [pytest.mark.browser, pytest.mark.servers]
SOME = """
import datetime as dt
import django
django.setup()
from portal.models import User
from reporting.overview.operations import facts
from tests import factories
for month in range(1, 13):
    factories.activity("hedmark", happened_on=dt.date(2010, month, 3), politikere=month)
    factories.activity("troms", happened_on=dt.date(2010, month, 3), task="dialog", leverandorer=3)
factories.use(factories.agreement(yearly_value=3_000_000))
facts.count()
"""
FIRST_LOAD = {
    "/oversikt/": 410_000,
    "/": 200_000,
    "/fylker/": 200_000,
    "/api/v1/": 200_000,
    "/sok/?q=papir": 200_000,
}


@pytest.fixture(scope="module", autouse=True)
def some_figures(site):
    site.script(SOME)


def charts_are_drawn(page) -> int:
    wanted = page.locator("[data-chart]").count()
    expect(page.locator("[data-chart] canvas.marks")).to_have_count(wanted)
    return wanted


def test_charts_are_drawn_under_the_policy_and_again_after_a_choice(page_of):
    page = page_of("siv")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/oversikt/deltakere/?year=2010")
    assert charts_are_drawn(page) == 1
    page.get_by_label("Fylke/region").select_option("hedmark")
    expect(page.locator("#tallene h2").first).to_have_text("Hedmark, 2010")
    assert "region=hedmark" in page.url
    charts_are_drawn(page)
    page.go_back()
    expect(page.locator("#tallene h2").first).to_have_text("Hele landet, 2010")
    charts_are_drawn(page)
    assert complaints == []


def test_what_the_map_shows_is_chosen_beside_it(page_of):
    page = page_of("siv")
    page.goto("/oversikt/?year=2010&region=hedmark")
    page.get_by_label("Vis på kartet").select_option("avtaler")
    expect(page.locator("#kart h3")).to_have_text("Kart: Fellesavtaler begynt i året")
    assert "mal=avtaler" in page.url
    assert "region=hedmark" in page.url


def test_a_figure_opens_its_rows(page_of):
    page = page_of("siv")
    page.goto("/oversikt/?year=2010")
    page.locator("dl.tallies > div", has_text="Aktiviteter").get_by_role("link", name="24").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktiviteter")
    expect(page.locator("main .lead")).to_contain_text("24")


def test_a_chart_is_saved_as_a_picture(page_of):
    page = page_of("siv", accept_downloads=True)
    page.goto("/oversikt/milepaeler/?year=2010")
    charts_are_drawn(page)
    for words, name in (("Lagre som PNG", "milepaeler.png"), ("Lagre som SVG", "milepaeler.svg")):
        with page.expect_download() as download:
            page.locator("#milepaeler").get_by_role("link", name=words).click()
        assert download.value.suggested_filename == name


def test_a_tooltip_says_what_is_pointed_at(page_of):
    page = page_of("siv")
    page.goto("/oversikt/aktivitet/?year=2010")
    charts_are_drawn(page)
    page.locator("#aktivitet canvas").hover(position={"x": 500, "y": 60})
    expect(page.locator(".chart-tip")).to_contain_text("Aktiviteter")


def test_the_map_is_reached_by_keyboard(page_of):
    page = page_of("siv")
    page.goto("/oversikt/?year=2010")
    fylke = page.locator(".map a", has_text="Hedmark").first
    fylke.focus()
    expect(fylke).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**region=hedmark**")


def test_the_overview_as_files_from_a_real_worker(site, page_of):
    page = page_of("siv", accept_downloads=True)
    page.goto("/oversikt/?year=2010")
    site.start_worker()
    page.get_by_role("button", name="Lag PDF og bilder til lysark").click()
    go_on(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned PDF").click()
    assert download.value.suggested_filename == "oversikt.pdf"
    expect(page.get_by_role("link", name="PNG Aktiviteter etter oppgave og måned, 2010")).to_be_visible()


def test_without_script_the_tables_have_it_all(page_of):
    page = page_of("", script=False)
    page.goto("/oversikt/")
    page.get_by_label("Fylke/region").select_option("hedmark")
    page.get_by_role("button", name="Vis valget").click()
    expect(page.locator("#tallene h2").first).to_contain_text("Hedmark")
    expect(page.locator(".map a").first).to_be_visible()
    page.get_by_role("navigation", name="Emner").get_by_role("link", name="Aktiviteter").click()
    expect(page.locator("#tallene h2").first).to_contain_text("Hedmark")
    page.get_by_text("Vis tallene i en tabell").click()
    expect(page.locator("#aktivitet table")).to_contain_text("12")


@pytest.mark.parametrize("path", ["", "deltakere/", "milepaeler/", "rapporter/"])
@pytest.mark.parametrize("width", [320, 640])
def test_enlarged_text_still_fits(page_of, width, path):
    """1,280 px at 400 % and 200 %."""
    page = page_of("siv", viewport={"width": width, "height": 450})
    page.goto(f"/oversikt/{path}?year=2010")
    charts_are_drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("url", FIRST_LOAD)
def test_the_first_load_is_light(page_of, url):
    page = page_of("")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    assert sum(sizes) <= FIRST_LOAD[url], sizes
