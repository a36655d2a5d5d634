"""Finding criteria in Norwegian."""

import re

import pytest

from criteria.models import CriteriaSet, Criterion, ProductArea, ProductGroup
from criteria.search import learn_words, understand
from tests import factories
from tests.reporting.test_queries import LIMIT, count

SEARCH = "/kriterier/sok/"


def codes(text: str) -> set[str]:
    meant = understand(text)
    if meant.query is None or not meant.possible:
        return set()
    return set(Criterion.objects.in_force().filter(search=meant.query).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trykksak", "trykksaker"),
        ("trykksaker", "trykksakene"),
        ("trykksaker", "TRYKKSAKER"),
        ("møbel", "møbler"),
        ("møbler", "møblene"),
        ("vaskemiddel", "vaskemidler"),
        ("kjøretøy", "kjøretøyene"),
        ("tekstil", "tekstiler"),
    ],
)
def test_forms_of_a_word_find_the_same(db, one, other):
    assert codes(one) == codes(other) != set()


def test_a_word_is_found_inside_compounds(db):
    assert {"MOB-S01"} <= codes("møbler") & codes("kontormøbler")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("trykksakker", "trykksaker"), ("kontormøbbler", "kontormøbler"), ("svanmerket", "svanemerket")],
)
def test_a_misspelt_word_is_taken_for_the_nearest(db, wrong, right):
    meant = understand(wrong)
    assert meant.corrected[0][0] == wrong
    assert codes(wrong) & codes(right)


def test_all_words_must_be_there(db):
    assert codes("papir svanemerket") < codes("papir")


def test_the_beginning_of_a_word_is_enough(db):
    assert codes("trykks") >= codes("trykksaker")


@pytest.mark.parametrize(
    "text", ["'", "\\", "a:*&|!", "<script>", "(", "og", "", "x" * 200, "\x00", "–", "æøå"]
)
def test_strange_text_is_answered(as_, db, text):
    assert as_("anon").get(SEARCH, {"q": text}).status_code == 200


def test_what_is_found_is_marked_and_the_rest_escaped(as_, db):
    draft = factories.edition("kontorrekvisita")
    factories.criterion(draft, "REK-S91", title="Zebrapenner", text="Zebrapenner <b>uten</b> plast.")
    page = as_("mette").get(SEARCH, {"q": "zebrapenner", "status": "draft"})
    assert page.status_code == 200
    page = as_("anon").get(SEARCH, {"q": "trykksaker"}).content.decode()
    assert "<mark>" in page
    assert "&lt;b&gt;" not in page


def test_a_word_nobody_uses_gives_a_way_on(as_, db):
    page = as_("anon").get(SEARCH, {"q": "qqzzxxw"}).content.decode()
    assert "Ingen kriterier har noe som ligner på «qqzzxxw»" in page


def test_a_code_finds_its_criterion(as_, db):
    page = as_("anon").get(SEARCH, {"q": "pap-s01"})
    assert [c.code for c in page.context["page"]] == ["PAP-S01"]


def test_a_facet_counts_under_the_others_choices(as_, db):
    page = as_("anon").get(SEARCH, {"gruppe": "papir_og_trykksaker", "niva": "basis"})
    facets = {facet.name: {c.value: c.count for c in facet.choices} for facet in page.context["facets"]}
    basis = page.context["page"].paginator.count
    assert facets["niva"]["basis"] == basis
    assert facets["niva"]["basis"] + facets["niva"]["avansert"] == 7
    assert sum(facets["type"].values()) == basis
    assert facets["gruppe"]["kontormoebler"] > 0  # as if no group were chosen


def test_each_facet_narrows_to_its_count(as_, db):
    page = as_("anon").get(SEARCH)
    for facet in page.context["facets"]:
        for choice in facet.choices[:3]:
            narrowed = as_("anon").get(SEARCH, {facet.name: choice.value})
            assert narrowed.context["page"].paginator.count == choice.count, (facet.name, choice)


@pytest.mark.parametrize("name", ["omrade", "gruppe", "type", "niva", "tema", "merke", "status"])
def test_a_wrong_choice_filters_nothing(as_, db, name):
    page = as_("anon").get(SEARCH, {name: "finnes ikke", "side": "99999999999999999999"})
    assert page.context["page"].paginator.count == 96


def test_drafts_are_not_found_by_others(as_, db):
    factories.criterion(factories.edition(), title="Hemmelig zebra")
    learn_words()
    for person in ("anon", "kari", "jan"):
        assert "Hemmelig" not in as_(person).get(SEARCH, {"q": "zebra", "status": "draft"}).content.decode()
    assert understand("zebra").unknown or understand("zebra").corrected  # its words are not learnt either


def test_the_panel_finds_its_drafts_by_status(as_, db):
    factories.criterion(factories.edition(), title="Papir for utkast")
    page = as_("mette").get(SEARCH, {"status": "draft"})
    assert [c.code for c in page.context["page"]] == ["PAP-S91"]
    assert as_("kari").get(SEARCH, {"status": "draft"}).context["page"].paginator.count == 0


def test_going_back_in_the_browser_gives_the_whole_page(as_, db):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    page = as_("anon").get(SEARCH, {"q": "papir"}, headers=headers)
    assert "<html" in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_the_fragment_is_a_part_of_the_page(as_, db):
    whole = as_("anon").get(SEARCH, {"q": "papir"}).content.decode()
    part = as_("anon").get(SEARCH, {"q": "papir"}, headers={"HX-Request": "true"}).content.decode()
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub("", part).strip() in token.sub("", whole)
    assert "<html" not in part


def many(number: int) -> None:
    """As many more criteria in force, a hundred to a group's edition."""
    area = ProductArea.objects.get(number=1)
    for part in range(number // 100):
        key = f"gruppe_{number}_{part}"
        group = ProductGroup.objects.create(area=area, position=50 + part, key=key, name=f"Gruppe {part}")
        edition = CriteriaSet.objects.create(group=group, number="2010-1")
        Criterion.objects.bulk_create(
            Criterion(
                edition=edition,
                position=row,
                code=f"G{part}-S{row}",
                type="kravspesifikasjon",
                level="basis",
                title=f"Papir {row}",
                text=f"Papiret skal ha kvalitet {row} og merke nummer {part}.",
                themes=["klima"],
            )
            for row in range(100)
        )
        edition.state, edition.published_on = "published", "2010-03-01"
        edition.save()


@pytest.mark.parametrize("query", ["", "?q=papir", "?q=papir&niva=basis&tema=klima"])
def test_ten_thousand_criteria_cost_no_more_questions_than_a_hundred(as_, db, query):
    before = count(as_("jan"), SEARCH + query)
    many(10_000 if query == "?q=papir" else 1_000)
    learn_words()
    assert count(as_("jan"), SEARCH + query) == before <= LIMIT
