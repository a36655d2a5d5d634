"""No list asks more of the database with ten times the rows, nor more than 15 questions."""

import datetime as dt

import pytest

from counties.models import Grant, KommuneFollowUp, TildelingsbrevFollowUp
from counties.operations import sharing
from tests import factories
from tests.reporting.test_queries import LIMIT, Page, count, counted

H = "/fylker/hedmark/"
PAGES = [
    ("kari", H),
    ("anon", H),
    ("kari", H + "arbeid/"),
    ("kari", H + "aktiviteter/"),
    ("kari", H + "aktiviteter/eksport.csv"),
    ("anon", H + "avtaler/"),
    ("anon", H + "avtaler/eksport.xlsx"),
    ("anon", H + "virksomheter/"),
    ("kari", H + "medlemmer/"),
    ("kari", H + "moter/"),
    ("kari", H + "kandidater/"),
    ("kari", H + "styringsgruppe/"),
    ("kari", H + "knutepunkt/"),
    ("kari", H + "bistand/"),
    ("kari", H + "bistand/eksport.csv"),
    ("kari", H + "kommuner/?year=2010"),
    ("kari", H + "tildelingsbrev/?year=2010"),
    ("kari", H + "tilskudd/"),
    ("kari", H + "slettet/"),
    ("kari", H + "import/aktiviteter/"),
    ("siv", "/tilskudd/2010/"),
    ("anon", "/kalender/"),
    ("anon", "/kalender/eksport.csv"),
    ("anon", "/kalender.ics"),
    ("anon", "/milepaeler/"),
    ("jan", "/bistand/"),
    ("anon", "/maler/"),
    ("anon", "/maler/eksport.csv"),
    ("kari", "/nettverk/"),
    ("kari", "/nettverk/eksport.csv"),
]


def some(number: int) -> None:
    for row in range(number):
        day = dt.date(2010, 1, 1) + dt.timedelta(days=row)
        factories.activity(happened_on=day)
        body = factories.virksomhet(name=f"Etat {row}")
        factories.agreement().participants.add(body)
        factories.member(name=f"Medlem {row}")
        factories.candidate(name=f"Miljø {row} {day}") if number > 1 else None
        factories.ask(org_number=body.org_number)
        factories.sign_up(factories.event(), f"Deltaker{row}")
        meeting = factories.meeting()
        meeting.decisions.create(number=1, text="x")
        TildelingsbrevFollowUp.objects.create(virksomhet=body, year=2010)
        factories.template()
        sharing.ask(title=f"Spørsmål {row}", text="x", by=factories.cast()["kari"])


@pytest.fixture(scope="module")
def questions(undone) -> dict[Page, tuple[int, int]]:
    """Of each page, with few rows and with many; the rows are gone before the tests."""
    with undone():
        factories.one_of_each()
        some(1)
        few = counted(PAGES)
        some(12)
        many = counted(PAGES)
    return {page: (few[page], many[page]) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_a_list_asks_little_and_no_more_with_ten_times_the_rows(page, questions):
    few, many = questions[page]
    assert few <= LIMIT
    assert many <= few


def test_a_participants_list_is_flat(as_):
    event = factories.event()
    factories.sign_up(event)
    few = count(as_("knut"), f"/kalender/{event.pk}/deltakere/")
    for number in range(20):
        factories.sign_up(event, f"Nr{number}")
    assert count(as_("knut"), f"/kalender/{event.pk}/deltakere/") <= few <= LIMIT
    assert (Grant.objects.count(), KommuneFollowUp.objects.count()) == (0, 0)
