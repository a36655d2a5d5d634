"""The map's classes, its legend, and what it says."""

import pytest

from counties.models import Fylke, Region
from reporting.overview.charts.fylker import picture
from reporting.overview.operations import facts
from reporting.overview.shades import Shades
from tests import factories


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ([], []),
        ([0, 0], [(0, "0")]),
        ([0, 7], [(0, "0"), (3, "7")]),
        ([2, 1, 1], [(2, "1"), (4, "2")]),  # few values: one each
        (
            [1, 2, 3, 4, 5, 90],
            [(1, "1 – 2"), (3, "3 – 4"), (5, "5 – 90")],
        ),  # one that stands out is not alone
        ([1.01, 1.02, 2, 3, 4, 5, 6], [(1, "1 – 2"), (3, "3 – 4"), (5, "5 – 6")]),  # said alike: one value
    ],
)
def test_classes_are_quantiles_and_none_is_of_one_value_among_many(values, classes):
    def said(value: float) -> str:
        return str(round(value))

    assert Shades.of(values, said).classes(values, said) == classes


@pytest.fixture
def shown(people, as_):
    for region, number in (("hedmark", 9), ("troms", 2)):
        for _each in range(number):
            factories.activity(region)
    facts.count()
    return as_("siv").get("/oversikt/?year=2010").context["map"]


def test_the_map_says_where_there_is_most(shown):
    rates = {region.slug: rate for region, _figure, rate, _named in shown.rated_rows}
    assert shown.says == f"Aktiviteter, per 100 000 innbyggere: mest i Hedmark ({rates['hedmark']})"


def test_a_slide_has_the_legend_and_both_numbers():
    content = {
        "title": "Aktiviteter, 2010", "says": "Mest i Agder", "basis": "per 100 000 innbyggere",
        "rows": [["Agder", 2, "58"]], "rates": ["21,0"], "named": ["Aust-Agder og Vest-Agder"],
        "classes": [[3, "9,5 – 21,0"]], "shapes": [],
    }  # fmt: skip
    drawn = picture(content, slide=True)
    for said in ("Mest i Agder", "9,5 – 21,0", ">58<", ">21,0<", "Aust-Agder og Vest-Agder", "Per 100 000"):
        assert said in drawn
    assert "9,5 – 21,0" in picture(content)  # the map of the PDF


def test_a_fylke_that_is_newer_than_the_map_is_in_the_lists_and_not_drawn(people, as_):
    region = Region.objects.get(slug="hedmark")
    for number, whose in (
        ("97", region),
        ("98", Region.objects.create(number="98", name="Nye", slug="nye", pulje=region.pulje)),
    ):
        Fylke.objects.create(
            number=number,
            name=f"Nytt {number}",
            slug=f"nytt-{number}",
            region=whose,
            fylkesmann=Fylke.objects.first().fylkesmann,
        )
    facts.count()
    for path in ("/fylker/", "/fylker/nye/", "/oversikt/", "/oversikt/?region=nye"):
        assert "Nye" in as_("siv").get(path).content.decode()
    assert "Nytt 97" in as_("siv").get("/fylker/hedmark/").content.decode()
    factories.draft("nye")
    assert as_("siv").get("/rapporter/2010/nye/hele/").status_code == 200
