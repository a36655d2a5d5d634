"""Every measure: its answer in the report, its fact, its list and its file, against SQL written by hand."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from counties.measures.answers import SAYINGS, answers_of
from counties.measures.registry import MEASURES
from counties.models import (
    Grant,
    Kommune,
    KommuneFollowUp,
    Region,
    Styringsgruppe,
    TildelingsbrevFollowUp,
)
from criteria.models import ProductGroup
from portal import clock
from reporting.desk import round_in_short
from reporting.figures import of_reports
from reporting.models import Question, ReportedValue
from reporting.operations import reports
from reporting.overview.models import Fact
from reporting.overview.operations import facts
from reporting.workflow import Status
from tests import factories
from tests.plain import OPEN_DATA, PLAIN, plainly

YEARS = (2009, 2010)
REGIONS = ("hedmark", "agder", "troms")


@pytest.fixture(scope="module")
def rows_once(kept):
    """At the borders of years, periods and regions."""
    for slug in ("hedmark", "agder"):
        for day in (dt.date(2009, 12, 31), dt.date(2010, 1, 1), dt.date(2010, 12, 31)):
            factories.activity(slug, happened_on=day, task="dialog", ledere=2, politikere=1, leverandorer=4)
            factories.activity(slug, happened_on=day, innkjopere=3)
            agreement = factories.agreement(slug, from_on=day, to_on=dt.date(2011, 1, 1), yearly_value=700)
            agreement.product_groups.set(ProductGroup.objects.all()[:3])
            factories.use(agreement, outcome="adapted")
    long = factories.agreement(from_on=dt.date(2006, 5, 1), to_on=dt.date(2010, 1, 1), yearly_value=None)
    dropped = factories.agreement(yearly_value=9_000_000)
    factories.use(long)
    factories.use(dropped, outcome="dropped", reason="Ingen leverandør")
    factories.knutepunkt(arsverk="1.25", from_on=dt.date(2010, 12, 31), is_secretariat=True)
    two_styringsgrupper()
    follow_up()


@pytest.fixture
def rows(rows_once, people):
    """The same; what a test does to them is rolled back."""


@pytest.fixture
def edges(rows):
    factories.report_at(Status.DELIVERED)
    facts.count()


@pytest.fixture
def published(rows):
    """A report for each year that says what the portal counts."""
    for year in YEARS:
        factories.report_at(Status.PUBLISHED, year=year, overrules=False)


def two_styringsgrupper() -> None:
    """One that ended in the summer with its members still on the list, and one that came after it."""
    factories.member(seat="leder")
    factories.member(sector="naeringsliv", to_on=dt.date(2009, 12, 31))
    factories.member(sector="fylkeskommune", seat="sekretaer")
    moved = factories.member(sector="kommune_ks")
    for hour in (22, 23):  # half past eleven on New Year's Eve in Norway, and half past midnight
        factories.meeting(starts_at=dt.datetime(2009, 12, 31, hour, 30, tzinfo=dt.UTC))
    Styringsgruppe.objects.update(ended_on=dt.date(2010, 6, 30))
    later = Styringsgruppe.objects.create(
        region=factories.region(), initiated_on="2010-07-01", established_on="2010-07-15"
    )
    type(moved).objects.filter(pk=moved.pk).update(styringsgruppe=later, to_on=dt.date(2010, 12, 31))


def follow_up() -> None:
    """Kommuner of two fylker in one region, and a state body with its office in another one."""
    for number in ("0403", "0402", "0901", "1001"):
        kommune = Kommune.objects.get(number=number)
        KommuneFollowUp.objects.create(
            kommune=kommune, year=2010, policy=True, training=number == "1001", livskraftig=True
        )
    office = factories.virksomhet("0301", regional_office=Kommune.objects.get(number="0403"))
    for body, contacted in (
        (office, True),
        (factories.virksomhet("0403"), True),
        (factories.virksomhet(), False),
    ):
        TildelingsbrevFollowUp.objects.create(
            virksomhet=body, year=2010, contacted=contacted, asked=body != office, followed_up=contacted
        )
    for hour in (22, 23):
        asked = factories.ask(org_number=office.org_number)
        type(asked).objects.filter(pk=asked.pk).update(
            created_at=dt.datetime(2010, 12, 31, hour, 30, tzinfo=dt.UTC)
        )
    Grant.objects.create(region=factories.region(), year=2010, kind="annet", allotted=5, received=4, spent=3)


def plain_answer(key: str, region: int, year: int):
    """What the report says, from the sums of the SQL by hand."""
    for saying in SAYINGS[key]:
        when = year if MEASURES[saying.measure].by_year else None
        if count := plainly(saying.measure, {region}, when, saying.category):
            break
    if measure_share := MEASURES[saying.measure].share_of:
        whole = plainly(measure_share, {region}, year if MEASURES[measure_share].by_year else None)
        return str(int(100 * count / whole + 0.5)) if whole else None
    return count


def test_every_measure_has_its_plain_count():
    assert set(PLAIN) == set(MEASURES)


def test_every_computed_question_has_a_figure(db):
    asked = set(Question.objects.exclude(computed="").values_list("computed", flat=True))
    assert asked == set(SAYINGS)


@pytest.mark.parametrize("year", YEARS)
def test_every_list_and_file_and_fact_is_the_plain_count(year, edges, as_):
    siv = as_("siv")
    for key, measure in MEASURES.items():
        for slug in REGIONS:
            region = Region.objects.get(slug=slug)
            when = year if measure.by_year else None
            expected = plainly(key, {region.pk}, when)
            asked = {"region": slug} | ({"year": year} if when else {})
            page = siv.get(f"/oversikt/rader/{key}/", asked)
            assert page.context["sum"] == expected, (key, slug)
            if measure.in_facts and measure.rows_key != "milepaeler":
                fact = Fact.objects.filter(
                    measure=key, region=region, year=when, month=None, category="", theme=""
                )
                assert sum(fact.values_list("value", flat=True)) == expected, (key, slug)
            if measure.amount.__class__.__name__ == "Count" and not measure.distinct:
                text = siv.get(f"/oversikt/rader/{key}/eksport.csv", asked).content.decode("utf-8-sig")
                assert len(list(csv.reader(io.StringIO(text)))) - 1 == expected, (key, slug)


@pytest.mark.parametrize("year", YEARS)
def test_every_answer_of_the_report_is_the_plain_count(year, edges):
    pairs = [(factories.region(slug).pk, year) for slug in REGIONS]
    for pair, answers in answers_of(pairs).items():
        for key, (saying, *_more) in SAYINGS.items():
            raw, measure = answers.get(key), MEASURES[saying.measure]
            if raw is None or key == "sekretariat" or not isinstance(raw, str):
                continue
            plain = plain_answer(key, *pair)
            if raw in ("ja", "nei"):
                assert raw == ("ja" if plain else "nei"), key
            elif raw.replace(",", "").isdigit():
                assert float(raw.replace(",", ".")) == float(plain), (key, pair)
            else:
                assert (bool(measure.distinct), plain) == (True, 1), key


def of_the_file(key: str, as_) -> list[dict]:
    """A whole set of the open data."""
    return json.loads(b"".join(as_("anon").get(f"/data/{key}.json")))


def of_the_api(key: str, as_, **asked) -> list[dict]:
    """The same, page by page."""
    found, count = [], 1
    while len(found) < count:
        page = as_("anon").get(f"/api/v1/{key}", asked | {"offset": len(found)}).json()
        found, count = found + page["items"], page["count"]
    return found


@pytest.mark.parametrize("year", YEARS)
def test_every_counted_value_of_the_open_data_is_the_plain_count(year, published, as_):
    hedmark, sources = factories.region(), {"region": "hedmark", "aar": year}
    answers = of_the_api("rapporterte-verdier", as_, **sources)
    assert answers == [
        row for row in of_the_file("rapporterte-verdier", as_) if sources.items() <= row.items()
    ]
    figures = dict(ReportedValue.objects.exclude(figure="").values_list("key", "figure"))
    counted = {
        figures[row["sporsmal"]]: row
        for row in answers
        if row["regnet_ut"] is not None or row["regnet_ut_svar"]
    }
    assert set(counted) == set(answers_of([(hedmark.pk, year)])[hedmark.pk, year])
    for key, row in counted.items():
        assert not row["avviker"], key
        assert row["tall"] == row["regnet_ut"], key
        assert set(row["svar"].split("; ")) == set(row["regnet_ut_svar"].split("; ")), key
        check_value(key, row, plain_answer(key, hedmark.pk, year))


def check_value(key: str, row: dict, plain: int | str | None) -> None:
    if row["tall"] is not None:
        assert row["tall"] == float(plain), key
    elif row["slag"] == "yesno":
        assert row["svar"] == ("Ja" if plain else "Nei"), key
    else:
        assert len([text for text in row["svar"].split("; ") if "ngen" not in text]) == plain, key


@pytest.mark.parametrize("year", YEARS)
def test_every_measure_in_rows_of_the_open_data_is_the_plain_count(year, published, as_):
    for key in {source for source, _count in OPEN_DATA.values()}:
        sources = (of_the_api(key, as_), of_the_file(key, as_))
        for measure, counted in [(m, count) for m, (source, count) in OPEN_DATA.items() if source == key]:
            for slug in REGIONS:
                region, when = Region.objects.get(slug=slug), year if MEASURES[measure].when.by_year else None
                own = [[row for row in rows if row["region"] == slug] for rows in sources]
                plain = plainly(measure, {region.pk}, when)
                assert [counted(rows, year) for rows in own] == [plain, plain], (measure, slug)


def test_the_answers_at_the_edges_as_people_count_them(edges):
    answers = answers_of([(factories.region().pk, 2010)])[factories.region().pk, 2010]
    told = {key: answers[key] for key in ("akt_dialog", "dialog", "avtaler_nye", "avtaler_kriterier_verdi")}
    assert told == {"akt_dialog": "2", "dialog": "ja", "avtaler_nye": "3", "avtaler_kriterier_verdi": "1400"}
    assert (answers["medlemmer"], answers["sektorer"]) == ("1", ["kommune_ks"])
    assert (answers["sekretariat"], answers["arsverk"], answers["vert"]) == (
        "knutepunkt", "1,25", "interkommunalt",
    )  # fmt: skip
    assert (answers["moter"], answers["stat_hjulpet"]) == ("1", "1")
    assert (answers["stat_kontaktet"], answers["stat_bedt"]) == ("2", "50")
    assert (answers["tilskudd_annet"], answers["tilskudd_brukt"]) == ("4", "3")


@pytest.mark.parametrize("name", ["kari", "ola", "knut", "stine", "siv"])
def test_see_the_rows_opens_those_that_were_counted(name, edges, as_):
    report = factories.draft()
    figures = of_reports([report])[report.pk]
    for key, raw in figures.values.items():
        page = as_(name).get(figures.rows_url(key))
        assert page.status_code == 200, key
        total = page.context["sum"]
        if page.context["of"]:
            total = int(100 * total / page.context["of"] + 0.5)
        if isinstance(raw, str) and raw.replace(",", "").isdigit():
            assert float(raw.replace(",", ".")) == float(total), key
        elif isinstance(raw, list):
            assert total == len([one for one in raw if one != "ingen"]), key


def test_a_list_says_its_sum_with_all_decimals_and_what_is_counted_once(edges, as_):
    asked = {"region": "hedmark", "year": 2010}
    pages = {
        key: as_("anon").get(f"/oversikt/rader/{key}/", asked).content.decode()
        for key in ("arsverk", "verter")
    }
    assert "<strong>1,25</strong>" in pages["arsverk"]  # as the report says it
    assert ("telles én gang" in pages["arsverk"], "telles én gang" in pages["verter"]) == (False, True)


def test_money_among_the_headline_figures_says_so(edges, as_):
    page = as_("siv").get("/oversikt/?year=2010").content.decode()
    assert "miljøkriterier begynt i året (kr)</dt>" in page
    assert "Aktiviteter (" not in page


@pytest.mark.parametrize(("number", "said"), [("0.7500", "0,75 årsverk"), ("4000.0000", "4\xa0000 årsverk")])
def test_a_reported_value_is_said_with_all_its_decimals(number, said):
    value = ReportedValue(number=Decimal(number), counted_number=Decimal(number), unit="årsverk")
    assert (value.said, value.counted) == (said, said)


def test_a_reopened_report_counts_as_published_everywhere(people, as_):
    report = factories.report_at(Status.PUBLISHED)
    reports.reopen(report=report, by=people["siv"], comment="Feil i tallene.")
    facts.count()
    sums = {
        key: as_("siv").get(f"/oversikt/rader/rapporter_{key}/?region=hedmark&year=2010").context["sum"]
        for key in ("alle", "levert", "publisert")
    }
    assert sums == {"alle": 1, "levert": 1, "publisert": 1}
    counts = {status: count for status, _label, count in round_in_short(on=clock.today()).counts}
    assert (counts["published"], counts["draft"]) == (1, 17)
    grid = as_("siv").get("/oversikt/rapporter/?year=2010").content.decode()
    assert "åpnet på nytt</span>" in grid
    assert "åpnet på nytt</span>" in as_("kari").get("/rapporter/").content.decode()
    assert "Publisert, åpnet på nytt" in as_("siv").get("/rapporter/eksport.csv").content.decode()
    assert "åpnet på nytt" not in as_("per").get("/rapporter/").content.decode()
    assert [row["region"] for row in as_("anon").get("/api/v1/rapporter").json()["items"]] == ["hedmark"]
