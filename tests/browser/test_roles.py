"""Each role from its desk to what it does most, and what every page owes everyone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

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
factories.report_at(Status.AWAITING_SIGNATURE, "hedmark", 2009)
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
    link.wait_for()
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("The keyboard does not come to it")


@pytest.mark.parametrize("name", ROADS)
def test_from_the_desk_to_the_most_frequent_task_in_a_few_presses_of_a_key(page_of, name):
    presses, there = ROADS[name]
    assert len(presses) <= MOST_PRESSES
    page = page_of(name)
    for words in presses:
        press(page, page.get_by_role("main").get_by_role("link", name=words).first)
    expect(page).to_have_url(re.compile(re.escape(there)))
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
