"""Search over everything: words in any form, by kind, and only what the person may see."""

import pytest

from criteria.hearing.operations import preparing
from criteria.models import Criterion
from reporting.models import ReportText
from reporting.operations import writing
from reporting.overview import search
from reporting.overview.search import KINDS
from reporting.workflow import Status
from tests import factories
from tests.previews import as_previewed

CAST = "anon kari ola knut stine per siv dag mette jan bente".split()


def titles(client, text: str, **more: str) -> dict[str, list[str]]:
    page = client.get("/sok/", {"q": text, **more})
    assert page.status_code == 200
    if "hits" in page.context:
        return {page.context["kind"].key: [hit.title for hit in page.context["hits"]]}
    return {part.kind.key: [hit.title for hit in part.hits] for part in page.context.get("found", [])}


@pytest.fixture(scope="module")
def something(kept):
    factories.activity("hedmark", title="Kurs om møbler for innkjøpere", notes="Hemmelighetsfullt")
    factories.activity("troms", title="Kurs om møblene i Tromsø")
    factories.agreement(title="Møbelavtalen", supplier="Stol og bord AS")
    factories.event(title="Møbelseminar", state="open")
    factories.event(title="Møbelseminar i kladd", state="draft")
    factories.virksomhet("0403", name="Møbeltilsynet")


def test_words_are_found_in_any_form(something, as_):
    found = titles(as_("siv"), "møbel")
    assert set(found) >= {"aktivitet", "avtale", "arrangement", "virksomhet", "kriterium"}
    assert set(found["aktivitet"]) == {"Kurs om møbler for innkjøpere", "Kurs om møblene i Tromsø"}
    assert titles(as_("siv"), "kursene møblene", slag="aktivitet")["aktivitet"]


def test_each_sees_the_own_only(something, as_):
    assert "aktivitet" not in titles(as_("anon"), "møbel")
    assert titles(as_("kari"), "møbel")["aktivitet"] == ["Kurs om møbler for innkjøpere"]
    assert titles(as_("per"), "møbel").get("aktivitet") is None
    assert titles(as_("anon"), "møbelseminar")["arrangement"] == ["Møbelseminar"]
    assert set(titles(as_("kari"), "møbelseminar")["arrangement"]) == {"Møbelseminar", "Møbelseminar i kladd"}
    assert (
        "Hemmelighetsfullt" not in as_("anon").get("/sok/", {"q": "hemmelighetsfullt kurs"}).content.decode()
    )


def test_a_hearing_is_found_once_it_is_announced(people, as_):
    hearing = factories.hearing(title="Høring om bærekraftige zeppelinere")
    assert titles(as_("mette"), "zeppeliner") == {"horing": ["Høring om bærekraftige zeppelinere"]}
    assert titles(as_("kari"), "zeppeliner") == {}
    as_previewed(preparing.announce, hearing=hearing, by=people["mette"])
    page = as_("anon").get("/sok/", {"q": "zeppelinerne"})
    assert [hit.url for part in page.context["found"] for hit in part.hits] == [hearing.get_absolute_url()]


def test_drafts_of_criteria_are_for_the_panel(people, as_):
    factories.criterion(factories.edition(), title="Kvikksølvfri zeppelin")
    assert titles(as_("mette"), "zeppelin") == {"kriterium": ["Kvikksølvfri zeppelin"]}
    assert titles(as_("kari"), "zeppelin") == {}


def test_reports_are_found_by_those_who_may_read_them(people, as_):
    report = factories.report_at(Status.DELIVERED)
    text = ReportText.objects.filter(seal__report=report).first()
    word = max(text.text.split(), key=len).strip(".,")
    for name, may in (
        ("anon", False),
        ("per", False),
        ("kari", True),
        ("dag", True),
        ("siv", True),
        ("mette", False),
    ):
        assert ("rapport" in titles(as_(name), word)) == may, name
    for step in ("start_review", "approve", "publish"):
        getattr(__import__("reporting.operations.reports", fromlist=["x"]), step)(
            report=report, by=people["siv"]
        )
    assert "rapport" in titles(as_("anon"), word)


def test_drafts_are_found_by_those_who_read_them(people, as_):
    report = factories.draft()
    section = factories.sections(report)[0]
    key = section.questions.filter(kind="text").first().key
    writing.save_section(
        report=report,
        section=section,
        values={key: "Vi prøvde snøscootere på batteri."},
        version=0,
        by=people["kari"],
    )
    found = {name: titles(as_(name), "snøscooteren").get("utkast") for name in CAST}
    assert found == {
        "anon": None, "kari": [section.title], "ola": [section.title], "knut": [section.title],
        "stine": [section.title], "per": None, "siv": [section.title], "dag": None, "mette": None, "jan": None,
        "bente": None,
    }  # fmt: skip
    (hit,) = as_("kari").get("/sok/", {"q": "snøscooter", "slag": "utkast"}).context["hits"]
    page = as_("kari").get(hit.url)
    assert f'id="{hit.url.partition("#")[2]}"' in page.content.decode()


def test_counties_and_kommuner_are_found(people, as_):
    assert titles(as_("anon"), "hedmark")["fylke"] == ["Hedmark"]
    assert titles(as_("anon"), "hamar")["kommune"][0] == "Hamar"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Østfold", {"fylke": "Østfold", "virksomhet": "Østfold Øyesenter i Ås"}),
        ("ØSTFOLD", {"fylke": "Østfold"}),
        ("øyer", {"kommune": "Øyer"}),
        ("ås", {"kommune": "Ås", "virksomhet": "Østfold Øyesenter i Ås"}),
        ("Å", {"virksomhet": "Å vannverk"}),
        ("kárášjohka", {"kommune": "Karasjok"}),
        ("Karasjohka", {"kommune": "Karasjok"}),
        ("GUOVDAGEAIDNU", {"kommune": "Kautokeino"}),
        ("910 000 004", {"virksomhet": "Å vannverk"}),
        ("910000004", {"virksomhet": "Å vannverk"}),
    ],
)
def test_norwegian_and_sami_names_are_found(asked, found, as_, db):
    factories.virksomhet("0104", name="Østfold Øyesenter i Ås")
    factories.virksomhet("0104", name="Å vannverk", org_number="910000004")
    got = titles(as_("anon"), asked)
    assert {kind: title for kind, title in found.items() if title not in got.get(kind, [])} == {}


def test_what_has_the_name_comes_before_what_mentions_it(people, as_):
    for number in range(3):
        factories.activity("ostfold", title=f"Kurs i Østfold {number}", notes="Østfold, Østfold og Østfold.")
    factories.virksomhet("0101", name="Halden og Østfold innkjøp")
    found = as_("siv").get("/sok/", {"q": "østfold"}).context["found"]
    assert found[0].kind.key == "fylke"


def test_what_buyers_come_for_is_first_and_who_only_has_the_name_last(people, as_):
    factories.published("PAP-S01", title="Papir uten klor")
    factories.agreement(title="Kontorrekvisita", supplier="Papir og mer AS")
    factories.agreement(title="Papir til kopimaskiner", supplier="Nordlys AS")
    factories.virksomhet(name="Papirhuset")
    factories.event(title="Papir og trykk", place="Hamar", state="open")
    found = as_("anon").get("/sok/", {"q": "papir"}).context["found"]
    assert [part.kind.key for part in found] == ["kriterium", "arrangement", "virksomhet", "avtale"]
    assert [hit.title for hit in found[-1].hits] == ["Papir til kopimaskiner", "Kontorrekvisita"]


def test_an_event_that_is_found_says_its_day_and_place(people, as_):
    factories.event(title="Zeppelinseminar", place="Stange", state="open")
    (part,) = as_("anon").get("/sok/", {"q": "zeppelinseminar"}).context["found"]
    assert [hit.about for hit in part.hits] == ["10. mars 2011, Stange · Hedmark"]


def test_what_is_equally_good_comes_in_norwegian_order(as_, db):
    for name in ("Åbyen", "Zoo", "Æbyen", "Øbyen", "abyen"):
        factories.virksomhet(name=f"{name} felleskontor")
    first = ["abyen", "Zoo", "Æbyen", "Øbyen", "Åbyen"]
    assert [
        title.split()[0] for title in titles(as_("anon"), "felleskontor", slag="virksomhet")["virksomhet"]
    ] == first
    assert [title.split()[0] for title in titles(as_("anon"), "felleskontor")["virksomhet"]] == first[:4]


def test_every_hit_opens(something, as_):
    factories.report_at(Status.PUBLISHED)
    for name in ("anon", "kari", "siv", "dag", "mette"):
        client, found = as_(name), set()
        for text in ("møbel", "hedmark", "hamar", "miljø", "krav"):
            page = client.get("/sok/", {"q": text})
            found |= {hit.url for part in page.context["found"] for hit in part.hits[:2]}
        pages = {url.partition("#")[0] for url in found}  # many hits are places on one page
        assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize(
    "text", ["", "   ", "og i på", "'; DROP TABLE--", "a:* | b", "\\", "!!!", "🙂", "x" * 300, "ø" * 200]
)
def test_odd_words_never_fail(text, db, as_):
    for kind in ("", *KINDS):
        assert as_("siv").get("/sok/", {"q": text, "slag": kind}).status_code == 200


def test_a_wrong_kind_and_page_are_put_right(something, as_):
    assert as_("siv").get("/sok/", {"q": "møbel", "slag": "?", "side": "x"}).status_code == 200
    assert as_("siv").get("/sok/", {"q": "møbel", "slag": "avtale", "side": "99"}).status_code == 200


def test_nothing_found_says_what_to_do(db, as_):
    assert "Prøv færre eller andre ord" in as_("anon").get("/sok/", {"q": "qwertyuiop"}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "møbel"},
        {"q": "møbel", "slag": "aktivitet"},
        {"q": "moebel"},
        {"q": "moebel", "slag": "aktivitet"},
    ],
)
def test_the_search_asks_the_same_however_much_is_found(asked, something, as_, django_assert_max_num_queries):
    client = as_("kari")
    client.get("/sok/", asked)
    with django_assert_max_num_queries(20) as few:
        client.get("/sok/", asked)
    for number in range(40):
        factories.activity("hedmark", title=f"Møbel nr. {number}")
    with django_assert_max_num_queries(len(few)) as many:
        client.get("/sok/", asked)
    reads = [query["sql"] for query in many if "s_excerpt" in query["sql"]]
    assert reads
    assert all("LIMIT" in sql or "COUNT(" in sql for sql in reads)


@pytest.mark.parametrize(
    ("asked", "kind", "title", "said"),
    [
        ("ostfold", "fylke", "Østfold", "«østfold»"),
        ("tromso", "kommune", "Tromsø", "«tromsø»"),
        ("sor-trondelag", "fylke", "Sør-Trøndelag", "«trøndelag»"),
        ("aas", "kommune", "Ås", "«ås»"),
        ("moebelavtale", "avtale", "Møbelavtalen", "«møbelavtalen»"),
    ],
)
def test_norwegian_letters_may_be_written_without_their_keys(asked, kind, title, said, something, as_):
    page = as_("siv").get("/sok/", {"q": asked})
    assert title in titles(as_("siv"), asked)[kind]
    notes = page.content.decode().partition(" Viser treff på ")[2].partition("<h2")[0]
    assert said in notes
    assert title in titles(as_("siv"), asked, slag=kind)[kind]


def test_what_is_found_as_it_is_typed_is_not_respelt(something, as_):
    factories.activity("hedmark", title="Maler for innkjøp")
    factories.activity("hedmark", title="Mål for innkjøp")
    assert titles(as_("siv"), "maler", slag="aktivitet") == {"aktivitet": ["Maler for innkjøp"]}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("møbler -tromsø", ["Kurs om møbler for innkjøpere"]),
        ("kurs -innkjøper", ["Kurs om møblene i Tromsø"]),
        ("kurs −møbler", []),
        ("-kurs", []),
    ],
)
def test_a_word_with_a_minus_is_left_out(asked, found, something, as_):
    assert titles(as_("siv"), asked).get("aktivitet", []) == found


@pytest.mark.parametrize("asked", ["IKT-S01", "ikt s01", "ikts01"])
def test_a_code_is_found_however_it_is_written(asked, as_, db):
    wanted = Criterion.objects.in_force().get(code="IKT-S01")
    assert titles(as_("anon"), asked)["kriterium"][0] == wanted.title


@pytest.mark.parametrize("asked", ["laptop", "miljøledelse", "flyreise"])
def test_criteria_are_found_by_the_panels_synonyms_as_in_the_library(asked, as_, db):
    library = [row.title for row in as_("anon").get("/kriterier/sok/", {"q": asked}).context["page"]]
    found = titles(as_("anon"), asked, slag="kriterium")["kriterium"]
    assert set(library) <= set(found)
    page = as_("anon").get("/sok/", {"q": asked}).content.decode()
    assert f"For «{asked}» søkes det også etter" in page


def test_a_misspelt_word_is_guessed_only_where_nothing_has_it(people, as_):
    assert titles(as_("anon"), "svanemerrket")["kriterium"]
    assert "Ingen kriterier har ordet" in as_("anon").get("/sok/", {"q": "svanemerrket"}).content.decode()
    factories.event(title="Svanemerrket dag", state="open")
    assert titles(as_("anon"), "svanemerrket") == {"arrangement": ["Svanemerrket dag"]}


def test_of_a_common_word_the_newest_are_ranked_and_the_rest_are_behind_the_link(as_, monkeypatch, people):
    monkeypatch.setattr(search, "RANKED", 4)
    first = factories.event(title="Zeppelin: zeppelin og zeppelin", state="open")
    later = [factories.event(title=f"Zeppelin {number}", state="open") for number in range(5)]
    page = as_("anon").get("/sok/", {"q": "zeppelin"})
    (part,) = page.context["found"]
    assert part.more_than == 4
    assert {hit.url for hit in part.hits} <= {row.get_absolute_url() for row in later}
    assert "flere enn 4 (arrangementer)" in " ".join(page.content.decode().split())
    all_of_them = as_("anon").get("/sok/", {"q": "zeppelin", "slag": "arrangement"}).context
    assert all_of_them["page"].paginator.count == 6
    assert first.get_absolute_url() in {hit.url for hit in all_of_them["hits"]}
