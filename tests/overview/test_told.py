"""The sentences that the overview's figures write themselves."""

import datetime as dt

import pytest

from counties.measures.registry import MEASURES
from counties.models import Region
from reporting.models import ReportingRound
from reporting.overview import told
from reporting.overview.numbers import Figure
from reporting.overview.operations import facts
from reporting.workflow import Status
from tests import factories


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A og B"),
        (["A", "B", "C"], "A, B og C"),
        (list("ABCDEFG"), "A, B, C, D, E, F og G"),  # "og 1 til" would be as long as the name
        (list("ABCDEFGH"), "A, B, C, D, E, F og to til"),
    ],
)
def test_names_are_listed_as_norwegians_do(names, said):
    assert told.listed(names) == said


@pytest.mark.parametrize(
    ("groups", "points", "whole", "said"),
    [
        (18, 17, 18, "18 av 18 styringsgrupper og 17 av 18 knutepunkter er på plass."),
        (0, 0, 6, "Ingen av 6 styringsgrupper og ingen av 6 knutepunkter er på plass."),
        (1, 1, 1, "Styringsgruppen og knutepunktet er på plass."),
        (1, 0, 1, "Styringsgruppen er på plass, men knutepunktet er ikke valgt."),
        (0, 1, 1, "Knutepunktet er valgt, men styringsgruppen er ikke på plass."),
        (0, 0, 1, "Verken styringsgruppen eller knutepunktet er på plass."),
    ],
)
def test_the_organisation_in_one_sentence(groups, points, whole, said):
    figures = [
        Figure(MEASURES[key], value) for key, value in (("styringsgrupper", groups), ("knutepunkter", points))
    ]
    assert told.organised(*figures, whole) == [said]


def regions(*names: str) -> list[Region]:
    return [Region(pk=number, slug=name.lower(), name=name) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ([], ["Ingen milepæler er forsinket."]),
        ([("Oppstart", ["Troms"])], ["Troms mangler «Oppstart»."]),
        ([("Oppstart", ["Troms", "Agder"])], ["To regioner mangler «Oppstart»: Troms og Agder."]),
        ([("Oppstart", ["Svalbard"])], ["Ingen milepæler er forsinket."]),  # outside what is looked at
        (
            [("Oppstart", ["Troms"]), ("Valg", ["Agder"]), ("Kurs", ["Agder"])],
            ["Troms mangler «Oppstart».", "Agder mangler «Valg».", "En milepæl til er forsinket."],
        ),
    ],
)
def test_who_is_late_is_said_by_name(missing, said):
    late = [(title, regions(*names)) for title, names in missing]
    assert told.late(late, regions("Troms", "Agder")) == said


def test_a_region_alone_is_told_what_it_lacks():
    assert told.late([("Oppstart", regions("Troms"))], regions("Troms")) == ["Forsinket: «Oppstart»."]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ([5, 5], [0, 0], []),  # nothing to compare with
        ([5, 5], [5, 5], ["Ingen av hovedtallene er endret fra 2009."]),
        ([6, 2], [3, 1], ["Mest opp fra 2009: aktiviteter, fra 3 til 6."]),
        (
            [1200, 2],
            [600, 4],
            ["Mest opp fra 2009: aktiviteter, fra 600 til 1\xa0200.", "Mest ned fra 2009: kriterier brukt"],
        ),
    ],
)
def test_what_rose_and_what_fell_most(now, before, said):
    keys = ["aktiviteter", "kriteriebruk"]
    pairs = [
        (Figure(MEASURES[key], new), Figure(MEASURES[key], old))
        for key, new, old in zip(keys, now, before, strict=True)
    ]
    found = told.changed(pairs, 2010)
    assert len(found) == len(said)
    assert all(sentence.startswith(words) for sentence, words in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ""),
        ([{"label": "Ledere", "year": "2010", "value": 3}], "Mest i 2010: Ledere, 3"),  # no year before
        ([{"label": "Ledere", "year": "2010", "value": 0}], ""),
        (
            [
                {"label": label, "year": str(year), "value": value}
                for label, values in (("Ledere", (2, 3)), ("Innkjøpere", (1, 2)), ("Politikere", (0, 9)))
                for year, value in zip((2009, 2010), values, strict=True)
            ],
            "Mest opp: Innkjøpere, 2 i 2010 mot 1 året før",
        ),
        (
            [{"label": "Klær", "year": str(year), "value": year} for year in (2010, 2011)],
            "Mest så langt i 2011: Klær, 2\xa0011",
        ),
        ([{"label": "Klær", "level": "Basis", "value": 0}], ""),
        (
            [{"label": "Klær", "level": level, "value": 2} for level in ("Basis", "Avansert")]
            + [{"label": "Bil", "level": "Basis", "value": 3}],
            "Mest: Klær, 4 av 7",
        ),
        ([{"label": "Oppstart", "from": "2010-01-01"}], ""),
    ],
)
def test_a_slide_s_heading_says_what_stands_out(rows, said):
    assert told.what_it_says(rows, on=dt.date(2011, 2, 15)) == said


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ([], "Ingen milepæler er forsinket"),
        ([("Oppstart", 0)], "Ingen milepæler er forsinket"),
        ([("Oppstart", 1)], "Forsinket: «Oppstart», en region"),
        ([("Oppstart", 1), ("Valg", 4)], "Forsinket: «Valg», fire regioner"),
    ],
)
def test_the_heading_of_milestones_says_what_is_late(late, said):
    assert told.late_in_short(late) == said


def test_the_public_is_told_of_published_reports_only(people, as_):
    factories.report_at(Status.DELIVERED)
    factories.report_at(Status.PUBLISHED, "nordland")
    facts.count()
    public, inside = (as_(name).get("/oversikt/?year=2010").context["told"] for name in ("anon", "siv"))
    assert "1 av 18 årsrapporter for 2010 er publisert." in public
    assert not any("Hedmark" in sentence and "levert" in sentence for sentence in public)
    came = next(sentence for sentence in inside if "er levert" in sentence)
    assert came.startswith("2 av 18 årsrapporter for 2010 er levert. Ikke levert: Østfold, ")


def test_this_year_is_not_compared_with_a_whole_one(people, as_, settings):
    settings.PORTAL_TODAY = dt.date(2011, 5, 2)
    factories.activity(happened_on=dt.date(2010, 5, 2))
    factories.activity(happened_on=dt.date(2011, 5, 1))
    facts.count()
    assert not any("2010" in sentence for sentence in as_("anon").get("/oversikt/").context["told"][2:-1])


def test_a_round_under_way_is_not_compared_with_a_whole_one(people, as_, settings):
    """Deliveries are compared once the deadline has passed, publications once the round is closed."""
    factories.report_at(Status.PUBLISHED)
    facts.count()
    round_ = ReportingRound.objects.yearly().get(year=2010)

    def ways(day: dt.date) -> dict[str, str]:
        settings.PORTAL_TODAY = day
        shown = as_("siv").get("/oversikt/?year=2010").context["overview"].key_figures["headline"]
        return {row.now.measure.key: row.way for row in shown if row.now.measure.key.startswith("rapporter_")}

    day = dt.timedelta(days=1)
    assert ways(round_.due_on) == {"rapporter_levert": "", "rapporter_publisert": ""}
    assert ways(round_.due_on + day) == {"rapporter_levert": "up", "rapporter_publisert": ""}
    assert ways(round_.closes_on + day) == {"rapporter_levert": "up", "rapporter_publisert": "up"}


@pytest.mark.parametrize(("year", "whole"), [(2010, 18), (2008, 6)])
def test_the_public_is_told_of_how_many_reports_some_are_published(year, whole, people, as_):
    facts.count()
    shown = as_("anon").get(f"/oversikt/?year={year}").context["overview"].key_figures["headline"]
    assert [row.whole for row in shown if row.now.measure.key == "rapporter_publisert"] == [whole]


def test_each_subject_is_a_page_and_others_are_not_there(people, as_):
    facts.count()
    assert as_("anon").get("/oversikt/tilskudd/").status_code == 302
    assert as_("jan").get("/oversikt/tilskudd/").status_code == 404
    page = as_("siv").get("/oversikt/tilskudd/?region=hedmark&year=2010").content.decode()
    assert "/oversikt/aktivitet/?region=hedmark&amp;year=2010" in page
    assert page.count('aria-current="page"') == 2  # the crumbs and the subject
