"""System checks that `migrate` and `check --database` run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

# PostgreSQL folds letters by one setting in `lower`, and in versions before 18 by another in full-text search.
QUESTION = (
    "SELECT lower('ØÅÆŠ') = 'øåæš' AND to_tsvector('norwegian', 'ØYER') @@ to_tsquery('simple', 'øyer')"
)


@register(Tags.database)
def check_norwegian_letters(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Error]:
    """A database that thinks Ø and ø are different letters would find too little, and say nothing of it."""
    return [error for alias in databases or [] for error in _asked(alias)]


def _asked(alias: str) -> list[Error]:
    with connections[alias].cursor() as cursor:
        if knows_norwegian(cursor):
            return []
    return [
        Error(
            "The database takes Ø and ø for different letters, so searches would miss Østfold, Øyer and Ås.",
            hint=(
                "Make it with a locale of UTF-8 that knows them, for example on PostgreSQL 18: "
                "CREATE DATABASE portal TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' "
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST'; before 18: "
                "CREATE DATABASE portal TEMPLATE template0 ENCODING 'UTF8' LOCALE 'nb_NO.UTF-8'. "
                "Then migrate again. README.md, Deploying, says more."
            ),
            id="portal.E001",
        )
    ]


def knows_norwegian(cursor: Any) -> bool:
    cursor.execute(QUESTION)
    return bool(cursor.fetchone()[0])


HOLDS_TOO_MUCH = """
SELECT rolsuper OR EXISTS (
    SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relowner = pg_roles.oid
) FROM pg_roles WHERE rolname = coalesce(nullif(%s, ''), current_user)
"""


@register(Tags.database)
def check_least_privilege(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Warning]:
    """Where people's data are, the application's role must not be able to undo what the database keeps."""
    if settings.DEBUG or settings.PORTAL_DEMO:
        return []
    return [warning for alias in databases or [] for warning in _held(alias)]


def _held(alias: str) -> list[Warning]:
    role = settings.APPLICATION_DATABASE["USER"]
    with connections[alias].cursor() as cursor:
        cursor.execute(HOLDS_TOO_MUCH, [role])
        found = cursor.fetchone()
    if not (found and found[0]):
        return []
    return [
        Warning(
            "The application's database role owns its tables or is a superuser: "
            "it could switch off what keeps history and seals as they are.",
            hint=(
                "Give DATABASE_URL a role of its own, and MIGRATE_DATABASE_URL the owner's, then migrate again. "
                "README.md, Deploying, says more."
            ),
            id="portal.W001",
        )
    ]
