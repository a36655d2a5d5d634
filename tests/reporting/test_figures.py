"""The report counts what the county has registered, and says so when somebody says otherwise."""

import datetime as dt

import lxml.html
import pytest

from counties.models import (
    FrameworkAgreement,
    Grant,
    Kommune,
    KommuneFollowUp,
    TildelingsbrevFollowUp,
)
from counties.operations import assistance
from criteria.models import ProductGroup
from reporting.completion import completion_of
from reporting.figures import of_reports
from reporting.models import Question, Section
from reporting.operations import writing
from reporting.workflow import Status
from tests import factories

REPORT = "/rapporter/2010/hedmark/"


def counted(report) -> dict:
    return of_reports([report])[report.pk].values


def section_of(key: str) -> Section:
    return Section.objects.get(questions__key=key)


def save(report, people, key: str, **values) -> None:
    section = section_of(key)
    saved = report.answers.filter(section=section).first()
    writing.save_section(
        report=report,
        section=section,
        values=values,
        version=saved.version if saved else 0,
        by=people["kari"],
    )


def answer(report, key: str):
    rows = completion_of(report).find(section_of(key).key).answers
    return next(row for row in rows if row.question.key == key)


def test_a_county_with_nothing_has_zeros_and_leaves_the_rest_to_people(db):
    figures = counted(factories.draft())
    assert (
        figures["akt_kurs"],
        figures["avtaler_nye"],
        figures["styringsgruppe"],
        figures["produktomrader"],
    ) == ("0", "0", "nei", ["ingen"])
    assert not {"kommuner_policy", "stat_bedt", "tilskudd_knutepunkt", "vert", "sekretariat"} & set(figures)


def test_every_source_is_counted_for_the_region_and_year(people):
    report = factories.draft()
    factories.activity(politikere=3, innkjopere=12)
    factories.activity(task="dialog", leverandorer=5)
    factories.activity(happened_on=dt.date(2009, 12, 31))
    factories.activity("nordland")
    new = factories.agreement(yearly_value=2_500_000)
    factories.use(new)
    new.product_groups.set(ProductGroup.objects.filter(area__key="ikt"))
    factories.agreement(from_on=dt.date(2009, 1, 1))
    factories.member(seat="leder")
    factories.member(sector="naeringsliv", to_on=dt.date(2010, 6, 1))
    factories.member(sector="fylkeskommune", seat="sekretaer")
    factories.meeting(starts_at=dt.datetime(2010, 4, 1, 10, tzinfo=dt.UTC))
    factories.knutepunkt(arsverk="1.5")
    for kommune, policy in zip(
        Kommune.objects.filter(fylke__number="04")[:22], [True] * 7 + [False] * 15, strict=True
    ):
        KommuneFollowUp.objects.create(kommune=kommune, year=2010, policy=policy)
    for asked in (True, True, False):
        TildelingsbrevFollowUp.objects.create(
            virksomhet=factories.virksomhet(), year=2010, contacted=True, asked=asked
        )
    Grant.objects.create(
        region=factories.region(), year=2010, kind="knutepunkt", allotted=9, received=600_000, spent=550_000
    )
    figures = counted(report)
    assert {key: figures[key] for key in ("akt_kurs", "akt_dialog", "delt_politikere", "delt_innkjopere", "delt_leverandorer", "dialog")} == {
        "akt_kurs": "1", "akt_dialog": "1", "delt_politikere": "3", "delt_innkjopere": "12", "delt_leverandorer": "5", "dialog": "ja",
    }  # fmt: skip
    assert [
        figures[key]
        for key in ("avtaler_nye", "avtaler_med_kriterier", "avtaler_kriterier_verdi", "produktomrader")
    ] == ["1", "1", "2500000", ["ikt"]]
    assert [figures[key] for key in ("styringsgruppe", "medlemmer", "sektorer", "moter", "sekretariat")] == [
        "ja",
        "1",
        ["fylkeskommune", "fylkesmann"],
        "1",
        "fylkeskommune",
    ]
    assert [figures[key] for key in ("har_knutepunkt", "vert", "arsverk")] == ["ja", "interkommunalt", "1,5"]
    assert [figures[key] for key in ("kommuner_policy", "stat_kontaktet", "stat_bedt")] == ["32", "3", "67"]
    assert [figures[key] for key in ("tilskudd_knutepunkt", "tilskudd_brukt")] == ["600000", "550000"]


def test_a_closed_request_is_in_the_report_of_its_year(people):
    report = factories.draft(year=2010)
    body = factories.virksomhet()
    asked = factories.ask(org_number=body.org_number)
    activity = assistance.close(request=asked, outcome="Ferdig", hours=None, by=people["knut"])
    type(activity).objects.filter(pk=activity.pk).update(happened_on="2010-11-01")
    type(asked).objects.filter(pk=asked.pk).update(created_at="2010-10-01T10:00Z")
    assert (counted(report)["akt_bistand"], counted(report)["stat_hjulpet"]) == ("1", "1")


def test_a_counted_answer_needs_no_writer_and_links_to_its_rows(as_):
    report = factories.draft()
    factories.activity()
    page = as_("kari").get(REPORT + "oppgaver/").content.decode()
    assert "<strong>1 aktivitet</strong>" in page
    assert "/oversikt/rader/aktiviteter/?region=hedmark&amp;year=2010&amp;category=kurs" in page
    given = answer(report, "akt_kurs")
    assert (int(given.value), given.problem, given.overruled) == (1, "", False)


def test_every_computed_question_has_a_figure_and_a_page_of_rows(as_, people):
    report = factories.draft()
    figures = of_reports([report])[report.pk]
    for key in Question.objects.exclude(computed="").values_list("computed", flat=True):
        assert as_("kari").get(figures.rows_url(key)).status_code == 200, key


def test_overruling_needs_a_reason(people):
    report = factories.draft()
    save(report, people, "akt_kurs", akt_kurs="4")
    assert "Skriv hvorfor" in answer(report, "akt_kurs").problem
    save(report, people, "akt_kurs", akt_kurs="4", **{"akt_kurs--grunn": "Tre kurs er ikke registrert."})
    given = answer(report, "akt_kurs")
    assert (int(given.value), given.overruled, given.problem) == (4, True, "")


def test_a_reason_without_a_figure_is_kept_and_asks_for_the_figure(as_, people):
    report = factories.draft()
    save(report, people, "akt_kurs", **{"akt_kurs--grunn": "Tre kurs er ikke registrert."})
    given = answer(report, "akt_kurs")
    assert (given.reason, given.overruled) == ("Tre kurs er ikke registrert.", False)
    assert "eller slett begrunnelsen" in given.problem
    page = as_("kari").get(f"{REPORT}{given.question.section.key}/").content.decode()
    assert ("Tre kurs er ikke registrert." in page, "eller slett begrunnelsen" in page) == (True, True)


def test_saying_the_same_is_not_overruling(people):
    report = factories.draft()
    save(report, people, "akt_kurs", akt_kurs=" 0 ")
    assert not answer(report, "akt_kurs").overruled


def test_the_reviewer_reads_the_reason_also_in_the_sealed_report(as_, people):
    report = factories.report_at(Status.DELIVERED)
    page = as_("siv").get(REPORT + "hele/").content.decode().replace("\xa0", " ")
    assert "Portalen har regnet ut: 0 aktiviteter. Fylkets begrunnelse: Rettet." in page
    factories.activity()
    again = as_("siv").get(REPORT + "hele/").content.decode().replace("\xa0", " ")
    assert "regnet ut: 0 aktiviteter" in again  # sealed is sealed
    assert report.seals.count() == 1


def test_a_dependent_question_follows_the_counted_answer(people):
    report = factories.draft()
    assert not answer(report, "knutepunkt_vert").shown
    factories.knutepunkt()
    assert answer(report, "knutepunkt_vert").shown


@pytest.mark.parametrize("reports", [1, 18])
def test_the_figures_of_many_reports_are_one_query(reports, db, django_assert_num_queries):
    rows = list(factories.draft().round.reports.all()[:reports])
    with django_assert_num_queries(1):
        of_reports(rows)
    assert FrameworkAgreement.objects.count() == 0


def of_figure(client, key: str, url: str = REPORT + "oppgaver/") -> str:
    """What the chapter's table says of one figure."""
    root = lxml.html.fromstring(client.get(url).content.decode())
    found = root.xpath(f'//tbody[@data-counted="{key}"]')[0]
    return " ".join(found.text_content().split()).replace("\xa0", " ")


def test_a_figure_stands_beside_the_one_of_the_year_before(as_):
    factories.report_at(Status.PUBLISHED, year=2009)  # says 3 of everything
    factories.draft()
    for _time in range(5):
        factories.activity()
    assert "5 aktiviteter 3 aktiviteter +2 Se radene" in of_figure(as_("kari"), "akt_kurs")
    assert "0 deltakere 3 deltakere −3" in of_figure(as_("kari"), "delt_politikere")


def test_a_county_in_its_first_year_has_nothing_to_compare_with(as_):
    factories.draft()
    page = as_("kari").get(REPORT + "oppgaver/").content.decode()
    assert "ingen rapport fra 2009" in page
    assert ">Endring</th>" not in page


def test_an_overruled_figure_says_what_was_counted_why_and_by_whom(as_, people):
    report, section = factories.draft(), section_of("akt_kurs")
    said = {"akt_kurs": "4", "akt_kurs--grunn": "Tre kurs er ikke registrert."}
    save(report, people, "akt_kurs", **said)
    later = said | {"oppgaver_vurdering": "Godt i gang."}
    writing.save_section(report=report, section=section, values=later, version=1, by=people["ola"])
    found = of_figure(as_("ola"), "akt_kurs")
    assert "4 aktiviteter" in found
    assert "Portalen har telt 0 aktiviteter." in found
    assert f"Overstyrt av {people['kari'].name}. Begrunnelse: Tre kurs er ikke registrert." in found
