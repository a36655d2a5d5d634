"""Every address that is written to × cast, with a body that is valid for somebody: what it comes to, written by hand."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from counties.models import Registration
from portal.access import Role
from portal.models import RoleGrant, User
from portal.operations import roles
from reporting.models import AnnualReport
from tests import factories
from tests.conftest import sign_in
from tests.hearing.test_pages import drawn
from tests.portal.posted import ANSWERS, PEOPLE
from tests.portal.posts import POSTS
from tests.portal.sending import Rows, Sending, sent_from
from tests.portal.test_editing import posted_to
from tests.portal.test_urls import MATRIX, address, make_rows

MORE = {"nora": Role.KNUTEPUNKT, "nina": Role.STYRINGSGRUPPE}
# Written whoever asks, and holds nothing of what is asked for.
BESIDE = {
    "django_session",
    "usersessions_usersession",
    "portal_limitcount",
    "portal_logentry",
    "portal_sentform",
}
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@pytest.fixture(scope="module")
def rows_once(kept) -> Rows:
    made = make_rows()
    nordland, bente = factories.region("nordland"), factories.cast()["bente"]
    for name, role in MORE.items():
        RoleGrant.objects.create(user=user(name), role=role, region=nordland, granted_by=bente)
    evy = user("evy")
    for role, region in ((Role.KOORDINATOR, factories.region()), (Role.DIFI, None), (Role.PANEL, None)):
        grant = RoleGrant.objects.create(user=evy, role=role, region=region, granted_by=bente)
        roles.revoke(grant=grant, by=bente, reason="Sluttet")
    hamar = factories.Kommune.objects.get(number="0403").pk
    report = AnnualReport.objects.get(region__slug="hedmark", round__year=2010).pk
    return made | {"hamar": hamar, "hedmark": factories.region().pk, "report": report, "drawn": drawn()}


@pytest.fixture(scope="module")
def signed_in(rows_once) -> dict[str, Client]:
    """Everybody, once for the whole file."""
    return {person: sign_in(person) for person in PEOPLE}


def user(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", "et-langt-passord-2011", name=name.title())


def state_of_the_database() -> dict[str, tuple[int, Any]]:
    """How many rows each table has, and a sum of what stands in them."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - BESIDE
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM \"{table}\" t"
                for table in sorted(tables)
            )
        )
        return {table: (count, total) for table, count, total in cursor.fetchall()}


def what_it_comes_to(client: Client, path: str, body: Rows) -> str:
    """In the words of `POSTED`; whatever it did is undone."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = client.post(path, body)
        if answer.streaming:
            list(answer)  # the file is closed at its end
        transaction.set_rollback(True)
    if answer.status_code == 302 and "/konto/login/" in answer.url:
        return "in"
    if answer.status_code not in (200, 302):
        return str(answer.status_code)
    found = {table for query in asked.captured_queries for table in WRITES.findall(query["sql"])}
    return "ok" if found - BESIDE else "same"


@pytest.fixture
def rows(rows_once, people) -> Rows:
    return dict(rows_once)


@pytest.fixture
def sending(request, rows, signed_in) -> Sending:
    """What somebody who may would send."""
    name = request.node.callspec.params["name"]
    post = POSTS[name]
    rows |= (post.before(rows) if post.before else None) or {}
    return sent_from(signed_in[post.by], name, rows, post)


@pytest.mark.parametrize("name", POSTS)
def test_what_is_sent_is_done_for_who_may_and_changes_nothing_for_who_may_not(name, sending, signed_in):
    wanted = dict(zip(PEOPLE, ANSWERS[name], strict=True))
    if set(wanted.values()) <= {"ok", "same"}:  # a page that asks nobody who they are
        wanted = {person: wanted[person] for person in ("anon", "per", "evy", POSTS[name].by)}
    before = state_of_the_database()
    answers = {
        person: what_it_comes_to(signed_in[person], sending.path, sending.body | POSTS[name].files())
        for person in wanted
    }
    assert answers == wanted
    assert answers[POSTS[name].by] in ("ok", "same")
    assert state_of_the_database() == before


def test_no_address_that_is_written_to_is_missing():
    assert set(posted_to(get_resolver())) == {name.partition(" ")[0] for name in POSTS}
    assert set(POSTS) == set(ANSWERS)


@pytest.fixture(scope="module")
def elsewhere(rows_once) -> set[str]:
    """Keys of rows that nobody in Hedmark may write in, or point at."""
    per, nordland = factories.cast()["per"], factories.region("nordland")
    course = factories.event("nordland")
    made = [
        nordland, per, course, factories.meeting("nordland"), factories.activity("nordland"),
        factories.agreement("nordland"), factories.member("nordland"), factories.candidate("nordland"),
        factories.virksomhet(kommune="1804"), factories.ask(kommune="1804"), factories.draft("nordland"),
        factories.selection("per", "PAP-S01"), factories.Kommune.objects.get(number="1804"),
    ]  # fmt: skip
    return {str(row.pk) for row in made}


NOT_ASKED = {
    "reporting:section-edit": "keeps what is typed, wrong or not, until it is handed in",
    "counties:participant-list": "leaves out who is not on its list: see the next test",
}
CHOSEN = [name for name, post in POSTS.items() if post.by in ("kari", "ola", "jan") and name not in NOT_ASKED]


@pytest.mark.parametrize("name", CHOSEN)
def test_what_the_page_does_not_offer_is_not_taken(name, sending, elsewhere, signed_in):
    """A key of another region's row wherever a row is chosen, and a word where a word is: refused, nothing changed."""
    client, taken = signed_in[POSTS[name].by], {}
    for field, offered in sending.offered.items():
        are_keys = any(map(str.isdigit, offered))
        for key in sorted(elsewhere - offered) if are_keys else ["x"]:
            body = sending.body | POSTS[name].files() | {field: key}
            if (came := what_it_comes_to(client, sending.path, body)) != "same":
                taken[field, key] = came
    assert taken == {}


def test_who_is_ticked_off_is_on_the_list(as_, people):
    begun = {"starts_at": dt.datetime(2011, 2, 15, 9, tzinfo=dt.UTC), "closes_on": dt.date(2011, 2, 15)}
    course, other = factories.event(**begun), factories.event("nordland", **begun)
    hers, theirs = factories.sign_up(course, "Tone"), factories.sign_up(other, "Ali")
    path = f"{course.get_absolute_url()}deltakere/"
    as_("kari").post(path, {"present": [hers.pk, theirs.pk]})
    assert list(Registration.objects.filter(attended=True)) == [hers]


class Anything(dict[str, int]):
    """Rows for an address that only shows where their keys stand."""

    def __missing__(self, name: str) -> int:
        return 1

    def get(self, name: str, other: object = None) -> int:  # type: ignore[override]
        return 1


UNDER_A_REGION = [
    name for name in sorted({*MATRIX, *POSTS}) if re.search(r"/hedmark/.*\d", address(name, Anything()))
]


@pytest.mark.parametrize("name", UNDER_A_REGION)
def test_a_row_is_not_found_under_another_region(name, rows, signed_in):
    moved = address(name, rows).replace("/hedmark/", "/nordland/")
    clients = [signed_in[person] for person in ("per", "nils")]
    before = state_of_the_database()
    for client in clients:
        assert client.get(moved).status_code in (404, 405)
        assert client.post(moved, {"text": "Noe", "seen": "1.1"}).status_code in (404, 405)
    assert before == state_of_the_database()
