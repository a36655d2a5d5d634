"""Regions and puljer at the same age, and the county's mirror."""

import datetime as dt

import pytest

from counties.models import Decision, GrantLetter, Region
from portal import clock
from reporting.models import AnnualReport
from reporting.overview.happenings import happenings
from reporting.overview.models import Median, MirrorMark
from reporting.overview.operations import facts
from tests import factories

TODAY = dt.date(2011, 2, 15)


@pytest.fixture
def counted(people):
    """Pulje 1 began on 1 September 2008, pulje 2 a year later: 29 and 17 months ago."""
    for slug, day, number in (
        ("hedmark", dt.date(2008, 7, 1), 1),  # before the start: counts from the start
        ("hedmark", dt.date(2008, 9, 20), 2),
        ("hedmark", dt.date(2010, 2, 3), 4),  # 17 months
        ("hedmark", dt.date(2010, 3, 3), 8),  # 18 months: not at the shared age
        ("troms", dt.date(2009, 9, 2), 5),
        ("troms", dt.date(2011, 3, 1), 9),  # in the future
    ):
        for _each in range(number):
            factories.activity(slug, happened_on=day, politikere=1)
    for slug in (
        Region.objects.filter(pulje__number=1)
        .exclude(slug__in=["hedmark", "vestfold"])
        .values_list("slug", flat=True)
    ):
        factories.activity(slug, happened_on=dt.date(2008, 10, 1))
    facts.count()


def test_regions_are_compared_at_the_age_both_puljer_have_reached(counted, as_):
    compared = as_("siv").get("/oversikt/puljer/", {"region": "hedmark"}).context["compared"]
    assert compared.age == 16  # the younger pulje is halfway through its month 17
    standings = {standing.region.slug: standing.figure.value for standing in compared.standings}
    assert (standings["hedmark"], standings["troms"], standings["finnmark"]) == (3, 5, 0)
    by_age = {line.age: line.own.value for line in compared.lines}
    assert (by_age[0], by_age[16], by_age[18]) == (3, 3, 15)


def test_the_table_has_every_number_of_the_chart(counted, as_):
    compared = as_("siv").get("/oversikt/puljer/", {"region": "hedmark"}).context["compared"]
    drawn = {(row["who"], row["age"]): row["value"] for row in compared.chart.rows}
    names = [f"Median i pulje {pulje.number}" for pulje in compared.puljer]
    told = {
        (who, line.age): float(value)
        for line in compared.lines
        for who, value in [*zip(names, line.medians, strict=True), ("Hedmark", line.own.value)]
        if value is not None
    }
    assert drawn == told


def test_what_was_reached_opens_the_rows_until_then(counted, as_):
    client = as_("siv")
    compared = client.get("/oversikt/puljer/", {"region": "hedmark"}).context["compared"]
    figures = [line.own for line in compared.lines] + [standing.figure for standing in compared.standings]
    opened = [figure for figure in figures if figure.value]
    assert len(opened) > 14
    for figure in opened:
        assert client.get(figure.url).context["sum"] == figure.value, figure.url


def test_every_figure_of_the_mirror_opens_its_rows(counted, as_):
    factories.use(factories.agreement(from_on=dt.date(2010, 3, 1), yearly_value=7))
    facts.count()
    client = as_("kari")
    rows = client.get("/oversikt/fylke/hedmark/").context["rows"]
    opened = [figure for row in rows for figure in (row.now, row.before) if figure.value]
    assert len(opened) >= 5
    for figure in opened:
        assert client.get(figure.url).context["sum"] == figure.value, figure.url


def test_the_tables_are_files_too(counted, as_):
    text = as_("siv").get("/oversikt/puljer/regioner/eksport.csv").content.decode("utf-8-sig")
    assert "Hedmark;1;3;" in text.splitlines()
    text = as_("siv").get("/oversikt/puljer/alder/eksport.csv", {"region": "hedmark"}).content.decode()
    assert next(line for line in text.splitlines() if line.startswith("18;")).endswith(";15;")
    asked = {"mal": "deltakere_politikere"}
    text = as_("kari").get("/oversikt/puljer/regioner/eksport.csv", asked).content.decode()
    assert "Troms;2;;" in text.splitlines()  # hidden: an empty cell
    text = as_("kari").get("/oversikt/fylke/hedmark/eksport.csv").content.decode()
    assert "Aktiviteter;12;0;12;0;" in text.splitlines()
    for kind in ("xlsx", "ods"):
        assert as_("kari").get(f"/oversikt/fylke/hedmark/eksport.{kind}").status_code == 200
    assert as_("kari").get("/oversikt/puljer/feil/eksport.csv").status_code == 404
    assert as_("kari").get("/oversikt/fylke/hedmark/eksport.exe").status_code == 404


def test_medians_by_age(counted):
    ages = dict(
        Median.objects.filter(measure="aktiviteter", pulje__number=1, year=None).values_list("age", "value")
    )
    assert max(ages) == 29
    assert (ages[0], ages[1], ages[29]) == (0, 1, 1)  # of 0 0 0 0 0 3, then of 0 1 1 1 1 3


def test_a_median_of_fewer_than_four_is_hidden(counted, as_):
    Median.objects.filter(pulje__number=1).update(regions=3)
    compared = as_("siv").get("/oversikt/puljer/").context["compared"]
    assert all(line.medians[0] is None for line in compared.lines)
    assert not [row for row in compared.chart.rows if "pulje 1" in row["who"]]
    rows = as_("kari").get("/oversikt/fylke/hedmark/").context["rows"]
    assert all(row.median is None for row in rows)


def test_medians_of_inside_figures_are_for_those_inside(counted, as_):
    offered = {
        name: set(as_(name).get("/oversikt/puljer/").context["form"].measures) for name in ("anon", "kari")
    }
    assert "deltakere_politikere" in offered["kari"] - offered["anon"]
    page = as_("anon").get("/oversikt/puljer/", {"mal": "deltakere_politikere"})
    assert page.context["compared"].measure.key == "aktiviteter"


def test_a_coordinator_sees_the_own_region_among_medians_only(counted, as_):
    asked = {"mal": "deltakere_politikere", "region": "troms"}
    compared = as_("kari").get("/oversikt/puljer/", asked).context["compared"]
    assert compared.region is None
    seen = {standing.region.slug for standing in compared.standings if standing.figure.value is not None}
    assert seen == {"hedmark"}


def test_the_mirror_shows_last_year_and_the_pulje(counted, as_):
    rows = as_("kari").get("/oversikt/fylke/hedmark/").context["rows"]
    activities = next(row for row in rows if row.now.measure.key == "aktiviteter")
    assert (activities.now.value, activities.before.value, activities.change) == (12, 0, 12)
    assert activities.median == 0


def test_the_mirror_compares_whole_years_only(counted, as_):
    page = as_("kari").get("/oversikt/fylke/hedmark/?year=2011")
    assert {row.change for row in page.context["rows"]} == {None}


def test_the_mirror_tells_what_has_happened(people, as_):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Kurs i Hamar")
        factories.activity("troms", title="Kurs i Tromsø")
        factories.ask(subject="Hjelp med møbler")
    with clock.at(dt.datetime(2010, 6, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Lenge siden")
    page = as_("ola").get("/oversikt/fylke/hedmark/")
    told = [event.what for event in page.context["happened"]]
    assert set(told) == {"Kurs i Hamar", "Hjelp med møbler"}


def test_the_mirror_tells_of_the_report(people, as_):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        report = factories.report_at("delivered")
    told = as_("stine").get("/oversikt/fylke/hedmark/").context["happened"]
    words = {(event.what, event.detail) for event in told}
    assert words == {
        ("Årsrapporten 2010", "Signert og levert"),
        ("Årsrapporten 2010", "Sendt til signering"),
    }
    assert told[0].url == AnnualReport.objects.get(pk=report.pk).get_absolute_url()


def test_news_are_what_came_after_the_person_last_looked(people, as_):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Sett før")
    before = dt.datetime(2011, 2, 11, tzinfo=dt.UTC)
    answer = as_("ola").post("/oversikt/fylke/hedmark/sett/", {"until": before.isoformat()})
    assert answer.status_code == 302
    with clock.at(dt.datetime(2011, 2, 12, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Nytt")
    page = as_("ola").get("/oversikt/fylke/hedmark/")
    assert page.context["since"] == before
    assert [event.what for event in page.context["happened"]] == ["Nytt"]
    month = as_("ola").get("/oversikt/fylke/hedmark/", {"siden": "30"}).context["happened"]
    assert {event.what for event in month} == {"Nytt", "Sett før"}
    other = as_("stine").get("/oversikt/fylke/hedmark/").context["happened"]
    assert {event.what for event in other} == {"Nytt", "Sett før"}


def test_a_mark_is_never_moved_back_nor_into_the_future(people, as_):
    client, region = as_("kari"), Region.objects.get(slug="hedmark")
    for until in ("2011-02-11T00:00:00+00:00", "2011-01-01T00:00:00+00:00"):
        client.post("/oversikt/fylke/hedmark/sett/", {"until": until})
    mark = MirrorMark.objects.get(user=people["kari"], region=region)
    assert mark.seen_at == dt.datetime(2011, 2, 11, tzinfo=dt.UTC)
    client.post("/oversikt/fylke/hedmark/sett/", {"until": "2999-01-01T00:00:00+00:00"})
    mark.refresh_from_db()
    assert mark.seen_at <= clock.now()
    for until in ("i går", "0001-01-01T00:00", "9999-12-31T23:59", "\x00"):
        assert client.post("/oversikt/fylke/hedmark/sett/", {"until": until}).status_code == 302
        assert client.get("/oversikt/fylke/hedmark/").status_code == 200
    assert as_("mette").post("/oversikt/fylke/hedmark/sett/").status_code == 404


def test_the_report_that_is_not_delivered_is_missing(people, as_):
    factories.draft()
    left = as_("kari").get("/fylker/hedmark/arbeid/").context["left"]
    (report,) = [row for row in left if "Årsrapporten" in row.what]
    assert (report.due_in_words, report.who) == ("Frist 1. mars, om 14 dager", "")
    factories.report_at("published", "nordland")
    left = as_("per").get("/fylker/nordland/arbeid/").context["left"]
    assert not [row for row in left if "Årsrapporten" in row.what]


LATELY = dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)


def test_what_has_happened_is_of_every_kind_and_never_ones_own(people, as_):
    kari, here = people["kari"], factories.region()
    with clock.at(LATELY):
        factories.activity(title="Kurs i Hamar")
        factories.ask(subject="Hjelp med møbler")
        course = factories.event(title="Møbler i skolen")
        factories.sign_up(course, "Tone")
        factories.sign_up(course, "Nina")
        held = factories.meeting(starts_at=LATELY - dt.timedelta(days=1))
        Decision.objects.create(meeting=held, number=1, text="Knutepunktet får et år til.")
        factories.meeting(starts_at=LATELY + dt.timedelta(days=30), invited_at=LATELY)
        GrantLetter.objects.create(region=here, year=2011, number=1, amounts={}, created_by=kari)
    told = {row.detail for row in happenings(here, since=LATELY - dt.timedelta(days=7), person=people["ola"])}
    assert told == {
        "Aktivitet registrert",
        "Noen ba om bistand",
        "2 nye påmeldinger",
        "1 vedtak",
        "Innkalt",
        "Brevet er laget",
    }
    own = {row.detail for row in happenings(here, since=LATELY - dt.timedelta(days=7), person=kari)}
    assert told - own == {"Aktivitet registrert", "Brevet er laget"}
    client = as_("stine")
    found = happenings(here, since=LATELY - dt.timedelta(days=7), person=people["stine"])
    assert {client.get(row.url).status_code for row in found} == {200}


@pytest.mark.parametrize("url", ["/oversikt/puljer/?region=hedmark", "/oversikt/fylke/hedmark/"])
def test_the_pages_ask_no_more_with_more_rows(url, counted, as_, django_assert_max_num_queries):
    client = as_("kari")
    client.get(url)
    with django_assert_max_num_queries(15) as few:
        client.get(url)
    for _each in range(30):
        factories.activity("hedmark", happened_on=dt.date(2010, 6, 1))
        factories.ask()
    facts.count()
    with django_assert_max_num_queries(len(few)):
        client.get(url)
