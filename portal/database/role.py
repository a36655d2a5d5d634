"""A role of PostgreSQL that may log in, and nothing else until it is granted."""

from __future__ import annotations

from psycopg import Connection, sql

NOTHING_ELSE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT"


def make(connection: Connection, name: str, password: str) -> None:
    """Nothing where there is one of that name; its password stands."""
    if not exists(connection, name):
        connection.execute(sql.SQL("CREATE ROLE {} " + NOTHING_ELSE).format(sql.Identifier(name)))
        set_password(connection, name, password)


def exists(connection: Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None


def set_password(connection: Connection, name: str, password: str) -> None:
    """Sent as its SCRAM verifier, so that no log of the server holds the password itself."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier))
    )
