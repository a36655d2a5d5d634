"""Error pages say in Bokmål what is wrong and what to do."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from portal.unsaved import typed_in
from tests import factories


def test_an_unknown_address_has_a_page_of_the_portal(as_):
    response = as_("kari").get("/finnes-ikke/")
    assert response.status_code == 404
    assert "Vi finner ikke siden" in response.content.decode()


def test_a_missing_right_is_explained(as_, people):
    factories.draft()
    response = as_("kari").get("/rapporter/2010/hedmark/signer/")
    assert response.status_code == 403
    assert "Det kan bare den som har rollen Fylkesmann" in response.content.decode()


def test_a_page_that_is_too_old_is_explained(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kari"])
    response = client.post("/min-side/lest/")
    assert response.status_code == 403
    assert "for gammel" in response.content.decode()


def test_our_own_fault_has_a_page_that_asks_nothing():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()


@pytest.mark.parametrize(
    ("noun", "make"),
    [("aktiviteter", factories.activity), ("avtaler", factories.agreement), ("moter", factories.meeting)],
)
def test_words_typed_in_a_row_that_somebody_deleted_are_on_the_page(noun, make, as_, people):
    row = make()
    address = f"/fylker/hedmark/{noun}/{row.pk}/rediger/"
    row.delete()
    sent = {
        "title": "Kurs for <alle>\nto dager",
        "task": "kurs",
        "seen": f"{row.pk}.1 x y",
        "notes": "En lang tekst",
    }
    page = as_("kari").post(address, sent)
    assert page.status_code == 404
    text = page.content.decode()
    assert "Kurs for &lt;alle&gt;<br>to dager" in text
    assert "En lang tekst" in text
    assert "x y" not in text


def test_words_that_come_too_late_are_on_the_page(as_, people):
    factories.in_force()
    edition = factories.edition()
    criterion = factories.criterion(edition)
    address = f"{criterion.get_absolute_url()}tilbakemelding/"
    page = as_("mette").post(address, {"name": "Tone Vik", "text": "Kravet er for strengt."})
    assert page.status_code == 409
    assert "Kravet er for strengt." in page.content.decode()
    assert criterion.get_absolute_url() in page.content.decode()


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("text", "to ord", True), ("title", "Sentraladministrasjonen", True), ("title", "Kurs", False), ("amount", "12 000", False),
        ("tema", "helse_og_miljoefarlige", False), ("password1", "to hemmelige ord", False),
        ("initial-note", "det som sto", False), ("csrfmiddlewaretoken", "x" * 64, False), ("form-0-note", "min merknad", True),
    ],
)  # fmt: skip
def test_what_counts_as_words(name, text, shown):
    assert typed_in(RequestFactory().post("/", {name: text})).words == ([("", text)] if shown else [])
    assert not typed_in(RequestFactory().get("/", {name: text}))


def test_a_row_that_somebody_holds_is_no_fault_and_loses_no_word(people, monkeypatch):
    """As PostgreSQL says it when the wait has been long enough."""
    client = Client(raise_request_exception=False)
    client.force_login(people["kari"])

    def held(**_details):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("counties.views.sharing.sharing.ask", held)
    answer = client.post("/nettverk/ny/", {"title": "Leie av biler", "text": "Hvem har krav vi kan bruke?"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Ingenting er endret" in page
    assert "Hvem har krav vi kan bruke?" in page


ASKED_OF_A_DEAD_DATABASE = """
import time
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from psycopg_pool import ConnectionPool
get_resolver().url_patterns  # what is loaded once is no wait
waits, getconn = [], ConnectionPool.getconn
ConnectionPool.getconn = lambda pool, *args, **kwargs: waits.append(pool) or getconn(pool, *args, **kwargs)
client = Client(raise_request_exception=False, headers={"Host": "127.0.0.1"})
for path, session in (("/kriterier/", "a" * 32), ("/helse/", "")):  # somebody who is signed in, and a monitor
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    waits.clear()
    begun = time.monotonic()
    answer = client.get(path)
    shown = "Prøv igjen om litt" in answer.content.decode()
    print(answer.status_code, time.monotonic() - begun < 25, shown, len(waits), "no-store" in answer["Cache-Control"])
"""


@pytest.mark.parametrize("is_silent", [True, False], ids=["silent", "gone"])
def test_a_database_that_is_away_is_said_within_seconds(is_silent):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        if not is_silent:
            listening.close()
        away = {
            "DATABASE_URL": f"postgres://portal:x@127.0.0.1:{port}/portal",
            "MIGRATE_DATABASE_URL": "",
            "DATABASE_POOL": "1",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        told = subprocess.run(
            [sys.executable, "-c", ASKED_OF_A_DEAD_DATABASE],
            env=os.environ | away, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert told.stdout.splitlines() == ["503 True True 1 True", "503 True False 1 True"], told.stderr[-2000:]
