"""What a published report has overruled is marked wherever the figure is shown; and how figures say their unit."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest

from counties.measures.lists import Narrowing
from counties.measures.places import COUNTRY, Place
from counties.measures.registry import MEASURES
from counties.measures.units import UNITS, with_unit
from counties.models import Grant
from reporting.models import Question, ReportedValue
from reporting.overview.charts.fylker import picture
from reporting.overview.charts.specifications import slide
from reporting.overview.models import OverviewPrint
from reporting.overview.operations import facts
from reporting.overview.tables import OverviewChart
from reporting.quantities import OF_ONE
from reporting.remarks import remarks_at
from reporting.workflow import Status
from tests import factories


def test_an_overruled_figure_is_marked_with_both_values(people, as_):
    factories.report_at(Status.PUBLISHED)  # the writer says 3 where the portal counts nothing
    value = ReportedValue.objects.get(key="akt_kurs")
    assert (value.figure, value.number, value.counted_number, value.overruled) == ("akt_kurs", 3, 0, True)
    answer = as_("anon").get("/api/v1/rapporterte-verdier?sporsmal=akt_kurs").json()["items"][0]
    assert (answer["tall"], answer["regnet_ut"], answer["avviker"], answer["begrunnelse"]) == (
        3,
        0,
        True,
        "Rettet.",
    )
    assert "avviker" in b"".join(as_("anon").get("/data/rapporterte-verdier.csv")).decode()
    facts.count()
    said = "Årsrapporten fra Hedmark for 2010 sier 3 aktiviteter på "
    for page in ("", "puljer/", "rader/aktiviteter/", "fylke/hedmark/"):
        text = as_("kari").get(f"/oversikt/{page}?region=hedmark&year=2010&mal=aktiviteter").content.decode()
        assert said in text, page
        assert "Portalen regnet ut 0 aktiviteter. Fylkets begrunnelse: Rettet." in text, page


OVERRULED_FILES = [
    "tabeller/kart/eksport.{}?mal=aktiviteter&year=2010",
    "tabeller/aktivitet/eksport.{}?year=2010",
    "tabeller/aktivitet/eksport.{}?year=2010&region=hedmark",
    "puljer/regioner/eksport.{}?mal=aktiviteter",
    "puljer/alder/eksport.{}?mal=aktiviteter&region=hedmark",
    "fylke/hedmark/eksport.{}?year=2010",
    "rader/aktiviteter/eksport.{}?region=hedmark&year=2010",
    "rader/aktiviteter/eksport.{}?category=kurs",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_every_file_with_an_overruled_figure_says_both_values(kind, people, as_):
    factories.report_at(Status.PUBLISHED)
    facts.count()
    for url in OVERRULED_FILES:
        content = as_("siv").get(f"/oversikt/{url}".format(kind)).content
        if kind != "csv":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        text = content.decode("utf-8-sig", "ignore")
        assert "sier 3 aktiviteter" in text, url
        assert "Portalen regnet ut 0 aktiviteter. Fylkets begrunnelse: Rettet." in text, url


@pytest.mark.parametrize(
    ("measure", "wanted", "is_marked"),
    [
        ("aktiviteter", {"year": 2010}, True),
        ("aktiviteter", {"category": "kurs"}, True),
        ("aktiviteter", {"until": dt.date(2010, 3, 1)}, True),
        ("aktiviteter", {"until": dt.date(2009, 12, 1)}, False),
        ("aktiviteter", {"year": 2009}, False),
        ("aktiviteter", {"year": 2010, "month": 5}, False),
        ("aktiviteter", {"year": 2010, "theme": "klima"}, False),
        ("tilskudd_received", {"category": "annet"}, True),
        ("tilskudd_spent", {"category": "annet"}, False),  # the report says only what was spent in all
        ("avtaler_verdi", {"year": 2010}, False),
    ],
)
def test_a_figure_is_marked_where_it_holds_what_the_report_speaks_of(measure, wanted, is_marked, people):
    Grant.objects.create(region=factories.region(), year=2010, kind="annet", allotted=5, received=4, spent=3)
    factories.report_at(Status.PUBLISHED)
    hedmark, agder = Place(region=factories.region()), Place(region=factories.region("agder"))
    for place, expected in ((hedmark, is_marked), (COUNTRY, is_marked), (agder, False)):
        found = remarks_at(place).on(MEASURES[measure], Narrowing(place, **wanted))
        assert bool(found) == expected


def test_the_map_and_the_prints_mark_an_overruled_figure(people, as_):
    factories.activity()
    factories.report_at(Status.PUBLISHED)
    facts.count()
    page = as_("siv").get("/oversikt/?year=2010&mal=aktiviteter").content.decode()
    assert re.search(r"<title>Hedmark: 1 aktivitet – Årsrapporten fra Hedmark for 2010 sier 3", page)
    as_("siv").post("/oversikt/rapport/?year=2010&mal=aktiviteter")
    content = OverviewPrint.objects.get().content
    assert ["Hedmark", 1, "1*"] in content["map"]["rows"]
    assert ("Aktiviteter", "1*") in [(row["label"], row["text"]) for row in content["headline"]]
    chart = next(chart for chart in content["charts"] if chart["key"] == "aktivitet")
    assert "Hedmark 2010: 3 aktiviteter, portalen regnet ut 1 aktivitet" in chart["remarks"]
    below = slide(OverviewChart(**chart))["title"]["subtitle"]
    assert any("* Hedmark 2010" in line for line in below)
    assert "sier 3 aktiviteter" in " ".join(content["map"]["remarks"] + content["remarks"])
    assert "* Hedmark 2010" in picture(content["map"], slide=True)


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, "avtaler", "1 avtale"),
        (Decimal("1.0000"), "møter", "1 møte"),
        (0, "kommuner", "0 kommuner"),
        (Decimal("1.25"), "årsverk", "1,25 årsverk"),
        (1, "kr", "1 kr"),
        (4000, "", "4\xa0000"),
    ],
)
def test_units_are_singular_of_one(number, unit, said):
    assert with_unit(number, unit) == said


def test_paper_and_pages_say_the_same_of_one():
    assert {plural: with_unit(1, plural) for plural in OF_ONE} == {
        many: f"1 {one}" for many, one in OF_ONE.items()
    }


def test_every_unit_is_known_or_the_same_of_any_number(db):
    units = {str(measure.unit) for measure in MEASURES.values()}
    units |= set(Question.objects.values_list("unit", flat=True))
    assert units - set(UNITS) == {"", "kr", "tilskudd", "årsverk"}


def test_money_says_its_unit_in_tables_and_files(people, as_):
    factories.agreement(yearly_value=700)
    facts.count()
    siv = as_("siv")
    for page in ("", "fylke/hedmark/", "puljer/"):
        text = siv.get(f"/oversikt/{page}?year=2010&mal=avtaler_verdi").content.decode()
        assert "Årlig verdi av fellesavtaler begynt i året (kr)" in text, page
    for file in ("tabeller/avtaler", "fylke/hedmark"):
        text = siv.get(f"/oversikt/{file}/eksport.csv?year=2010").content.decode()
        assert "Årlig verdi av fellesavtaler begynt i året (kr);" in text, file
    assert "Tildelt (kr);" in siv.get("/oversikt/tabeller/tilskudd/eksport.csv?year=2010").content.decode()
