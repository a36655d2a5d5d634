"""Real programme data and a permanent cast, loaded once; each test's own changes are rolled back."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from counties.models import Region
from portal.access import Role
from portal.models import RoleGrant, User
from portal.operations import roles
from portal.sessions import BEGUN, SEEN
from tests import factories, made_once

LONGEST = "test_pages.py"
PASSWORD = "et-langt-passord-2011"
CAST: list[tuple[str, Role, str | None]] = [
    ("kari", Role.KOORDINATOR, "hedmark"),  # writes for Hedmark
    ("ola", Role.FYLKESMANN, "hedmark"),  # signs for Hedmark
    ("knut", Role.KNUTEPUNKT, "hedmark"),
    ("stine", Role.STYRINGSGRUPPE, "hedmark"),
    ("per", Role.KOORDINATOR, "nordland"),  # an outsider to Hedmark
    ("nils", Role.FYLKESMANN, "nordland"),
    ("siv", Role.DIFI, None),
    ("dag", Role.DEPARTEMENT, None),
    ("kim", Role.KS, None),
    ("mette", Role.PANEL, None),
    ("jan", Role.INNKJOPER, None),
]


def pytest_sessionstart(session: pytest.Session) -> None:
    forget_the_last_run(session.config)


def pytest_sessionfinish(session: pytest.Session) -> None:
    forget_the_last_run(session.config)


@pytest.hookimpl(
    trylast=True
)  # pytest-django puts what needs no database last, and took a browser's files for that
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file that takes the longest, what needs no database while one is made for that, a browser's, and the others."""
    with_browser = {item.path for item in items if item.get_closest_marker("browser")}
    with_database = {item.path for item in items if needs_database(item)}

    def turn(item: pytest.Item) -> int:
        if item.path in with_browser:
            return 2 if item.path.name != LONGEST else 0
        return 3 if item.path in with_database else 1

    items.sort(key=turn)


def needs_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in fixtures


def forget_the_last_run(config: pytest.Config) -> None:
    """By the process that all the others end within."""
    if not hasattr(config, "workerinput") and not config.getoption("reuse_db"):
        made_once.forget_database()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker
) -> None:
    """Each process's database begins as a copy of one with programme and cast, made once for them all."""
    with django_db_blocker.unblock():
        made_once.begin_with_database(load_cast)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker,
) -> Iterator[None]:
    """pytest-django makes a database for marked tests only, and some take it by hand: run alone, they had the real one."""
    keepdb = request.config.getoption("reuse_db")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, keepdb=keepdb)
    yield
    if not keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def load_cast() -> None:
    bente = roles.first_administrator(email="bente@example.org", name="Bente", password=PASSWORD)
    for name, role, slug in CAST:
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
        region = Region.objects.get(slug=slug) if slug else None
        RoleGrant.objects.create(user=user, role=role, region=region, granted_by=bente)


@pytest.fixture(scope="session")
def stylesheets(django_db_setup: None, tmp_path_factory, worker_id) -> Path:
    """As they are collected for a site that runs; one folder for all processes."""
    base = tmp_path_factory.getbasetemp()
    return made_once.stylesheets((base if worker_id == "master" else base.parent) / "static")


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a file's dearer fixtures make stays for all its tests, and is rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def undone(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager[None]]:
    """`with undone():` for a file's dear measurements: what is made inside is gone after it."""

    @contextmanager
    def made_and_gone() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return made_and_gone


@pytest.fixture
def people(db) -> dict[str, User]:
    return factories.cast()


def proven(pk: int) -> dict[str, Any]:
    """What a session holds of somebody who has just typed the password."""
    records = [{"method": "password", "at": time.time()}]
    return {AUTHENTICATION_METHODS_SESSION_KEY: records, _AUTHENTICATION_METHODS_USER_SESSION_KEY: str(pk)}


def session_of(user: User) -> str:
    """The key of a session as log-in makes it: log-in itself takes as long as a page, and is proven elsewhere."""
    expires = timezone.now() + dt.timedelta(days=1)
    row = Session(
        session_key=secrets.token_hex(16),
        session_data=SessionStore().encode(held_of(user)),
        expire_date=expires,
    )
    row.save(force_insert=True)
    return row.session_key


def held_of(user: User) -> dict[str, Any]:
    """What log-in puts into the session."""
    now = int(time.time())
    return {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        BEGUN: now,
        SEEN: now,
        **proven(user.pk),
    }


def sign_in(name: str) -> Client:
    client = Client()
    if name != "anon":
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(
            User.objects.get(email=f"{name}@example.org")
        )
    return client


@pytest.fixture
def as_(db):
    """`as_("kari")` is a client signed in as Kari; `as_("anon")` is nobody."""

    return sign_in
