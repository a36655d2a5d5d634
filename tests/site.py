"""The portal as it runs for people: own database and broker, real web, worker and beat processes."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore

from portal.embedded import broker
from portal.embedded.process import Server, free_port
from portal.models import User
from tests import made_once
from tests.conftest import PASSWORD, held_of

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WAIT_SECONDS = 60

# Everything but the last section is written, so that the journey in the browser is a short one.
NEARLY_DONE = """
import django
django.setup()
from tests import factories
from reporting.operations import writing
report = factories.draft("{region}")
writer = factories.cast()["{writer}"]
for section in factories.sections(report)[:-1]:
    writing.save_section(report=report, section=section, values=factories.full_answers(section), version=0, by=writer)
"""
AWAITING_SIGNATURE = """
import django
django.setup()
from tests import factories
from reporting.workflow import Status
factories.report_at(Status.AWAITING_SIGNATURE, "{region}")
"""


class Site:
    """Begins with the programme and the cast. `stylesheets` is a folder that they are collected in, for its pages."""

    def __init__(self, folder: Path, stylesheets: Path | None = None) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = f"site_{secrets.token_hex(6)}"
        server = urlsplit(made_once.owner_url())
        self.admin_url = urlunsplit(server._replace(scheme="postgresql"))
        self.database_url = urlunsplit(server._replace(scheme="postgresql", path=f"/{self.database}"))
        application = urlsplit(os.environ["DATABASE_URL"])
        self.broker: Server = broker.start(folder / "broker")
        self.broker_port, self.broker_password = (
            urlsplit(self.broker.url).port,
            urlsplit(self.broker.url).password,
        )
        self.environment = os.environ | {
            "DATABASE_URL": urlunsplit(application._replace(path=f"/{self.database}")),
            "MIGRATE_DATABASE_URL": "",  # what runs has no way to the owner
            "REDIS_URL": self.broker.url,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": "only-for-tests",
            "SECURE": "false",
            "SECOND_FACTOR": "false",
            "PORTAL_BASE_URL": self.address,
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(stylesheets or folder / "static"),
            "SEAL_PKCS12": settings.SEAL_PKCS12,
            "SEAL_AUTHORITIES": settings.SEAL_AUTHORITIES,
            "SWEEP_SECONDS": "1",
            "SECONDS_TO_WAIT_FOR_A_FILE": "25",
            "LOG_LEVEL": "WARNING",
        }

    def make(self) -> None:
        """The database, with nothing running."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{made_once.DATABASE}"')
        with psycopg.connect(self.database_url) as connection:  # hashed as it is where people use it
            connection.execute("UPDATE portal_user SET password = %s", [slow_password()])
        (self.folder / "mail").mkdir(exist_ok=True)

    def __enter__(self) -> Site:
        self.make()
        self.start(
            "web",
            BIN / "gunicorn",
            "portal.wsgi",
            "--config",
            "python:portal.web_process",
            "--workers",
            "1",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--no-control-socket",
        )
        wait_for(self.is_up)
        return self

    @contextmanager
    def asleep(self) -> Iterator[Site]:
        """With no pages: for what only scripts do."""
        try:
            self.make()
            yield self
        finally:
            self.end()

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        for name in list(self.processes):  # at once: nothing of it is kept
            self.kill(name)
        self.broker.stop()
        self.reader.close()
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def reader(self) -> psycopg.Connection:
        """One for all that is asked: a wait asks fifty times a second, and takes the site's time for each new one."""
        return psycopg.connect(self.database_url, autocommit=True)

    def script(self, text: str, *, as_owner: bool = False) -> str:
        """What it prints, run with the site's settings."""
        owner = {"DATABASE_URL": self.database_url.replace("postgresql", "postgres", 1)} if as_owner else {}
        environment = self.environment | owner
        done = subprocess.run(
            [sys.executable, "-c", text], cwd=ROOT, env=environment, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, name: str, *command: str | Path, at: Path = ROOT, **own: str) -> None:
        """In the folder `at`, with settings of its `own`. Once: one that a test before has started is still there."""
        if name in self.processes:
            return
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=at, env=self.environment | own, stdout=log, stderr=log, start_new_session=True
            )

    def start_worker(self) -> None:
        self.start("worker", BIN / "celery", "-q", "-A", "portal", "worker", "--concurrency", "1")

    def start_beat(self) -> None:
        self.start(
            "beat", BIN / "celery", "-q", "-A", "portal.beat", "beat", "--schedule", str(self.folder / "beat")
        )

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)

    def stop_broker(self) -> None:
        self.broker.stop()

    def start_broker(self) -> None:
        """At the address it had."""
        self.broker = broker.start(
            self.folder / "broker", port=self.broker_port, password=self.broker_password
        )

    def sign_in(self, name: str) -> str:
        """The key of a session of one of the cast, as log-in makes it."""
        columns = "SELECT id, password FROM portal_user WHERE email = %s"
        (pk, password) = self.reader.execute(columns, [f"{name}@example.org"]).fetchone() or ()
        held = held_of(User(pk=pk, password=password))
        key = secrets.token_hex(16)
        self.reader.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date)"
            " VALUES (%s, %s, now() + interval '1 day')",
            [key, SessionStore().encode(held)],
        )
        return key

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/om-dataene/", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def ask(self, question: str) -> tuple:
        """The first row of a query on the site's database."""
        return self.reader.execute(question).fetchone() or ()


@cache
def slow_password() -> str:
    return make_password(PASSWORD, hasher="pbkdf2_sha256")


def wait_for(holds: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "It did not happen in time"
        time.sleep(0.02)
