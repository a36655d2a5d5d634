"""No question of the most used pages is without an index on the tables that grow large."""

import pytest
from benches.pages import ADMIN, ANON, BUYER, DIFI, GROUP, KARI, PAGES, PANEL
from benches.plans import LARGE_TABLES, asked_of, plans_of, read_whole
from django.db import connection

from counties.models import Event
from criteria.models import CriteriaSet
from tests import factories

NAMES = {ANON: "anon", BUYER: "jan", KARI: "kari", DIFI: "siv", PANEL: "mette", ADMIN: "bente"}


@pytest.fixture(scope="module")
def something(kept):
    factories.one_of_each()
    factories.fill(factories.draft(), factories.cast()["kari"])


def without_index(as_, pages=PAGES) -> set[tuple[str, str, str]]:
    """Page, table and question, of what is read from end to end though the database is told to use an index."""
    edition = CriteriaSet.objects.filter(group__key=GROUP).earliest("pk").get_absolute_url()
    event = f"/kalender/{Event.objects.earliest('pk').pk}/"
    found = set()
    for who, path in pages:
        questions = asked_of(as_(NAMES[who]), path.format(edition=edition, event=event))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        found |= {
            (path, table, sql)
            for sql, plan in plans_of(questions)
            for table in read_whole(plan, LARGE_TABLES)
        }
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def test_every_question_of_the_most_used_pages_has_an_index(something, as_):
    assert without_index(as_) == set()


def test_an_index_that_is_gone_is_missed(something, as_):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX events_by_their_last_day")
    pages = [(ANON, "/kalender/")]
    assert {table for _path, table, _sql in without_index(as_, pages)} == {"counties_event"}
