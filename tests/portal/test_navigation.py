"""The menu: the same for everyone, and then what a person's roles add."""

import pytest


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("anon", []),
        ("jan", []),
        ("kari", ["Hedmark"]),
        ("ola", ["Hedmark"]),
        ("siv", ["Til vurdering", "Tilskudd"]),
        ("bente", ["Administrasjon"]),
    ],
)
def test_the_menu_follows_the_roles(name, own, as_):
    menu = [link["label"] for link in as_(name).get("/").context["navigation"]]
    assert menu == [
        "Forside",
        "Fylkene",
        "Kriterier",
        "Kalender",
        "Få hjelp",
        "Årsrapporter",
        "Oversikt",
        "Verifiser",
        *own,
    ]
