"""Least privilege, asked of the database itself, signed in as the role that web and workers have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pghistory.models
import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from portal.checks import check_least_privilege
from portal.database import privileges
from portal.database.owner import roles_are_two
from portal.history import because
from portal.models import RoleGrant

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not roles_are_two(), reason="MIGRATE_DATABASE_URL is unset: owner and application are one"
    ),
]

# Written by hand: of every other table, the application reads and writes the rows.
ONLY_READ = {"auth_permission", "django_content_type", "django_migrations", "pghistory_context"}
ONLY_ADDED_TO = {
    "counties_handover",
    "counties_requestmessage",
    "criteria_erratum",
    "criteria_groupnews",
    "hearing_heardcriterion",
    "hearing_hearingextension",
    "reporting_extension",
    "reporting_reportedvalue",
    "reporting_reportevent",
    "reporting_reviewcomment",
    "reporting_sealedpdf",
    "reporting_sealedreport",
}
NEVER_REWRITTEN = {"portal_logentry", "hearing_expertcomment", "reporting_readercomment"}
HISTORIES = {model._meta.db_table for model in apps.get_models() if issubclass(model, pghistory.models.Event)}
RIGHTS = """
SELECT tablename, array_agg(word) FILTER (WHERE has_table_privilege(format('public.%%I', tablename), word))
FROM pg_tables CROSS JOIN unnest(%s::text[]) AS word WHERE schemaname = 'public' GROUP BY tablename
"""
EVERY_RIGHT = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]


@pytest.fixture(scope="module")
def app(django_db_setup) -> Iterator[psycopg.Connection]:
    """The application's own log-in to the tests' database."""
    address = urlsplit(os.environ["DATABASE_URL"])
    address = address._replace(scheme="postgresql", path=f"/{connection.settings_dict['NAME']}")
    with psycopg.connect(urlunsplit(address), autocommit=True) as signed_in:
        yield signed_in


@contextmanager
def application() -> Iterator[None]:
    """Django's own connection with the application's rights, in the transaction of the test."""
    with connection.cursor() as cursor:
        name = sql.Identifier(settings.APPLICATION_DATABASE["USER"])
        cursor.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(name))
        try:
            yield
        finally:
            cursor.execute("RESET SESSION AUTHORIZATION")


def tables(app: psycopg.Connection) -> list[str]:
    return [name for (name,) in app.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


def answer(app: psycopg.Connection, *statements: str, table: str = "") -> str:
    """What the last of them is refused with, or nothing; what is allowed is undone."""
    try:
        with app.transaction(force_rollback=True):
            app.execute("SET LOCAL lock_timeout = '2s'")
            for statement in statements:
                app.execute(sql.SQL(statement).format(sql.Identifier(table)))
    except psycopg.Error as error:
        return type(error).__name__
    return ""


def test_every_table_has_its_grants_and_no_other_right(app):
    expected = {
        name: {"SELECT", "INSERT", "UPDATE", "DELETE"}
        - ({"INSERT", "UPDATE", "DELETE"} if name in ONLY_READ | HISTORIES else set())
        - ({"UPDATE", "DELETE"} if name in ONLY_ADDED_TO else set())
        - ({"UPDATE"} if name in NEVER_REWRITTEN else set())
        for name in tables(app)
    }
    assert {name: set(held or ()) for name, held in app.execute(RIGHTS, [EVERY_RIGHT])} == expected
    assert len(HISTORIES) > 30


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} ADD COLUMN more int",
        "ALTER TABLE {} DISABLE TRIGGER USER",
        "ALTER TABLE {} OWNER TO CURRENT_USER",
        "CREATE TRIGGER mine BEFORE INSERT ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE mine AS ON INSERT TO {} DO INSTEAD NOTHING",
        "DROP TABLE {} CASCADE",
    ],
)
def test_no_table_can_be_emptied_or_changed_or_lose_its_triggers(app, statement):
    answers = {answer(app, statement, table=name) for name in tables(app)}
    assert answers == {"InsufficientPrivilege"}


def test_a_history_is_written_by_its_triggers_only(app):
    writes = ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET pgh_label = ''", "DELETE FROM {}"]
    answers = {answer(app, write, table=name) for name in HISTORIES for write in writes}
    assert answers == {"InsufficientPrivilege"}


def test_what_is_only_added_to_cannot_be_deleted_or_rewritten(app):
    for name in ONLY_ADDED_TO | NEVER_REWRITTEN | ONLY_READ:
        (column,) = app.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [name]
        ).fetchone()
        assert answer(app, f"UPDATE {{}} SET {column} = {column}", table=name) == "InsufficientPrivilege"
        if name not in NEVER_REWRITTEN:
            assert answer(app, "DELETE FROM {}", table=name) == "InsufficientPrivilege"


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE {}",
        "SET SESSION AUTHORIZATION {}",
        "SET session_replication_role = replica",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE {} PASSWORD 'mine'",
        "CREATE ROLE mine",
        "CREATE SCHEMA mine",
        "CREATE TABLE public.mine ()",
        "CREATE VIEW public.mine AS SELECT 1",
        "CREATE EXTENSION hstore",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN LANGUAGE sql AS 'SELECT true'",
        "ALTER FUNCTION _pgh_attach_context() SECURITY INVOKER",
        "SELECT _pgh_attach_context()",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/mine'",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_import('/etc/hostname')",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_there_is_no_way_round(app, statement):
    assert answer(app, statement, table=settings.OWNER_DATABASE["USER"]) == "InsufficientPrivilege"


def test_the_role_has_no_attribute_no_membership_and_no_other_database(app):
    held = app.execute(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,"
        " EXISTS (SELECT 1 FROM pg_auth_members WHERE member = pg_roles.oid),"
        " has_database_privilege(current_database(), 'CREATE'), has_database_privilege('postgres', 'CONNECT')"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert not any(held or (True,))


def test_a_stranger_role_cannot_connect(app):
    (public,) = app.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_database, aclexplode(datacl) WHERE datname = current_database() AND grantee = 0)"
    ).fetchone()
    assert not public


def test_triggers_and_lent_rights_look_in_one_place_only(app):
    kept = app.execute(
        "SELECT prosecdef, proconfig FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND (prosecdef OR prorettype = 'trigger'::regtype)"
    ).fetchall()
    assert all(where == ["search_path=public, pg_temp"] for _lent, where in kept)
    assert sum(lent for lent, _where in kept) > len(HISTORIES)
    (mine,) = app.execute(
        "SELECT array_agg(proname::text ORDER BY proname) FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')"
    ).fetchone()
    assert mine == [
        "counties_forget_persons",
        "hearing_forget_experts",
        "hearing_forget_history",
        "hearing_forget_where_from",
        "portal_forget_invitees",
        "portal_forget_users",
        "reporting_forget_rehearsal",
    ]


def test_the_application_cannot_tell_a_trigger_to_look_away(app):
    every = "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)"
    published = "SELECT id FROM criteria_criteriaset WHERE state = 'published'"
    assert app.execute(published).fetchone()
    write = f"UPDATE criteria_criterion SET title = 'x' WHERE edition_id IN ({published})"
    assert answer(app, every, write) == "RaiseException"
    taken = "CREATE TEMPORARY TABLE criteria_criteriaset AS SELECT id, 'draft' AS state FROM public.criteria_criteriaset"
    unread = write.replace("FROM criteria_criteriaset", "FROM public.criteria_criteriaset")
    assert answer(app, every, taken, unread) == "RaiseException"


def test_an_ordinary_change_writes_its_history_whatever_is_to_be_ignored(people):
    history = RoleGrant.pgh_event_model.objects
    grant = RoleGrant.objects.filter(user=people["kari"]).get()
    before = history.count()
    with application(), because("Prøve", None), pgtrigger.ignore():
        grant.user = people["per"]
        grant.save()
    assert history.count() == before + 1
    assert history.latest("pgh_id").pgh_context.metadata == {"reason": "Prøve"}


def test_the_owner_forgets_nothing_but_rehearsals_hearings_and_persons(app):
    year = app.execute("SELECT id FROM reporting_reportinground WHERE kind <> 'rehearsal'").fetchone()
    assert answer(app, f"SELECT reporting_forget_rehearsal({year[0]})") == "RaiseException"
    assert answer(app, "SELECT hearing_forget_history('expert', '{{1}}')") == "RaiseException"
    assert answer(app, "SELECT counties_forget_persons('activity', '{{1}}')") == "RaiseException"


def test_who_migrates_gets_no_warning_but_one_who_runs_as_the_owner(settings):
    settings.PORTAL_DEMO = settings.DEBUG = False
    assert check_least_privilege(None, ["default"]) == []
    settings.APPLICATION_DATABASE = settings.OWNER_DATABASE
    assert [warning.id for warning in check_least_privilege(None, ["default"])] == ["portal.W001"]


def test_granting_again_changes_nothing(app):
    rights = app.execute(RIGHTS, [EVERY_RIGHT]).fetchall()
    privileges.grant(connection)
    assert {name: set(held or ()) for name, held in app.execute(RIGHTS, [EVERY_RIGHT])} == {
        name: set(held or ()) for name, held in rights
    }


def test_a_table_that_no_model_has_is_closed():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.unknown (id int)")
        cursor.execute("GRANT ALL ON unknown TO PUBLIC")
        privileges.grant(connection)
        cursor.execute(
            "SELECT has_table_privilege(%s, 'unknown', 'SELECT')", [settings.APPLICATION_DATABASE["USER"]]
        )
        assert cursor.fetchone() == (False,)
