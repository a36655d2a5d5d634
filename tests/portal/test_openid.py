"""Log-in by OpenID Connect, against a real provider on the loopback."""

import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from portal.allauth_settings import providers
from portal.embedded.process import free_port
from portal.models import RoleGrant, User

START = "/konto/oidc/oidc/login/"


@pytest.fixture(scope="module")
def provider():
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=1)
                break
            except requests.ConnectionError:
                assert process.poll() is None
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(autouse=True)
def by_provider(provider, settings):
    named = {"name": "ID-porten", "client_id": "portalen", "secret": "hemmelig"}
    settings.SOCIALACCOUNT_PROVIDERS = providers(provider, **named)
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["scope"].append("email")  # which the portal does not ask for: it is told all the same


def vouch(client: Client, provider: str, sub: str, *, verified: bool = True, process: str = "login"):
    """Go to the provider, say who one is there, and come back."""
    claims = {"email": sub, "email_verified": verified, "name": "Noen"}
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()
    away = client.post(f"{START}?process={process}")
    back = requests.post(away.url, data={"sub": sub}, allow_redirects=False, timeout=5)
    place = urlsplit(back.headers["Location"])
    return client.get(f"{place.path}?{place.query}")


@pytest.mark.parametrize("verified", [True, False])
def test_nobody_comes_in_by_an_address_that_the_provider_tells_of(as_, provider, verified):
    client = as_("anon")
    page = vouch(client, provider, "siv@example.org", verified=verified)
    assert "ingen konto i portalen er koblet til" in page.content.decode()
    assert client.get("/min-side/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account_and_no_role(as_, provider):
    before = User.objects.count(), RoleGrant.objects.count()
    vouch(as_("anon"), provider, "fremmed@example.net")
    assert (User.objects.count(), RoleGrant.objects.count()) == before


def test_who_has_connected_it_comes_in_with_the_roles_they_have(as_, provider, people):
    vouch(as_("kari"), provider, "12345678901", process="connect")
    client = as_("anon")
    vouch(client, provider, "12345678901")
    assert client.get("/min-side/").context["request"].user == people["kari"]
    assert SocialAccount.objects.get().user == people["kari"]


def test_the_second_step_is_asked_for_after_the_provider_too(as_, provider, people):
    from tests.portal.test_getting_in import with_app  # noqa: PLC0415

    vouch(as_("siv"), provider, "10987654321", process="connect")
    with_app(people["siv"])
    client = as_("anon")
    assert vouch(client, provider, "10987654321").url == "/konto/2fa/authenticate/"
    assert client.get("/min-side/").status_code == 302


def test_the_log_in_page_names_the_provider(as_):
    assert "Logg inn med ID-porten" in as_("anon").get("/konto/login/").content.decode()
