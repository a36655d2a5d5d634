"""The overviews' figures: against plain SQL, against their lists, and as each of the cast sees them."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counties.measures.places import COUNTRY, Place
from counties.measures.registry import MEASURES, in_facts
from counties.models import (
    Grant,
    Kommune,
    KommuneFollowUp,
    Milestone,
    MilestoneReached,
    Pulje,
    Region,
    TildelingsbrevFollowUp,
)
from portal import clock
from reporting.overview.models import Fact, Median
from reporting.overview.numbers import Choice, numbers_of
from reporting.overview.operations import facts
from reporting.workflow import Status
from tests import factories
from tests.plain import plainly

TODAY = dt.date(2011, 2, 15)
# Who sees the figure of all of the country / of Hedmark, and who opens its rows there.
CAST = "anon kari ola knut stine per siv dag mette jan bente".split()
PUBLIC = "x x x x x x x x x x x"
SEEN = {
    "country": {
        "inside": ". . . . . . x x . . .",
        "use": ". . . . . . x x x . .",
        "public": PUBLIC,
    },
    "hedmark": {
        "inside": ". x x x x . x x . . .",
        "use": ". x x x x . x x x . .",
        "public": PUBLIC,
    },
}
KIND = {
    "public": {
        "aktiviteter", "avtaler", "avtaler_verdi", "avtaler_kriterier", "kriteriebruk", "kommuner", "milepaeler_nadd",
        "milepaeler_sent", "milepaeler_forsinket", "milepaeler_venter", "styringsgrupper", "knutepunkter",
        "rapporter_publisert", "avtaler_kriterier_verdi", "avtaler_i_kraft", "avtaler_kriterier_i_kraft",
        "produktomrader", "styringsgrupper_arsslutt", "knutepunkter_arsslutt", "medlemmer", "sektorer", "sekretaerer",
        "verter", "arsverk", "sekretariat_knutepunkt",
    },
    "use": {"kriteriebruk_innkjop"},
}  # fmt: skip


@pytest.fixture(scope="module")
def counted_once(kept):
    """Something of everything in Hedmark, a little elsewhere, counted."""
    factories.one_of_each()
    for slug, day in (
        ("hedmark", dt.date(2010, 5, 3)),
        ("hedmark", dt.date(2009, 5, 3)),
        ("troms", dt.date(2010, 1, 2)),
    ):
        activity = factories.activity(
            slug,
            happened_on=day,
            politikere=3,
            ledere=2,
            innkjopere=5,
            leverandorer=1,
            themes=["miljo", "etikk"],
        )
        agreement = factories.agreement(slug, from_on=day, yearly_value=2_000_000)
        factories.use(activity, outcome="adapted")
        factories.use(agreement)
        factories.use(agreement, "PAP-S02", outcome="dropped", reason="Ingen leverandør")
    for number, year in (("0403", 2010), ("0402", 2010), ("1901", 2010), ("0403", 2009)):
        row, _new = KommuneFollowUp.objects.get_or_create(
            kommune=Kommune.objects.get(number=number), year=year
        )
        KommuneFollowUp.objects.filter(pk=row.pk).update(
            policy=True, routines=number == "0403", training=True, agreement=True
        )
    office = factories.virksomhet("0301", regional_office=Kommune.objects.get(number="0403"))
    for body, year in ((office, 2010), (factories.virksomhet("1901"), 2010)):
        TildelingsbrevFollowUp.objects.create(
            virksomhet=body, year=year, contacted=True, asked=True, followed_up=body == office
        )
    Grant.objects.filter(year=2010, region__slug__in=["hedmark", "troms"]).delete()
    for slug in ("hedmark", "troms"):
        Grant.objects.create(
            region=factories.region(slug), year=2010, kind="annet", allotted=5, received=4, spent=3
        )
    with clock.at(dt.datetime(2011, 3, 20, tzinfo=dt.UTC)):
        factories.report_at(Status.PUBLISHED)
    with clock.at(dt.datetime(2011, 2, 1, tzinfo=dt.UTC)):
        factories.report_at(Status.DELIVERED, "nordland")
    plan = Milestone.objects.filter(pulje__number=1)
    for position, row in enumerate(plan[:2]):
        day = row.planned_to + dt.timedelta(days=position)
        MilestoneReached.objects.get_or_create(
            milestone=row, region=factories.region(), defaults={"happened_on": day}
        )
    facts.count()


@pytest.fixture
def counted(counted_once, people):
    """The same; what a test does to it is rolled back."""


def places() -> dict[str, tuple[Place, set[int]]]:
    hedmark = Region.objects.select_related("pulje").get(slug="hedmark")
    of_pulje = set(Region.objects.filter(pulje__number=2).values_list("pk", flat=True))
    everywhere = set(Region.objects.values_list("pk", flat=True))
    return {
        "country": (COUNTRY, everywhere),
        "pulje": (Place(pulje=Pulje.objects.get(number=2)), of_pulje),
        "hedmark": (Place(region=hedmark), {hedmark.pk}),
    }


@pytest.mark.parametrize("where", ["country", "pulje", "hedmark"])
def test_every_figure_agrees_with_a_plain_count(where, counted, people):
    place, regions = places()[where]
    numbers = numbers_of(people["siv"], Choice(2010, place))
    found, plain = {}, {}
    for measure in in_facts():
        for year in [2008, 2009, 2010] if measure.when.by_year else [None]:
            found[measure.key, year] = numbers.figure(measure.key, year=year).value
            plain[measure.key, year] = plainly(measure.key, regions, year)
    assert found == plain
    if where == "country":
        counted_keys = {measure.key for measure in in_facts()}
        assert {key for (key, _year), value in plain.items() if value} >= counted_keys - {
            "kommuner_livskraftig",
            "sekretariat_knutepunkt",
        }


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("where", ["country", "hedmark"])
def test_every_figure_and_its_rows_are_for_those_who_may(where, name, counted, people, as_):
    place, regions = places()[where]
    user, client = AnonymousUser() if name == "anon" else people[name], as_(name)
    numbers = numbers_of(user, Choice(2010, place))
    for measure in in_facts():
        key = measure.key
        kind = next((kind for kind, keys in KIND.items() if key in keys), "inside")
        may_see = dict(zip(CAST, SEEN[where][kind].split(), strict=True))[name] == "x"
        year = 2010 if measure.when.by_year else None
        figure = numbers.figure(key, year=year)
        assert (figure.value is not None) == may_see, key
        if may_see:
            assert figure.value == plainly(key, regions, year), key
        if may_see and figure.url:
            page = client.get(figure.url)
            assert page.status_code == 200
            assert page.context["sum"] == figure.value, figure.url


@pytest.mark.parametrize("choice", [{}, {"region": "hedmark"}, {"pulje": "2"}, {"theme": "etikk"}])
@pytest.mark.parametrize("name", ["anon", "kari", "siv", "dag", "mette"])
def test_every_link_of_the_page_opens_rows_that_sum_to_it(name, choice, counted, people, as_):
    page = as_(name).get("/oversikt/", {"year": "2010"} | choice)
    overview, reports = (
        page.context["overview"],
        as_(name).get("/oversikt/rapporter/", {"year": "2010"} | choice),
    )
    figures = [f for table in overview.tables for row in table.rows for f in row.figures]
    figures += [figure for row in reports.context["reports"].totals for figure in row.figures]
    figures += [
        *overview.standing,
        *overview.headline,
        *(figure for _region, figure in page.context["map"].rows),
    ]
    client, opened = (
        as_(name),
        {(figure.url, figure.value) for figure in figures if figure.url and figure.value},
    )
    assert len(opened) > (20 if name == "siv" else 5)
    for url, value in opened:  # some stand in several places
        assert client.get(url).context["sum"] == value, url


def test_the_public_sees_no_row_of_what_is_inside(counted, as_):
    for key in sorted(set(MEASURES) - KIND["public"] | {"aktiviteter"}):
        assert as_("anon").get(reverse("counties:figure-rows", args=[key])).status_code == 302
        assert as_("jan").get(reverse("counties:figure-rows", args=[key])).status_code == 403
        assert as_("jan").get(reverse("counties:figure-rows-export", args=[key, "csv"])).status_code == 403


def test_a_coordinator_reads_the_rows_of_the_own_region_only(counted, as_):
    page = as_("kari").get("/oversikt/rader/aktiviteter/")
    assert "Hele landet:" not in page.content.decode()
    assert "Radene du har tilgang til" in page.content.decode()
    rows = page.context["table"].rows
    assert {row.record.region.slug for row in rows} == {"hedmark"}


def test_themes_narrow_activities(counted, people):
    numbers = numbers_of(people["siv"], Choice(2010, COUNTRY, "etikk"))
    assert numbers.figure("aktiviteter").value == 2
    assert numbers.figure("avtaler").value == plainly("avtaler", places()["country"][1], 2010)


def test_a_reopened_report_is_not_told_of_by_the_lists_of_deliveries(counted, people, as_):
    """Those outside the region and the centre only know what is published."""
    asked = {"region": "hedmark", "year": "2010"}
    assert as_("siv").get("/oversikt/rader/rapporter_levert/", asked).context["sum"] == 1
    assert as_("per").get("/oversikt/rader/rapporter_levert/", asked).context["sum"] == 0
    assert as_("per").get("/oversikt/rader/rapporter_publisert/", asked).context["sum"] == 1


def test_a_theme_that_was_given_twice_counts_once(counted, people):
    factories.activity("hedmark", happened_on=dt.date(2010, 6, 1), themes=["etikk", "etikk"])
    facts.count()
    assert numbers_of(people["siv"], Choice(2010, COUNTRY, "etikk")).figure("aktiviteter").value == 3


def test_a_count_takes_the_place_of_the_one_before(counted):
    before = set(
        Fact.objects.values_list("measure", "category", "theme", "region", "pulje", "year", "month", "value")
    )
    facts.count()
    after = set(
        Fact.objects.values_list("measure", "category", "theme", "region", "pulje", "year", "month", "value")
    )
    assert after == before


def test_the_median_counts_regions_with_nothing(counted):
    median = Median.objects.get(measure="aktiviteter", pulje__number=1, year=2010)
    assert (median.regions, median.value) == (6, 0)
    at_start = Median.objects.get(measure="aktiviteter", pulje__number=2, age=0)
    assert at_start.regions == 12


def test_wrong_choices_choose_nothing(counted, as_):
    page = as_("siv").get(
        "/oversikt/", {"year": "3000", "region": "x", "pulje": "'", "mal": "?", "theme": "\x00"}
    )
    assert page.status_code == 200
    assert page.context["choice"] == Choice(2010)
    wrong = {"year": "x", "month": "13", "category": "?", "til": "2010-13"}
    page = as_("siv").get("/oversikt/rader/aktiviteter/", wrong)
    assert page.status_code == 200


def test_the_page_says_when_it_was_counted(counted, as_):
    assert "Tallene er telt" in as_("anon").get("/oversikt/").content.decode()


def test_the_tables_of_the_page_are_files(counted, people, as_):
    def lines(name: str, key: str, **chosen: str) -> list[str]:
        answer = as_(name).get(f"/oversikt/tabeller/{key}/eksport.csv", {"year": "2010"} | chosen)
        return answer.content.decode("utf-8-sig").splitlines()

    assert lines("siv", "kart")[0] == "Fylke/region;Pulje;Aktiviteter;Per 100 000 innbyggere;Overprøvd"
    assert "\nHedmark;1;2;" in "\n".join(lines("siv", "kart"))
    assert "\nI alt;5;4;3;" in "\n".join(lines("siv", "tilskudd", region="hedmark"))
    assert ";6;" in next(line for line in lines("siv", "deltakere") if line.startswith("Politikere"))
    assert "Nordland;Levert;Ja" in lines("siv", "rapporter")
    assert not [
        line for line in lines("anon", "rapporter") if line.startswith("Nordland") and "Levert" in line
    ]
    for kind in ("xlsx", "ods"):
        assert as_("anon").get(f"/oversikt/tabeller/avtaler/eksport.{kind}").status_code == 200
    assert as_("siv").get("/oversikt/tabeller/avtaler/eksport.exe").status_code == 404
    assert as_("siv").get("/oversikt/tabeller/finnes-ikke/eksport.csv").status_code == 404


def test_a_file_reads_what_it_holds_only(counted, as_):
    read = {}
    for key in ("kart", "milepaeler"):
        with CaptureQueriesContext(connection) as asked:
            assert as_("siv").get(f"/oversikt/tabeller/{key}/eksport.csv").status_code == 200
        read[key] = any('FROM "counties_milestone"' in query["sql"] for query in asked)
    assert read == {"kart": False, "milepaeler": True}


def test_the_milestones_table_says_the_months_that_its_chart_shows(counted, as_):
    overview = as_("siv").get("/oversikt/").context["overview"]
    table = next(table for table in overview.tables if table.key == "milepaeler")
    notes = " ".join(row.note for row in table.rows)
    points = [row for row in table.charts[0].rows if row["kind"] in ("Nådd i tide", "Nådd for sent")]
    assert points
    for point in points:
        year, month, _day = point["at"].split("-")
        assert f"{int(month)}.{year} ({point['value']})" in notes


def table_of(as_, key):
    overview = as_("siv").get("/oversikt/", {"year": "2010"}).context["overview"]
    return next(table for table in overview.tables if table.key == key)


def test_each_milestone_s_name_in_the_chart_has_how_many_have_come_how_far(counted, as_):
    table = table_of(as_, "milepaeler")
    stands = {row["label"].replace("\xa0", " "): row["stands"] for row in table.charts[0].rows}
    for row in table.rows:
        said = [int(number) for number in re.findall(r"\d+", stands[row.label])]
        assert said == [figure.value for figure in row.figures if figure.value]


def test_the_chart_of_criteria_says_agreements_and_activities_apart(counted, as_):
    table = table_of(as_, "kriterier")
    said = {(row["label"], row["place"]): row["said"] for row in table.charts[0].rows}
    for row in table.rows:
        numbers = [figure.value for figure in row.figures]
        assert said[row.label, "avtaler"] == "{} + {} i avtaler".format(*numbers[:2])
        assert said[row.label, "aktiviteter"] == "{} + {} i aktiviteter".format(*numbers[2:])


def test_kroner_and_numbers_of_agreements_have_a_chart_each(counted, as_):
    table = table_of(as_, "avtaler")
    numbers, in_kroner = (
        {(row["label"], row["year"]): row["value"] for row in chart.rows} for chart in table.charts
    )
    assert numbers.keys().isdisjoint(in_kroner)
    assert numbers | in_kroner == {
        (row.label, year): figure.value
        for row in table.rows
        for year, figure in zip(table.columns, row.figures, strict=True)
    }


def test_the_reporting_grid_adds_up(counted, as_):
    reports = as_("siv").get("/oversikt/rapporter/", {"year": "2010"}).context["reports"]
    totals = {row.label: [figure.value for figure in row.figures] for row in reports.totals}
    assert reports.years == [2010]
    assert totals == {
        "Rapporter som ventes": [18],
        "Rapporter levert": [2],
        "Rapporter levert i tide": [1],  # Hedmark's is late
    }
    assert as_("anon").get("/oversikt/rapporter/").context["reports"].totals == []


def test_a_chosen_region_stands_out_among_the_others(counted, as_):
    shown = as_("siv").get("/oversikt/", {"year": "2010", "region": "hedmark"}).context["map"]
    assert [shape.fylke.name for shape in shown.shapes if shape.is_chosen] == ["Hedmark"]
    assert {region.slug for region, figure in shown.rows if figure.value} == {"hedmark", "troms"}


def test_files_hold_numbers_and_no_formulae(counted, as_):
    factories.activity("hedmark", title="=1+1", happened_on=dt.date(2010, 6, 1))
    text = (
        as_("siv")
        .get("/oversikt/rader/aktiviteter/eksport.csv", {"year": "2010", "q": "1+1"})
        .content.decode()
    )
    assert "=1+1" not in text.replace("'=1+1", "")
    assert "01.06.2010" in text
    factories.activity("hedmark", title="Kurs\x0bom papir", happened_on=dt.date(2010, 6, 1))
    for kind in ("xlsx", "ods"):
        assert as_("siv").get(f"/oversikt/rader/aktiviteter/eksport.{kind}").status_code == 200
    assert as_("siv").get("/oversikt/rader/aktiviteter/eksport.exe").status_code == 404


@pytest.mark.parametrize("name", ["anon", "kari", "siv"])
@pytest.mark.parametrize(
    "url", ["/oversikt/", "/oversikt/rader/avtaler/", "/oversikt/rader/milepaeler_forsinket/"]
)
def test_pages_ask_the_same_however_many_rows_there_are(
    url, name, counted, as_, django_assert_max_num_queries
):
    client = as_(name)
    client.get(url)
    with django_assert_max_num_queries(15) as few:
        client.get(url, {"year": "2010"})
    for number in range(30):
        factories.activity("hedmark", title=f"Nr. {number}", happened_on=dt.date(2010, 6, 1))
        factories.agreement("troms", title=f"Nr. {number}", from_on=dt.date(2010, 6, 1))
    facts.count()
    with django_assert_max_num_queries(len(few)):
        client.get(url, {"year": "2010"})
