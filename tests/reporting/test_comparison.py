"""Regions and puljer at the same age, and the county's mirror."""

import datetime as dt

import pytest

from counties.models import Region
from portal import clock
from reporting.models import AnnualReport, Median
from reporting.operations import facts
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
    assert compared.age == 17
    standings = {standing.region.slug: standing.value for standing in compared.standings}
    assert (standings["hedmark"], standings["troms"], standings["finnmark"]) == (7, 5, 0)
    by_age = dict(compared.rows)
    assert by_age[0][2] == 3
    assert by_age[17][2] == 7
    assert by_age[18][2] == 15


def test_medians_by_age(counted):
    ages = dict(
        Median.objects.filter(measure="aktiviteter", pulje__number=1, year=None).values_list("age", "value")
    )
    assert max(ages) == 29
    assert (ages[0], ages[1], ages[29]) == (0, 1, 1)  # of 0 0 0 0 0 3, then of 0 1 1 1 1 3


def test_a_median_of_fewer_than_four_is_hidden(counted, as_):
    Median.objects.filter(pulje__number=1).update(regions=3)
    compared = as_("siv").get("/oversikt/puljer/").context["compared"]
    assert all(values[0] is None for _age, values in compared.rows)
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
    seen = {standing.region.slug for standing in compared.standings if standing.value is not None}
    assert seen == {"hedmark"}


def test_the_mirror_shows_last_year_and_the_pulje(counted, as_):
    rows = as_("kari").get("/oversikt/fylke/hedmark/").context["rows"]
    activities = next(row for row in rows if row.now.measure.key == "aktiviteter")
    assert (activities.now.value, activities.before.value, activities.change) == (12, 0, 12)
    assert activities.median == 0


def test_the_mirror_tells_what_has_happened_and_what_is_left(people, as_):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Kurs i Hamar")
        factories.activity("troms", title="Kurs i Tromsø")
        factories.ask(subject="Hjelp med møbler")
    with clock.at(dt.datetime(2010, 6, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Lenge siden")
    page = as_("kari").get("/oversikt/fylke/hedmark/")
    told = [event.text for event in page.context["happened"]]
    assert set(told) == {"Kurs i Hamar", "Hjelp med møbler"}
    assert page.context["left"]
    for event in page.context["happened"]:
        assert as_("kari").get(event.url).status_code == 200


def test_the_mirror_tells_of_the_report(people, as_):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        report = factories.report_at("delivered")
    told = as_("kari").get("/oversikt/fylke/hedmark/").context["happened"]
    words = {event.kind for event in told}
    assert words == {"Årsrapporten 2010: Signert og levert", "Årsrapporten 2010: Sendt til signering"}
    assert told[0].url == AnnualReport.objects.get(pk=report.pk).get_absolute_url()


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
