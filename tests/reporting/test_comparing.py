"""Two sealed versions of a report beside each other: what is another, why, and who may see it."""

import pytest

from reporting.models import AnnualReport
from reporting.operations import reports, signing
from reporting.workflow import Status
from tests import factories
from tests.portal.test_files import of_csv, of_xlsx
from tests.reporting.test_summary import page, rewrite

PAIR = "utgaver/1/2/"
REPORT = "/rapporter/2010/hedmark/"


@pytest.fixture
def twice(people) -> AnnualReport:
    """Published, opened again, and signed anew with a number and a text that are others."""
    report = factories.report_at(Status.PUBLISHED)
    reports.reopen(report=report, comment="Kursene var talt to ganger.", by=people["siv"])
    rewrite(report, people["kari"], "oppgaver", akt_kurs="7", oppgaver_vurdering='=1 <b>Nye</b> "ord".')
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    return report


def test_version_two_stands_beside_version_one_with_what_is_another_and_why(twice, as_):
    first, second = twice.seals.order_by("number")
    for name, address in (("kari", ""), ("siv", "hele/")):
        assert f'href="{REPORT}{PAIR}"' in page(as_(name), address)
    shown = page(as_("kari"), PAIR)
    for words in (first.receipt, second.receipt, "Kursene var talt to ganger.", "<ins>=1 &lt;b&gt;Nye"):
        assert words in shown
    assert shown.count("<h4>Før</h4>") == 2


def test_the_difference_goes_out_as_a_file(twice, as_):
    head, *rows = of_csv(as_("siv").get(f"{REPORT}{PAIR}endringer.csv").content)
    assert [len(row) for row in rows] == [5, 5]
    assert head[3].startswith("Utgave 1 (2010-04-")
    assert any(row[4].startswith("'=1 <b>Nye") for row in rows)
    assert len(of_xlsx(as_("siv").get(f"{REPORT}{PAIR}endringer.xlsx").content)) == 3


@pytest.mark.parametrize(
    ("name", "pair", "status"),
    [
        ("anon", PAIR, 302),  # the public reads the published version alone
        ("per", PAIR, 404),
        ("dag", PAIR, 200),  # the ministry reads what is published and what is handed in
        ("siv", "utgaver/2/1/", 404),
        ("siv", "utgaver/1/1/", 404),
        ("siv", "utgaver/1/3/", 404),
    ],
)
def test_who_may_read_both_versions_may_compare_them(name, pair, status, twice, as_):
    answer = as_(name).get(REPORT + pair)
    assert answer.status_code == status
    if name == "dag":
        assert "Kursene var talt to ganger." not in answer.content.decode()
