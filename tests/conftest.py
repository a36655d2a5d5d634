"""Real programme data and a permanent cast, loaded once; each test's own changes are rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from counties.models import Region
from portal.access import Role
from portal.models import RoleGrant, User
from portal.operations import roles
from tests import factories
from tests.site import Site

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
    ("mette", Role.PANEL, None),
    ("jan", Role.INNKJOPER, None),
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        if not User.objects.exists():
            call_command("load_programme", verbosity=0)
            load_cast()


def load_cast() -> None:
    bente = roles.first_administrator(email="bente@example.org", name="Bente", password=PASSWORD)
    for name, role, slug in CAST:
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
        region = Region.objects.get(slug=slug) if slug else None
        RoleGrant.objects.create(user=user, role=role, region=region, granted_by=bente)


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Iterator[Site]:
    """A site that never runs: what the others begin with."""
    site = Site(tmp_path_factory.mktemp("made"))
    site.make()
    yield site
    site.end()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a file's dearer fixtures make stays for all its tests, and is rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def people(db) -> dict[str, User]:
    return factories.cast()


@pytest.fixture
def as_(db):
    """`as_("kari")` is a client signed in as Kari; `as_("anon")` is nobody."""

    def sign_in(name: str) -> Client:
        client = Client()
        if name != "anon":
            client.force_login(User.objects.get(email=f"{name}@example.org"))
        return client

    return sign_in
