"""Each role from its desk to what it does most, and what every page owes everyone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.servers]

SOMETHING_FOR_EACH = """
import datetime as dt
import django
django.setup()
from portal.models import User
from reporting.overview.operations import facts
from reporting.workflow import Status
from tests import factories
factories.draft("hedmark")
factories.extend(factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2009), dt.date(2011, 3, 1))
factories.report_at(Status.DELIVERED, "nordland")
factories.ask(subject="Leie av biler")
factories.meeting(starts_at=dt.datetime(2011, 3, 1, 9, tzinfo=dt.UTC))
factories.criterion(factories.edition())
factories.selection("jan", "PAP-S01", name="Trykksaker til biblioteket")
User.objects.create_user("ny@example.org", "et-langt-passord", name="Nyansatt Person")
facts.count()
"""
# Who, the links they follow one after the other, and where they then are.
ROADS = {
    "kari": (["Skriv «"], "/rapporter/2010/hedmark/organisering/"),
    "ola": (["Årsrapporten 2009 for Hedmark"], "/rapporter/2009/hedmark/signer/"),
    "knut": (["Svar på «Leie av biler»"], "/bistand/"),
    "stine": (["Møte i styringsgruppen"], "/fylker/hedmark/moter/"),
    "siv": (["Vurder årsrapporten 2010 for Nordland"], "/rapporter/2010/nordland/vurder/"),
    "dag": (["Alle milepælene"], "/milepaeler/"),
    "kim": (["Hedmark"], "hedmark"),
    "mette": (["Skriv videre"], "/kriterier/papir_og_trykksaker/2011-1/rediger/"),
    "jan": (["Trykksaker til biblioteket"], "/utvalg/"),
    "bente": (["Nyansatt Person har ingen rolle"], "/rolegrant/add/"),
}
MOST_PRESSES = 3
MOST_STOPS = 150


@pytest.fixture(scope="module", autouse=True)
def something_for_each(site):
    site.script(SOMETHING_FOR_EACH)


def press(page: Page, link: Locator) -> None:
    """Go to the link by keyboard alone, past the menu if there is one, and follow it."""
    wanted = link.element_handle()
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("The keyboard does not come to it")


@pytest.mark.parametrize("name", ROADS)
def test_from_the_desk_to_the_most_frequent_task_in_a_few_presses_of_a_key(page_of, name):
    presses, there = ROADS[name]
    assert len(presses) <= MOST_PRESSES
    page = page_of(name)
    page.goto("/")
    for words in presses:
        press(page, page.get_by_role("main").get_by_role("link", name=words).first)
    expect(page).to_have_url(re.compile(re.escape(there)))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_one_signs_in_and_comes_to_ones_desk(page_of, script):
    page = page_of(script=script)
    page.goto("/konto/login/")
    page.get_by_label("E-post").fill("kari@example.org")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_label("Passord", exact=True).press("Enter")
    expect(page).to_have_url("/")
    expect(page.get_by_role("main").get_by_role("link", name="Skriv «")).to_be_visible()


# The chapter that saves itself

CHAPTER = "/rapporter/2010/hedmark/innspill/"
BOX = "Innspill til departementene"
KEPT = """
SELECT values->>'innspill_departement' FROM reporting_sectionanswers
JOIN reporting_section ON section_id = reporting_section.id WHERE key = 'innspill'
ORDER BY reporting_sectionanswers.id DESC
"""


def state_of(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def test_what_is_typed_is_saved_by_itself_and_survives_a_cut_of_the_network(site, page_of):
    kari = page_of("kari")
    kari.goto(CHAPTER)
    kari.get_by_label(BOX).press_sequentially("Varsle")
    expect(state_of(kari)).to_contain_text("Lagret")
    assert site.ask(KEPT) == ("Varsle",)
    kari.context.set_offline(True)
    kari.get_by_label(BOX).press_sequentially(" tilskuddet")
    expect(state_of(kari)).to_contain_text("ingen forbindelse")
    kari.get_by_label(BOX).press_sequentially(" tidligere.")
    kari.context.set_offline(False)
    expect(state_of(kari)).to_contain_text("Lagret")
    assert site.ask(KEPT) == ("Varsle tilskuddet tidligere.",)
    kari.reload()
    expect(kari.get_by_label(BOX)).to_have_value("Varsle tilskuddet tidligere.")
    expect(kari.get_by_role("button", name="Hent den fram")).to_be_hidden()


def test_a_warning_shows_where_it_is_answered_while_one_types_and_goes_with_what_it_was_about(site, page_of):
    kari = page_of("kari")
    kari.goto("/rapporter/2010/hedmark/stat/")
    kari.locator("[data-counted=stat_brukt_knutepunkt] summary").click()
    used, comment = (
        kari.locator(f"[name='{name}']") for name in ("stat_brukt_knutepunkt", "stat_antall--kommentar")
    )
    expect(comment).to_be_hidden()
    kari.locator("[name=stat_antall]").fill("1")
    used.fill("3")
    expect(comment).to_be_visible()
    expect(kari.get_by_text("hatt kontakt med» er bare 1")).to_be_visible()
    expect(used).to_be_focused()
    used.fill("")
    expect(comment).to_be_hidden()


def test_what_was_not_saved_when_the_window_was_closed_is_offered(site, page_of):
    kari = page_of("kari")
    kari.goto(CHAPTER)
    kari.context.set_offline(True)
    kari.get_by_label(BOX).fill("Skrevet på toget.")
    expect(state_of(kari)).to_contain_text("ingen forbindelse")
    kari.close(run_before_unload=False)
    again = kari.context.new_page()
    kari.context.set_offline(False)
    again.goto(CHAPTER)
    again.get_by_role("button", name="Hent den fram").click()
    expect(state_of(again)).to_contain_text("Lagret")
    assert site.ask(KEPT) == ("Skrevet på toget.",)


def test_a_session_that_ends_in_mid_typing_asks_for_log_in_in_place(site, page_of):
    kari = page_of("kari")
    kari.goto(CHAPTER)
    kari.get_by_label(BOX).fill("Først dette,")
    kari.context.clear_cookies()
    kari.get_by_label(BOX).press_sequentially(" så dette.")
    asked = kari.get_by_role("dialog", name="Logg inn igjen")
    asked.get_by_label("E-post").fill("kari@example.org")
    asked.get_by_label("Passord", exact=True).fill("feil passord")
    asked.get_by_role("button", name="Logg inn").click()
    expect(asked.get_by_text("passordet du oppgav er feil")).to_be_visible()
    asked.get_by_label("Passord", exact=True).fill(PASSWORD)
    asked.get_by_role("button", name="Logg inn").click()
    expect(asked).to_be_hidden()
    expect(state_of(kari)).to_contain_text("Lagret")
    assert site.ask(KEPT) == ("Først dette, så dette.",)


def test_two_in_one_chapter_see_each_other_and_lose_nothing(site, page_of):
    kari, ola = page_of("kari"), page_of("ola")
    kari.goto(CHAPTER)
    ola.goto(CHAPTER)
    expect(ola.get_by_text("Kari skriver her nå.")).to_be_visible()
    kari.get_by_label(BOX).fill("Karis ord.")
    expect(state_of(kari)).to_contain_text("Lagret")
    ola.get_by_label(BOX).fill("Olas ord.")
    expect(state_of(ola)).to_contain_text("Kari har lagret dette kapittelet")
    assert site.ask(KEPT) == ("Karis ord.",)
    ola.get_by_role("button", name="Se begge tekstene").click()
    expect(ola.get_by_label(BOX)).to_have_value("Olas ord.")
    expect(ola.locator(".theirs").first).to_contain_text("Karis ord.")
    ola.get_by_role("button", name="Bruk denne teksten").click()
    expect(ola.get_by_label(BOX)).to_have_value("Karis ord.")
    ola.get_by_label(BOX).fill("Karis ord. Olas ord.")
    ola.get_by_role("button", name="Lagre mitt over det som står der").click()
    expect(ola.get_by_text("er lagret")).to_be_visible()
    assert site.ask(KEPT) == ("Karis ord. Olas ord.",)
    expect(ola.get_by_role("button", name="Hent den fram")).to_be_hidden()


LAST_YEAR_SIGNED = """
import django
django.setup()
from reporting.models import AnnualReport
from reporting.operations import signing
from tests import factories
report = AnnualReport.objects.get(region__slug="hedmark", round__year=2009)
signing.sign(report=report, by=factories.cast()["ola"])
"""


def test_last_years_answer_is_one_press_away_and_the_room_left_is_told(site, page_of):
    site.script(LAST_YEAR_SIGNED)
    kari = page_of("kari")
    kari.goto("/rapporter/2010/hedmark/organisering/")
    box = kari.locator("[name=organisering_vurdering]")
    box.fill("")
    question = kari.locator(".asked", has=box)
    question.locator("summary").click()
    question.get_by_role("button", name="Begynn med svaret fra 2009").click()
    expect(box).to_have_value("Arbeidet går etter planen.")
    expect(kari.get_by_text(f"{len('Arbeidet går etter planen.')} av ")).to_be_visible()
    expect(state_of(kari)).to_contain_text("Lagret")
    kari.reload()
    expect(kari.get_by_text("Ordrett som i 2009").first).to_be_visible()
