"""No page asks more than 15 questions of the database, nor more with more reports."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counties.models import Region
from reporting import tasks
from reporting.models import AnnualReport, ReportingRound
from reporting.operations import reports
from reporting.workflow import Status
from tests import factories
from tests.conftest import sign_in

LIMIT = 15
Page = tuple[str, str]  # who, and the address
REPORT = "/rapporter/2010/hedmark/"
PAGES = [
    ("kari", "/"),
    ("siv", "/"),
    ("anon", "/"),
    ("anon", "/fylker/"),
    ("kari", "/fylker/hedmark/"),
    ("siv", "/rapporter/"),
    ("anon", "/rapporter/"),
    ("siv", "/rapporter/eksport.csv"),
    ("kari", REPORT),
    ("kari", REPORT + "organisering/"),
    ("kari", REPORT + "hele/"),
    ("kari", REPORT + "pdf/"),
    ("kari", REPORT + "send/"),
    ("kari", REPORT + "historikk/"),
    ("kari", "/min-side/"),
    ("anon", "/rapporter/nasjonal/2010/"),
    ("siv", "/rapporter/nasjonal/2010/arbeid/"),
    ("siv", "/rapporter/runder/"),
    ("siv", "/rapporter/runder/2010/"),
    ("siv", "/rapporter/maler/"),
    ("siv", "/rapporter/maler/arsrapport/"),
    ("siv", "/rapporter/maler/arsrapport/prov/organisering/"),
    ("siv", "/rapporter/maler/arsrapport-2012/regel/pengene_gaar_opp/"),
    ("siv", "/rapporter/maler/arsrapport-2012/publiser/"),
    ("siv", "/rapporter/vurdering/"),
    ("siv", "/rapporter/2010/frister/"),
    ("siv", "/rapporter/2010/frister/utsett/"),
    ("siv", "/rapporter/paminnelse/2010/"),
    ("kari", REPORT + "lesere/"),
    ("kari", REPORT + "organisering/versjoner/"),
    ("anon", "/verifiser/"),
    ("anon", "/verifiser/kjede/"),
]


def count(client, url: str) -> int:
    client.get(url)  # whatever is only asked once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


def counted(pages: list[Page]) -> dict[Page, int]:
    clients = {name: sign_in(name) for name, _url in pages}
    return {(name, url): count(clients[name], url) for name, url in pages}


@pytest.fixture(scope="module")
def questions(undone) -> dict[Page, tuple[int, int]]:
    """Of each page, with few reports and with ten times as many; the reports are gone before the tests."""
    with undone():
        factories.fill(factories.draft(), factories.cast()["kari"])
        factories.draft_template()
        few = counted(PAGES)
        ten_years_more()
        many = counted(PAGES)
    return {page: (few[page], many[page]) for page in PAGES}


def ten_years_more() -> None:
    template = ReportingRound.objects.get(year=2010).template
    for year in range(2011, 2021):
        round_ = ReportingRound.objects.create(
            year=year,
            template=template,
            opens_on=f"{year}-12-15",
            due_on=f"{year + 1}-03-01",
            closes_on=f"{year + 1}-06-30",
        )
        for region in Region.objects.all():
            round_.reports.create(region=region)


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_a_page_asks_little_and_no_more_with_ten_times_the_reports(page, questions):
    few, many = questions[page]
    assert few <= LIMIT
    assert many <= few


@pytest.mark.parametrize(
    ("status", "name", "url"),
    [
        (Status.AWAITING_SIGNATURE, "ola", REPORT + "signer/"),
        (Status.IN_REVIEW, "siv", REPORT + "vurder/"),
        (Status.DELIVERED, "siv", REPORT + "pdf/"),
        (Status.PUBLISHED, "anon", REPORT),
    ],
)
def test_the_pages_of_the_later_steps_ask_little(status, name, url, as_, people):
    factories.report_at(status)
    assert count(as_(name), url) <= LIMIT


def test_every_morning_the_open_round_gets_its_reports(db):
    tasks.open_rounds()  # on 15 February 2011
    assert set(AnnualReport.objects.values_list("round__year", flat=True)) == {2010}
    assert AnnualReport.objects.count() == 18


def test_opening_a_round_gives_each_region_its_report_once(db):
    first = ReportingRound.objects.get(year=2008)
    assert reports.open_round(round_=first) == 6  # pulje 1 only
    assert reports.open_round(round_=first) == 0
    assert reports.open_round(round_=ReportingRound.objects.get(year=2009)) == 18
