"""The menu: few entries, those of the person's roles, and one that says where they are."""

import pytest

PUBLIC = "Kriterier, Kalender, Få hjelp, Fylkene, Resultater"
MENUS = {
    "anon": PUBLIC,
    "jan": f"Oppgaver, {PUBLIC}",
    "kari": "Oppgaver, Hedmark, Årsrapporter, Kriterier, Kalender, Resultater, Nettverket",
    "ola": "Oppgaver, Hedmark, Årsrapporter, Kriterier, Kalender, Resultater, Nettverket",
    "knut": "Oppgaver, Hedmark, Årsrapporter, Kriterier, Kalender, Resultater, Nettverket",
    "stine": "Oppgaver, Hedmark, Årsrapporter, Kriterier, Kalender, Resultater",
    "siv": "Oppgaver, Årsrapporter, Kriterier, Kalender, Fylkene, Resultater, Tilskudd, Nettverket",
    "dag": "Oppgaver, Årsrapporter, Kriterier, Fylkene, Resultater, Tilskudd",
    "kim": "Oppgaver, Kriterier, Kalender, Fylkene, Resultater, Nettverket",
    "mette": "Oppgaver, Kriterier, Tilbakemeldinger, Revisjon, Resultater",
    "bente": "Oppgaver, Kriterier, Kalender, Fylkene, Resultater, Administrasjon",
}
PLACES = [
    ("kari", "/", "Oppgaver"),
    ("kari", "/fylker/hedmark/aktiviteter/", "Hedmark"),
    ("kari", "/fylker/hedmark/", "Hedmark"),
    ("mette", "/kriterier/tilbakemeldinger/", "Tilbakemeldinger"),
    ("mette", "/kriterier/sok/", "Kriterier"),
    ("anon", "/oversikt/", "Resultater"),
    ("anon", "/", None),
    ("anon", "/verifiser/", None),
]


@pytest.mark.parametrize("name", MENUS)
def test_the_menu_follows_the_roles(name, as_):
    assert ", ".join(link.words for link in as_(name).get("/").context["navigation"]) == MENUS[name]


@pytest.mark.parametrize(("name", "path", "words"), PLACES)
def test_one_entry_is_the_current_one(name, path, words, as_):
    page = as_(name).get(path)
    current = page.context["current_link"]
    assert (current.words if current else None) == words
    nav = page.content.decode().split('class="site-nav"')[1].split("</nav>")[0]
    assert nav.count("aria-current=") == (1 if words else 0)


def test_what_is_seldom_asked_for_is_in_the_foot(as_):
    foot = [link.words for link in as_("anon").get("/").context["foot"]]
    assert {"Om portalen og kontakt", "Personvern", "Tilgjengelighet", "Verifiser en rapport"} <= set(foot)
