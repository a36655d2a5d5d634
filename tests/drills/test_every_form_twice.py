"""Slow, run by hand: `make drills`. Every form there is, sent twice at the same time, makes what it makes once.

Each has a database of its own, copied from one with something of everything; real connections and transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from tests import factories
from tests.conftest import sign_in
from tests.hearing.test_pages import drawn
from tests.portal.posts import POSTS
from tests.portal.sending import Rows, Sending, sent_from
from tests.portal.test_posts import BESIDE
from tests.portal.test_urls import make_rows

pytestmark = pytest.mark.drill
# What each request writes of itself, or of who asks.
OF_REQUESTS = BESIDE | {"pghistory_context", "portal_sentform", "portal_user", "portal_userevent"}
DOES_AS_OFTEN = {
    "counties:template-download": "counts downloads",
    "criteria:selection-start": "gives a session, see `portal.once`",
    "criteria:selection-shared-copy": "likewise",
    "criteria:selection-add": "likewise",
}


def server() -> psycopg.Connection:
    params = connection.get_connection_params() | {"dbname": "postgres"}
    return psycopg.connect(
        **{k: v for k, v in params.items() if k in ("host", "port", "user", "password", "dbname")},
        autocommit=True,
    )


def copy(of: str, to: str) -> None:
    with server() as at:
        at.execute(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)')
        at.execute(f'CREATE DATABASE "{to}" TEMPLATE "{of}"')


def go_to(name: str) -> None:
    connection.close()
    connections.databases["default"]["NAME"] = connection.settings_dict["NAME"] = name


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> Iterator[tuple[str, Rows]]:
    with django_db_blocker.unblock():
        own = connection.settings_dict["NAME"]
        connection.close()
        copy(own, f"{own}_filled")
        go_to(f"{own}_filled")
        made = make_rows()
        report = factories.AnnualReport.objects.get(region__slug="hedmark", round__year=2010).pk
        hamar = factories.Kommune.objects.get(number="0403").pk
        made |= {"hamar": hamar, "hedmark": factories.region().pk, "report": report, "drawn": drawn()}
        connection.close()
        yield f"{own}_filled", made
        go_to(own)
        with server() as at:
            for name in ("filled", "one"):
                at.execute(f'DROP DATABASE IF EXISTS "{own}_{name}" WITH (FORCE)')


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - OF_REQUESTS)
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def send(client: Client, sending: Sending, name: str) -> int:
    answer = client.post(sending.path, sending.body | POSTS[name].files())
    if answer.streaming:
        list(answer)
    return answer.status_code


@pytest.mark.parametrize("name", [name for name in POSTS if name not in DOES_AS_OFTEN])
def test_twice_at_once_is_once(name, filled, django_db_blocker):
    base, rows = filled
    post = POSTS[name]
    with django_db_blocker.unblock():
        go_to(base)
        connection.close()
        copy(base, base.replace("_filled", "_one"))
        go_to(base.replace("_filled", "_one"))
        rows = rows | ((post.before(rows) if post.before else None) or {})
        client = sign_in(post.by)
        sending = sent_from(client, name, rows, post)
        with transaction.atomic():
            send(client, sending, name)
            once = counts()
            transaction.set_rollback(True)
        start, came = Barrier(2), []

        def at_once() -> None:
            own = Client()
            own.cookies = client.cookies
            start.wait()
            came.append(send(own, sending, name))
            connection.close()

        threads = [Thread(target=at_once) for _one in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        twice = counts()
        connection.close()
    assert {table: count for table, count in twice.items() if count != once[table]} == {}
    assert max(came) < 500
