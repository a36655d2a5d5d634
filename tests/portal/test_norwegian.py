"""Norwegian letters: one order and one way to find words, in Python, in SQL, and on every server."""

import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import CharField, TextField, Value

from counties.models import Kommune, Virksomhet
from portal import checks, norwegian
from portal.norwegian import Folded, NorwegianOrder, folded, norwegian_order, typed, with_words
from portal.tables import FileColumn, ListTable, TextColumn
from tests import factories

# In the order they are to have, written by hand. Only the first of each group of equals stands here.
IN_ORDER = [
    "", "1. klasse", "10", "2", "910000001", "A/S Norge", "Aa", "Aas", "Ab", "Ávjovárri", "Bø i Telemark",
    "Čáhcesuolu", "Da Nang", "Đeatnu", "Dønna", "eventyr", "Évje", "Gáivuotna", "Guovdageaidnu", "Kárášjohka",
    "Karasjok", "Karašok", "Ŋábar", "NORD-AURDAL", "Nord-Odal", "Nordkapp", "Oslo", "Šibir", "Sor", "Štuorra",
    "Tana", "Ŧiras", "Uvdal", "Žalla", "Zebra", "Älgen", "Ælvespilen", "Ærfugl", "Øksnes", "Östersund", "ØYER",
    "Å", "Åmli", "ås", "Åsnes",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = ["portal_folded(text)", "portal_norwegian_order(text)"]


@pytest.fixture
def server(db):
    """A connection to the server outside the test's transaction, for making databases."""
    with psycopg.connect(**psycopg_address(), autocommit=True) as found:
        yield found


def psycopg_address(**changes: str) -> dict[str, str]:
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {mine: str(connection.settings_dict[name]) for name, mine in names.items()} | changes


@pytest.fixture(params=["LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'", "LOCALE 'C.UTF-8'"])
def other_database(request, server):
    """One of another kind than the portal's own, with the two functions in it."""
    if server.info.server_version < 170_000 and "builtin" in request.param:
        pytest.skip("no such provider before PostgreSQL 17")
    server.execute(f"CREATE DATABASE portal_other TEMPLATE template0 ENCODING 'UTF8' {request.param}")
    address = psycopg_address(dbname="portal_other")
    try:
        with psycopg.connect(**address) as other, connection.cursor() as cursor:
            for name in FUNCTIONS:
                sql = "SELECT pg_get_functiondef(%s::regprocedure)"
                cursor.execute(sql, [name])
                other.execute(cursor.fetchone()[0])
            yield other
    finally:
        server.execute("DROP DATABASE portal_other WITH (FORCE)")


def shuffled() -> list[str]:
    words = list(IN_ORDER)
    random.Random(1).shuffle(words)
    return words


def all_tables() -> list[type[ListTable]]:
    found, waiting = [], [ListTable]
    while waiting:
        waiting += (subclasses := waiting.pop().__subclasses__())
        found += [table for table in subclasses if table._meta.model]
    return found


def field_at(model: Any, path: str) -> Any:
    """The field that the path ends in; None for what is not stored."""
    field = None
    for part in path.split("__"):
        try:
            field = (field.related_model if field else model)._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return None
    return field


def is_written(field: Any) -> bool:
    words = isinstance(field, CharField | TextField) and not field.choices
    return words and field.name not in {"number", "org_number", "key", "code"}


def test_python_orders_as_norwegians_do():
    assert sorted(shuffled(), key=norwegian_order) == IN_ORDER


def test_sql_gives_the_same_keys_as_python(db):
    for text in [
        *IN_ORDER,
        norwegian.MARKED,
        norwegian.MARKED.upper(),
        unicodedata.normalize("NFD", "Åge é"),
    ]:
        row = Kommune.objects.annotate(text=Value(text, CharField())).annotate(
            folded=Folded("text"), order=NorwegianOrder("text")
        )
        assert row.values_list("folded", "order").first() == (folded(text), norwegian_order(text)), text


def test_rows_come_in_the_order_of_the_words(db):
    for name in shuffled():
        factories.virksomhet(name=name)
    named = Virksomhet.objects.values_list("name", flat=True)
    assert list(named) == IN_ORDER
    assert list(named.reverse()) == IN_ORDER[::-1]
    assert list(named.filter(kommune__fylke__number="04").distinct()) == IN_ORDER


def test_another_kind_of_server_gives_the_same_order(other_database):
    sql = 'SELECT word FROM unnest(%s::text[]) AS word ORDER BY portal_norwegian_order(word) COLLATE "C"'
    assert [word for (word,) in other_database.execute(sql, [shuffled()])] == IN_ORDER


def test_the_order_has_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = Kommune.objects.order_by(NorwegianOrder("name")).only("name").explain()
    assert "kommuner_by_their_names" in plan
    plan = Virksomhet.objects.order_by(NorwegianOrder("name")).only("name").explain()
    assert "virksomheter_by_their_names" in plan


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("østfold", "Østfold sykehus"),
        ("ØYER", "Øyer kommune"),
        ("ås", "Ås kommune"),
        ("ÅS", "Ås kommune"),
        ("KÅFJORD ærlig", "Ærlig handel Kåfjord"),
        ("karasjohka", "Kárášjohka gielda"),
        ("KÁRÁŠJOHKA", "Kárášjohka gielda"),
        ("sjøberg", "Sjöberg AB"),
        (unicodedata.normalize("NFD", "Ås"), "Ås kommune"),
        ("100 %", "100 % økologisk"),
    ],
)
def test_words_are_found_whatever_their_case_and_marks(asked, name, db):
    factories.virksomhet(name=name)
    factories.virksomhet(name="Asker og omegn 100x")
    assert [row.name for row in with_words(Virksomhet.objects.all(), asked, "name")] == [name]


def test_each_word_may_stand_in_a_field_of_its_own(db):
    both = factories.agreement(title="Papir", supplier="Østlandet Trykk")
    both.participants.add(factories.virksomhet(name="Ås kommune"), factories.virksomhet(name="Åsnes kommune"))
    factories.agreement(title="Papir", supplier="Vestlandet")
    rows = type(both).objects.all()
    assert list(with_words(rows, "papir øst ås", "title", "supplier", many=["participants__name"])) == [both]


def test_an_organisation_number_may_have_spaces():
    assert typed("Etat 910 000 001") == "etat 910000001"
    assert typed("910\u00a0000\u00a0001") == "910000001"
    assert typed("2010 910 000 0012") == "2010 910 000 0012"


@pytest.mark.parametrize("name", ["kari@example.org", "KARI@EXAMPLE.ORG"])
def test_names_are_the_same_in_any_case(name, people):
    assert type(people["kari"]).objects.get_by_natural_key(name) == people["kari"]
    factories.virksomhet(name="ŠØRÅÆĐ")
    assert Virksomhet.objects.filter(name__iexact="šøråæđ", name__icontains="øråæ").count() == 1


def test_the_check_refuses_a_database_that_does_not_fold(server, monkeypatch):
    assert checks.check_norwegian_letters(None, databases=["default"]) == []
    server.execute(
        "CREATE DATABASE portal_c TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'"
    )
    try:
        with psycopg.connect(**psycopg_address(dbname="portal_c")) as other, other.cursor() as cursor:
            assert not checks.knows_norwegian(cursor)
    finally:
        server.execute("DROP DATABASE portal_c")
    monkeypatch.setattr(checks, "knows_norwegian", lambda cursor: False)
    (error,) = checks.check_norwegian_letters(None, databases=["default"])
    assert "Østfold" in error.msg
    assert "CREATE DATABASE" in error.hint


def code() -> Iterator[tuple[str, str]]:
    """Each module but the migrations, with its text."""
    for app in ("portal", "criteria", "counties", "reporting"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_list_is_ordered_by_a_bare_name():
    by_name = re.compile(r"""(order_by\(|ordering = \[)[^)\]]*["']-?(\w+__)?(name|title)["']""")
    left_out = re.compile(r"NorwegianOrder\([^)]*\)")
    assert [name for name, text in code() if by_name.search(left_out.sub("", text))] == []


def test_words_are_looked_for_in_one_way_only():
    assert [name for name, text in code() if "__icontains" in text] == []


@pytest.mark.parametrize("table", all_tables(), ids=lambda table: table.__name__)
def test_text_columns_sort_in_norwegian_order(table):
    """A column of a text that people write must be a `TextColumn`, or not be sorted by."""
    for name, column in table.base_columns.items():
        if column.orderable is not False and not isinstance(column, TextColumn | FileColumn):
            field = field_at(table._meta.model, str(column.accessor or name))
            assert not is_written(field), (table.__name__, name)
