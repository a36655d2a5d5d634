"""Each role from its desk to what it does most, and what every page owes everyone."""

import pytest
from playwright.sync_api import expect

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
# Who, what they press one after the other, and where they then are.
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
MOST_CLICKS = 3


@pytest.fixture(scope="module", autouse=True)
def something_for_each(site):
    site.script(SOMETHING_FOR_EACH)


@pytest.mark.parametrize("name", ROADS)
def test_from_the_desk_to_the_most_frequent_task_in_a_few_clicks(page_of, name):
    clicks, there = ROADS[name]
    assert len(clicks) <= MOST_CLICKS
    page = page_of(name)
    for words in clicks:
        page.get_by_role("main").get_by_role("link", name=words).first.click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert there in page.url
