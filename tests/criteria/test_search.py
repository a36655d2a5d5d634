"""Finding criteria in Norwegian."""

import re

import pytest

from criteria.models import CriteriaSet, Criterion, ProductArea, ProductGroup, Synonym
from criteria.search import understand
from criteria.words import learn_words
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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("paps01", "PAP-S01"),
        ("PAP S01", "PAP-S01"),
        ("pap–s01", "PAP-S01"),
        ("mob t2", "MOB-T0"),
        ("ikt-", "IKT-"),
    ],
)
def test_a_code_is_found_however_it_is_written(as_, db, text, code):
    found = [row.code for row in as_("anon").get(SEARCH, {"q": text}).context["page"]]
    assert all(row.startswith(code[:3]) for row in found)
    assert any(row.startswith(code) for row in found)


@pytest.mark.parametrize(
    ("text", "with_it", "without"),
    [
        ("papir -resirkulert", "papir", "resirkulert"),
        ("-såper skum", "skum", "såper"),
        ("bil −leie", "bil", "leie"),
    ],
)
def test_a_word_with_a_minus_leaves_out(as_, db, text, with_it, without):
    assert codes(text) == codes(with_it) - codes(without)
    assert understand(text).left_out == f"«{without}»"


@pytest.mark.parametrize(
    ("typed", "real"),
    [("mobler", "møbler"), ("moebler", "møbler"), ("haandklaer", "håndklær"), ("sengetoy", "sengetøy")],
)
def test_words_typed_without_norwegian_keys_find_the_same(db, typed, real):
    assert codes(typed) == codes(real) != set()
    assert real in understand(typed).corrected[0][1]


def test_the_page_says_which_words_were_searched_for_instead_and_too(as_, db):
    assert "Viser treff på «trykksaker»" in as_("anon").get(SEARCH, {"q": "trykksakr"}).content.decode()
    page = as_("anon").get(SEARCH, {"q": "laptop -støy"}).content.decode()
    assert "For «laptop» søkes det også etter «bærbare datamaskiner»" in page
    assert "Kriterier med «støy» er utelatt" in page


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tildelingskriterium møbler", {"type": "tildelingskriterium"}),
        ("avansert ventilasjon", {"level": "avansert"}),
        ("miljøgifter kjemikalier hansker", {"themes__contains": ["helse_og_miljoefarlige_kjemikalier"]}),
    ],
)
def test_types_levels_and_themes_are_words_too(db, text, wanted):
    found = codes(text)
    assert found
    assert Criterion.objects.in_force().filter(code__in=found, **wanted).count() == len(found)


def test_the_panel_teaches_the_search_a_word(as_, db):
    assert understand("kaffetrakter").unknown
    details = {"typed": "Kaffetraktere", "means": " hotell , ", "in_use": "on"}
    assert as_("mette").post("/kriterier/synonymer/nytt/", details).status_code == 302
    assert codes("kaffetrakter") == codes("hotell")
    row = Synonym.objects.get(typed="Kaffetraktere")
    as_("mette").post(f"/kriterier/synonymer/{row.pk}/", details | {"in_use": "", "seen": row.mark})
    assert understand("kaffetrakter").unknown


@pytest.mark.parametrize(
    ("typed", "means", "why"),
    [
        ("LAPTOPER", "skjermer", "står i listen fra før"),
        ("og", "skjermer", "går an å søke etter"),
        ("en to tre fire fem seks", "skjermer", "høyst 4 ord"),
        ("kaffe", " , ", "minst ett ord"),
        ("", "", "må fylles ut"),
    ],
)
def test_a_synonym_that_cannot_be_used_is_refused_in_words(as_, db, typed, means, why):
    page = as_("mette").post("/kriterier/synonymer/nytt/", {"typed": typed, "means": means, "in_use": "on"})
    assert why in page.content.decode()
    assert Synonym.objects.filter(means=means).count() == 0 or means == "skjermer"


def test_a_theme_that_is_noted_twice_counts_once(as_, people):
    factories.published("PAP-S01", title="Zeppelin", themes=["klima", "klima"])
    facets = {facet.name: facet for facet in as_("anon").get(SEARCH, {"q": "zeppelin"}).context["facets"]}
    page = as_("anon").get(SEARCH, {"q": "zeppelin", "tema": "klima"}).context["page"]
    counts = {choice.value: choice.count for choice in facets["tema"].choices}
    assert counts["klima"] == page.paginator.count > 0
