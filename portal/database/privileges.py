"""Least privilege: what the application's role may do, table by table, and what it may not.

What a table is says it: a history is written by its triggers only, and what a trigger `Protect`s from an operation
always, is protected from it by the lack of a privilege too. `docs/decisions/0055-database-roles.md` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import pghistory.models
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from pghistory.trigger import Event
from psycopg import sql

from portal.database import role
from portal.database.owner import roles_are_two

EVERYTHING = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
READ = frozenset({"SELECT"})
WRITTEN_BY_MIGRATING = ("django_migrations", "django_content_type", "auth_permission")
WITHOUT_MODEL = dict.fromkeys(WRITTEN_BY_MIGRATING, READ) | {"portal_cache": EVERYTHING}

# A trigger can be told by a setting to let things through, and anyone may set that. Only the owner is heard: signed
# in, or in a function of the owner's that the application calls, where a history is written in spite of it.
HEARS_THE_OWNER_ONLY = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    BEGIN
        IF trigger_name = ANY(nullif(current_setting('pgtrigger.ignore', true), '')::TEXT[]) IS NOT TRUE THEN
            RETURN FALSE;
        END IF;
        IF session_user = {owner} THEN
            RETURN TRUE;
        END IF;
        RETURN current_user = {owner} AND NOT EXISTS (
            SELECT 1 FROM pg_proc WHERE proname = trigger_name AND pronamespace = 'public'::regnamespace AND prosecdef
        );
    END;
$$ LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
"""
OPEN_THE_DATABASE = """
REVOKE ALL ON DATABASE {database} FROM PUBLIC, {role};
GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role};
REVOKE ALL ON SCHEMA public FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA public TO {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {role};
"""
# What a trigger reads is never a temporary table that has taken a name.
OWN_TABLES = "ALTER FUNCTION {function} SET search_path = public, pg_temp"
TRIGGERS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
"""
# The owner's rights lent: to a history's triggers, by themselves, and to the doors that a migration makes.
LENT = "ALTER FUNCTION {function}() SECURITY DEFINER; REVOKE ALL ON FUNCTION {function}() FROM PUBLIC, {role}"
DOORS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prosecdef AND prorettype <> 'trigger'::regtype
"""
LARGE_OBJECTS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace AND (proname LIKE 'lo\\_%' OR proname IN ('loread', 'lowrite'))
"""


def wanted() -> dict[str, frozenset[str]]:
    """What the application may do with the rows of each table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: of(model) for model in models if not model._meta.proxy} | WITHOUT_MODEL


def of(model: type[Model]) -> frozenset[str]:
    if model in histories() or model is pghistory.models.Context:
        return READ
    return EVERYTHING - frozenset(chain.from_iterable(_never(model)))


def histories() -> list[type[Model]]:
    return [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]


def history_functions() -> set[str]:
    """The functions of the triggers that write histories."""
    return {
        trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if isinstance(trigger, Event)
    }


def _never(model: type[Model]) -> Iterator[list[str]]:
    """What a trigger refuses for every row of the table."""
    for kept_by, trigger in pgtrigger.registered():
        if kept_by is model and isinstance(trigger, pgtrigger.Protect) and trigger.condition is None:
            yield str(trigger.operation).split(" OR ")


def grant(connection: BaseDatabaseWrapper) -> None:
    """As the owner, after migrating; once more changes nothing. Nothing where owner and application are one.

    A superuser also makes the role where it is missing, and takes large objects from everybody.
    """
    if not roles_are_two():
        return
    connection.ensure_connection()
    login = settings.APPLICATION_DATABASE
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        role.make(connection.connection, login["USER"], login["PASSWORD"])
        names: dict[str, sql.Composable] = {
            "role": sql.Identifier(login["USER"]),
            "database": sql.Identifier(connection.settings_dict["NAME"]),
        }
        for statement in _statements(cursor, names):
            cursor.execute(statement)


def _statements(cursor: Any, names: dict[str, sql.Composable]) -> Iterator[sql.Composable]:
    cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
    owner, is_superuser = cursor.fetchone()
    yield sql.SQL(OPEN_THE_DATABASE).format(**names)
    there = _column(cursor, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    rights = wanted()
    for table in sorted(rights.keys() & there):
        words = sql.SQL(", ".join(sorted(rights[table])))
        yield sql.SQL("GRANT {words} ON {table} TO {role}").format(
            words=words, table=sql.Identifier(table), **names
        )
    yield from _only(OWN_TABLES, _column(cursor, TRIGGERS), names)
    functions = _column(cursor, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    for name in sorted(history_functions() & functions):
        yield sql.SQL(LENT).format(function=sql.Identifier(name), **names)
    if "_pgh_attach_context" in functions:
        yield sql.SQL("REVOKE ALL ON FUNCTION _pgh_attach_context() FROM PUBLIC, {role}").format(**names)
        yield sql.SQL(HEARS_THE_OWNER_ONLY).format(owner=sql.Literal(owner))
    yield from _only("GRANT EXECUTE ON FUNCTION {function} TO {role}", _column(cursor, DOORS), names)
    if is_superuser:
        yield from _only(
            "REVOKE ALL ON FUNCTION {function} FROM PUBLIC", _column(cursor, LARGE_OBJECTS), names
        )


def _column(cursor: Any, question: str) -> set[str]:
    cursor.execute(question)
    return {value for (value,) in cursor.fetchall()}


def _only(
    statement: str, functions: Iterable[str], names: dict[str, sql.Composable]
) -> Iterator[sql.Composable]:
    for function in sorted(functions):  # as the database itself writes them, with their arguments
        yield sql.SQL(statement).format(function=sql.SQL(function), **names)
