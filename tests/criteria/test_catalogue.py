"""The library as anyone reads it; what is published stands still."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from criteria.difference import words_between
from criteria.models import CriteriaSet, Criterion, Label, ProductArea, ProductGroup
from criteria.operations import editions
from tests import factories
from tests.reporting.test_queries import LIMIT, count

GROUP = "/kriterier/papir_og_trykksaker/"


def test_the_starter_set_is_loaded_once(db):
    call_command("load_programme", verbosity=0)
    assert (ProductGroup.objects.count(), Criterion.objects.count(), Label.objects.count()) == (14, 96, 39)
    assert CriteriaSet.objects.in_force().filter(example=True).count() == 14


def test_example_content_says_so(as_, db):
    for path in (GROUP, GROUP + "2010-1/", GROUP + "2010-1/PAP-S01/"):
        assert "Eksempelinnhold" in as_("anon").get(path).content.decode()


def test_a_criterion_has_an_address_of_its_own_and_marks_for_search_engines(as_, db):
    page = as_("anon").get(GROUP + "2010-1/pap-s01/").content.decode()
    assert 'itemtype="https://schema.org/DefinedTerm"' in page
    assert "PAP-S01" in page


def test_a_draft_is_for_the_panel_and_difi(as_, db):
    draft = factories.edition()
    hidden = factories.criterion(draft)
    for path in (
        draft.get_absolute_url(),
        hidden.get_absolute_url(),
        draft.get_absolute_url() + "endringer/",
        draft.get_absolute_url() + "nivaer/",
    ):
        assert [as_(name).get(path).status_code for name in ("kari", "jan", "mette", "siv")] == [
            404,
            404,
            200,
            200,
        ]
        assert as_("anon").get(path).status_code == 302
    assert str(draft) not in as_("kari").get("/kriterier/").content.decode()
    assert draft.number not in as_("kari").get(GROUP).content.decode()


@pytest.mark.parametrize("name", ["anon", "mette"])
def test_the_front_page_has_each_group_once_with_what_is_in_force(as_, db, name):
    """A draft beside it, or an edition that has ended, neither doubles the group nor adds to the number."""
    areas = as_(name).get("/kriterier/").context["areas"]
    before = {group.key: group.count for area in areas for group in area.shown_groups}
    draft = factories.edition()
    factories.criterion(draft)
    areas = as_(name).get("/kriterier/").context["areas"]
    groups = [(group.key, group.count) for area in areas for group in area.shown_groups]
    assert len(groups) == 14
    assert dict(groups) == before
    assert sum(area.count for area in areas) == sum(before.values()) == 96


def test_the_product_areas_have_the_same_order_wherever_they_are_listed(as_, db):
    pages = [as_("anon").get(path).content.decode() for path in ("/", "/kriterier/")]
    names = list(ProductArea.objects.order_by("number").values_list("key", "name"))
    for page in pages:
        places = [page.index(f">{name}<", page.index("<main")) for _key, name in names]
        assert places == sorted(places)
    assert all(f"/kriterier/sok/?omrade={key}" in pages[0] for key, _name in names)


def test_the_levels_stand_side_by_side_with_every_criterion_once(as_, db):
    parts = as_("anon").get(GROUP + "2010-1/nivaer/").context["parts"]
    codes = [
        criterion.code for _type, levels in parts for _level, criteria in levels for criterion in criteria
    ]
    edition = CriteriaSet.objects.in_force().get(group__key="papir_og_trykksaker")
    assert sorted(codes) == sorted(edition.criteria.values_list("code", flat=True))
    assert ["basis", "avansert"] in [[level.value for level, _criteria in levels] for _type, levels in parts]


def test_a_level_that_has_nothing_of_a_type_says_so(as_, db):
    draft = factories.edition()
    factories.criterion(draft, "PAP-S91")
    factories.criterion(draft, "PAP-S92")
    factories.criterion(draft, "PAP-T91", type="tildelingskriterium")
    factories.criterion(draft, "PAP-T92", type="tildelingskriterium", level="avansert")
    page = as_("mette").get(draft.get_absolute_url() + "nivaer/")
    counts = [[len(criteria) for _level, criteria in levels] for _type, levels in page.context["parts"]]
    assert counts == [[2, 0], [1, 1]]
    assert page.content.decode().count("Ingen avansert") == 1


WRONG_ROWS = {
    "an updated criterion": "UPDATE criteria_criterion SET text = 'x' WHERE code = 'PAP-S01'",
    "a deleted criterion": "DELETE FROM criteria_criterion WHERE code = 'PAP-S01'",
    "a criterion more": (
        "INSERT INTO criteria_criterion (edition_id, position, code, type, level, title, text, verification, "
        "rationale, themes, depends_on, keywords) SELECT edition_id, 99, 'X', type, level, title, text, "
        "verification, rationale, themes, depends_on, keywords FROM criteria_criterion WHERE code = 'PAP-S01'"
    ),
    "a label less": "DELETE FROM criteria_criterionlabel",
    "another label": "UPDATE criteria_criterionlabel SET label_id = label_id + 1",
    "an edition gone": "DELETE FROM criteria_criteriaset",
    "an edition made a draft": "UPDATE criteria_criteriaset SET state = 'draft', published_on = NULL",
    "another number": "UPDATE criteria_criteriaset SET number = '2012-1'",
    "withdrawn without a reason": "UPDATE criteria_criteriaset SET state = 'withdrawn', ended_on = '2011-01-01'",
    "superseded without a day": "UPDATE criteria_criteriaset SET state = 'superseded'",
}


@pytest.mark.parametrize("sql", WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_what_is_published_never_changes(db, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_group_has_one_edition_in_force_and_one_in_the_works(db):
    factories.edition()
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.edition(number="2011-2")


def test_the_difference_is_shown_word_by_word():
    pieces = words_between("Minst 50 prosent av papiret.", "Minst 70 prosent av alt papiret.")
    assert "".join(p.text for p in pieces if p.kind != "added") == "Minst 50 prosent av papiret."
    assert "".join(p.text for p in pieces if p.kind != "removed") == "Minst 70 prosent av alt papiret."
    assert {p.text.strip() for p in pieces if p.kind == "added"} == {"70", "alt"}


def test_very_long_texts_are_compared():
    old = " ".join(f"ord{number}" for number in range(8000))
    assert [p.kind for p in words_between(old, old + " slutt")] == ["same", "added"]


def test_the_page_of_changes_shows_what_is_new_and_what_is_gone(as_, db):
    draft = factories.edition()
    factories.criterion(draft, "PAP-S01", title=factories.in_force().title, text="Bare dette.")
    page = as_("mette").get(draft.get_absolute_url() + "endringer/")
    kinds = {d.code: d.kind for d in page.context["differences"]}
    assert kinds["PAP-S01"] == "changed"
    assert kinds["PAP-S02"] == "removed"


@pytest.mark.parametrize(
    "path", ["/kriterier/", GROUP, GROUP + "2010-1/", GROUP + "2010-1/PAP-S01/", GROUP + "2010-1/endringer/"]
)
def test_pages_ask_no_more_than_they_may(as_, db, path):
    assert count(as_("jan"), path) <= LIMIT


def test_an_editions_page_asks_no_more_for_more_criteria(as_, db):
    draft = factories.edition()
    factories.criterion(draft, "PAP-S90", ("svanemerket",))
    before = count(as_("mette"), draft.get_absolute_url())
    for number in range(30):
        factories.criterion(draft, f"PAP-S{number}", ("svanemerket", "fsc"))
    assert count(as_("mette"), draft.get_absolute_url()) == before


@pytest.fixture
def ten_editions(people):
    """2010-1, and then those that text would put in another order."""
    group = ProductGroup.objects.get(key="papir_og_trykksaker")
    for day, number in enumerate(("2010-9", "2010-10", "2011-1", "2011-2", "2011-11"), start=1):
        edition = factories.edition(number=number)
        factories.criterion(edition, "PAP-S01")
        ended = dt.date(2011, 2, day)
        CriteriaSet.objects.filter(pk=edition.pk).update(
            state="superseded", published_on=ended, ended_on=ended
        )
    return group


NEWEST_FIRST = ["2011-11", "2011-2", "2011-1", "2010-10", "2010-9", "2010-1"]


def test_editions_stand_in_the_order_of_their_numbers(ten_editions, as_):
    assert [edition.number for edition in as_("anon").get(GROUP).context["editions"]] == NEWEST_FIRST
    others = as_("anon").get(GROUP + "2010-1/PAP-S01/").context["others"]
    assert [other.edition.number for other in others] == NEWEST_FIRST[:-1]
    for path in ("kriteriesett", "kriterier"):
        rows = as_("anon").get(f"/api/v1/{path}?produktgruppe={ten_editions.key}").json()["items"]
        assert list(dict.fromkeys(row["utgave"] for row in rows)) == NEWEST_FIRST[::-1]


@pytest.mark.parametrize(
    ("number", "before"), [("2011-11", "2011-2"), ("2011-1", "2010-10"), ("2010-10", "2010-9")]
)
def test_an_edition_is_compared_with_the_one_before(ten_editions, as_, number, before):
    assert as_("anon").get(f"{GROUP}{number}/endringer/").context["base"].number == before


def test_the_next_number_comes_after_the_last_one_of_the_year(ten_editions, people):
    assert editions.begin(group=ten_editions, by=people["mette"]).number == "2011-12"


@pytest.mark.parametrize("number", ["2011", "2011-0", "2011-01", "2011-1b", "vinter-1", "11-1"])
def test_an_edition_has_a_year_and_a_running_number(db, number):
    with (
        pytest.raises(DatabaseError, match="a_year_and_a_running_number"),
        transaction.atomic(),
    ):
        factories.edition(number=number)
