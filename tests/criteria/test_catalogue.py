"""The library as anyone reads it; what is published stands still."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from criteria.difference import words_between
from criteria.models import CriteriaSet, Criterion, Label, ProductGroup
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
