import pytest
from django.core.management import call_command
from django.db.models import Sum

from counties.models import Fylke, Fylkesmann, Kommune, Milestone, Pulje, Region


def test_the_country_of_2009_is_there_whole(db):
    counts = [model.objects.count() for model in (Fylke, Kommune, Fylkesmann, Region, Pulje)]
    assert counts == [19, 430, 18, 18, 2]
    assert Kommune.objects.aggregate(Sum("population"))["population__sum"] == 4_799_252


def test_loading_again_changes_nothing(db, capsys):
    before = list(Kommune.objects.values_list("pk", "number", "population"))
    call_command("load_programme")
    assert list(Kommune.objects.values_list("pk", "number", "population")) == before


def test_agder_is_one_region_of_two_fylker(db):
    agder = Region.objects.with_size().get(slug="agder")
    assert [fylke.number for fylke in agder.fylker.all()] == ["09", "10"]
    assert (agder.number, agder.kommuner_count, agder.population) == ("09", 30, 275_592)


def test_oslo_and_akershus_share_a_fylkesmann(db):
    assert Fylkesmann.objects.get(name="Fylkesmannen i Oslo og Akershus").fylker.count() == 2


def test_the_milestones_are_the_programme_documents_and_the_same_a_year_later(db):
    plan = {
        pulje: list(Milestone.objects.filter(pulje__number=pulje).values_list("key", "planned_to"))
        for pulje in (1, 2)
    }
    assert sorted(key for key, _day in plan[1]) == sorted(key for key, _day in plan[2])
    assert [key for key, day in plan[1] if day.year == 2008 and day.month > 10] == [
        "oppstart",
        "oppstartkonferanse",
        "fagkonferanse",
    ]
    assert {key: day.replace(year=day.year + 1) for key, day in plan[1]} == dict(plan[2])


@pytest.mark.parametrize(("number", "names"), [(1, 6), (2, 12)])
def test_a_pulje_holds_its_regions(db, number, names):
    assert Pulje.objects.get(number=number).regions.count() == names


def test_a_fylke_that_shares_its_region_leads_there(as_):
    response = as_("anon").get("/fylker/vest-agder/")
    assert (response.status_code, response.url) == (302, "/fylker/agder/")


def test_search_finds_a_region_by_its_kommune(as_):
    page = as_("anon").get("/fylker/", {"q": "lillehammer"})
    assert [region.name for region in page.context["page"]] == ["Oppland"]


def test_a_search_without_hits_says_what_to_do(as_):
    assert "Nullstill" in as_("anon").get("/fylker/", {"q": "xyz"}).content.decode()


@pytest.mark.parametrize("query", ["?pulje=7", "?side=900", "?side=x", "?q=%00", "?pulje=%27"])
def test_a_strange_address_is_never_an_error(as_, query):
    assert as_("anon").get(f"/fylker/{query}").status_code == 200
