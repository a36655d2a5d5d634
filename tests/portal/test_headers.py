"""What every answer says to browsers, and what the portal says to robots and to those who find a hole."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories

SAME = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECRETS = [
    "/konto/login/", "/horinger/mitt-svar/x/", "/horinger/utkast/x/", "/fagperson/x/", "/utvalg/delt/x/", "/les/x/",
    "/bistand/sak/x/", "/kalender/pamelding/x/", "/konto/password/reset/key/1-x/",
]  # fmt: skip


@pytest.fixture
def answers(as_, people, monkeypatch):
    """A page, a file, an answer of the API, and 404, 403 and 500."""
    factories.draft()
    client = as_("kari")
    client.raise_request_exception = False
    asked = {
        "/om/": 200,
        "/data/avtaler.csv": 200,
        "/api/v1/openapi.json": 200,
        "/finnes-ikke/": 404,
        "/rapporter/2010/hedmark/signer/": 403,
    }
    found = {path: client.get(path) for path in asked}
    monkeypatch.setattr("portal.views.pages.health.check", lambda: 1 / 0)
    found["/helse/"] = client.get("/helse/")
    assert {path: answer.status_code for path, answer in found.items()} == asked | {"/helse/": 500}
    return found


def test_every_answer_tells_the_browser_what_it_may_do(answers):
    for path, answer in answers.items():
        assert SAME.items() <= dict(answer.headers).items(), path
        permissions = answer["Permissions-Policy"].split(", ")
        assert {"camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"} <= set(permissions)
        policy = dict(
            part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["form-action"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_where_it_is_https_browsers_are_told_to_keep_to_it(client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/om/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_cookies_are_no_scripts_and_no_other_sites(db, settings):
    client = Client()
    client.get("/konto/login/")
    client.post("/konto/login/", {"login": "kari@example.org", "password": "et-langt-passord-2011"})
    assert {"sessionid", "csrftoken"} <= client.cookies.keys()
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), cookie.key


@pytest.mark.parametrize("path", SECRETS)
def test_no_search_engine_keeps_an_address_that_lets_somebody_in(client, db, path):
    """Also where the key is wrong. Other sites are not told of it, and the page's own forms can be sent."""
    answer = client.get(path)
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")


def test_public_pages_are_for_search_engines(client, db):
    assert not client.get("/kriterier/").has_header("X-Robots-Tag")
    assert client.get("/robots.txt").content.decode().splitlines()[:2] == [
        "User-agent: *",
        "Disallow: /admin/",
    ]


def test_who_finds_a_hole_is_told_whom_to_tell(client, db, settings):
    settings.SECURITY_CONTACT = "mailto:sikkerhet@example.org"
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:sikkerhet@example.org"
    assert fields["Preferred-Languages"].startswith("nb")
    left = dt.datetime.fromisoformat(fields["Expires"]) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=183) < left < dt.timedelta(days=365)
