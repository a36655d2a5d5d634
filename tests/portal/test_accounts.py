"""Signing in, signing out and getting a new password."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from portal.models import User
from portal.operations.outbox import send_waiting
from tests.conftest import PASSWORD


def test_the_e_mail_and_password_sign_in_whatever_the_letters_case(as_):
    response = as_("anon").post("/konto/login/", {"login": "Kari@Example.org", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/")


def test_a_wrong_password_is_said_in_words_and_keeps_the_address(as_):
    page = (
        as_("anon").post("/konto/login/", {"login": "kari@example.org", "password": "feil"}).content.decode()
    )
    assert 'value="kari@example.org"' in page
    assert "ds-error-summary" in page


def test_logging_out_is_a_post(as_):
    client = as_("kari")
    client.post("/konto/logout/")
    assert client.get("/min-side/").status_code == 302


def test_a_new_password_comes_by_mail_also_to_somebody_who_never_had_one(as_):
    User.objects.create_user("ny@example.org", None, name="Ny")
    client = as_("anon")
    client.post("/konto/password/reset/", {"email": "ny@example.org"})
    assert send_waiting() == 1
    link = re.search(r"https?://[^/\s]+(/konto/password/reset/key/\S+)", mail.outbox[0].body)
    assert link
    page = client.get(link[1], follow=True)
    new = {"password1": "et-nytt-passord-1999", "password2": "et-nytt-passord-1999"}
    client.post(page.request["PATH_INFO"], new)
    assert User.objects.get(email="ny@example.org").check_password("et-nytt-passord-1999")


def test_asking_for_an_unknown_address_tells_nothing(as_):
    response = as_("anon").post("/konto/password/reset/", {"email": "ukjent@example.org"})
    assert response.status_code == 302
    assert send_waiting() == 0
    known = as_("anon").post("/konto/password/reset/", {"email": "kari@example.org"})
    assert (known.status_code, known.url) == (response.status_code, response.url)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "127.0.0.1"])
def test_the_mail_is_in_the_portals_name_whatever_host_was_asked(as_, settings, host):
    settings.PORTAL_BASE_URL = "https://portal.example.org"
    as_("anon").post("/konto/password/reset/", {"email": "kari@example.org"}, headers={"Host": host})
    send_waiting()
    (sent,) = mail.outbox
    whole = f"{sent.subject} {sent.body} {sent.from_email}"
    assert host not in whole
    assert "https://portal.example.org/konto/password/reset/key/" in sent.body
    assert "Nytt passord til portalen for grønne innkjøp" in sent.subject
    assert whole.count("Hilsen") == 1


def test_there_is_one_first_administrator(db):
    with pytest.raises(CommandError, match="allerede"):
        call_command("createadministrator", "a@example.org", "A")


def test_an_administrator_gives_and_takes_roles_in_the_browser(as_, people):
    client = as_("bente")
    given = {"user": people["jan"].pk, "role": "panel", "region": "", "reason": "Nytt medlem"}
    assert client.post("/admin/portal/rolegrant/add/", given).status_code == 302
    grant = people["jan"].role_grants.get(role="panel")
    client.post("/admin/portal/rolegrant/", {"action": "revoke", "_selected_action": grant.pk})
    grant.refresh_from_db()
    assert grant.revoked_by == people["bente"]


def test_a_regional_role_without_region_is_refused_in_words(as_, people):
    given = {"user": people["jan"].pk, "role": "koordinator", "region": "", "reason": "x"}
    assert "Velg region" in as_("bente").post("/admin/portal/rolegrant/add/", given).content.decode()
