"""What is dear to make is made once for a whole run of the tests, and copied or shared by all its processes."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

DATABASE = "test_made_once"
UNFINISHED = f"{DATABASE}_unfinished"  # what a run that was stopped leaves is not taken for the whole
ONE_AT_A_TIME = 2011  # the number of the advisory lock
ROOT = Path(__file__).resolve().parent.parent


def owner_url() -> str:
    return os.environ.get("MIGRATE_DATABASE_URL") or os.environ["DATABASE_URL"]


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(owner_url(), autocommit=True) as admin:
        yield admin


@contextmanager
def one_at_a_time() -> Iterator[psycopg.Connection]:
    with server() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield admin  # the lock ends with the connection


def forget_database() -> None:
    with server() as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def begin_with_database(load: Callable[[], None]) -> None:
    """The tests' databases are copies of this one from now on; who comes first makes it."""
    with one_at_a_time() as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            make_database(load)
            admin.execute(f"ALTER DATABASE {UNFINISHED} RENAME TO {DATABASE}")
    connection.settings_dict["TEST"]["TEMPLATE"] = DATABASE


def make_database(load: Callable[[], None]) -> None:
    names, real = connection.settings_dict["TEST"], connection.settings_dict["NAME"]
    own = names["NAME"]
    names["NAME"] = UNFINISHED
    with without_collecting():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    call_command("load_programme", verbosity=0)
    load()
    connection.close()
    names["NAME"] = own
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = real


@contextmanager
def without_collecting() -> Iterator[None]:
    """Migrations make thousands of classes: a quarter of their time went to looking for garbage among them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def stylesheets(folder: Path) -> Path:
    """The folder, filled with what `collectstatic` gathers; who comes first does it."""
    with one_at_a_time():
        if not folder.exists():
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "tests.compressed_once",
                "STATIC_ROOT": str(folder),
            }
            words = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
            subprocess.run(words, cwd=ROOT, env=environment, check=True)
    return folder
