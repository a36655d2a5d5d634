"""The menu: few entries, those of the person's roles, and one that says where they are."""

import datetime as dt

import pytest

from counties.rooms import workspace_of
from tests import factories

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
    "mette": "Oppgaver, Kriterier, Høringer, Tilbakemeldinger, Revisjon, Resultater",
    "bente": "Oppgaver, Kriterier, Kalender, Fylkene, Resultater, Administrasjon, Brukere, E-post, Logg, Innsyn og sletting",
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


@pytest.mark.parametrize("path", ["/kalender/?region=hedmark&when=all", "/fylker/hedmark/medlemmer/"])
def test_every_page_about_a_region_has_its_rooms_beside_it_for_those_inside(path, as_):
    inside = as_("kari").get(path).content.decode()
    assert 'aria-label="Arbeidet i Hedmark"' in inside
    rooms = inside.split('aria-label="Arbeidet i Hedmark"')[1].split("</nav>")[0]
    assert rooms.count('aria-current="true"') == 1
    assert "Arbeidet i Hedmark" not in as_("anon").get("/kalender/?region=hedmark").content.decode()


def test_the_report_s_chapters_are_beside_the_page_that_waits_for_its_pdf(as_):
    factories.draft()
    assert "Rapportens kapitler" in as_("kari").get("/rapporter/2010/hedmark/pdf/").content.decode()


def test_a_room_says_what_is_new_since_the_visit_before(as_, people):
    factories.agreement()
    rooms = {
        room.words: room
        for wing in workspace_of(
            people["kari"], factories.region(), "/", dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        ).wings
        for room in wing.rooms
    }
    assert (rooms["Fellesavtaler"].count, rooms["Fellesavtaler"].new) == (1, 1)
    first = workspace_of(people["kari"], factories.region(), "/", None)
    assert [room.new for wing in first.wings for room in wing.rooms if room.words == "Fellesavtaler"] == [0]
