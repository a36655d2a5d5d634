"""What is read from a request: whose it is, and numbers that anyone may have written."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pghistory.models import Context

from criteria.hearing.operations import answering
from portal import throttle
from portal.api import RateLimit
from portal.http import client_address, whole_number, whole_numbers
from portal.middleware import without_keys
from tests import factories

FORGED = "203.0.113.9, 198.51.100.7"  # what a client makes up, then what the proxy saw


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, FORGED, "127.0.0.1"),
        (1, FORGED, "198.51.100.7"),
        (2, f"1.1.1.1, {FORGED}", "203.0.113.9"),
        (2, "198.51.100.7", "198.51.100.7"),
        (1, "", "127.0.0.1"),
        (1, " , ", "127.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_saw_is_believed(proxies, header, address, settings):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header})
    assert client_address(request) == address
    assert RateLimit("1/h").get_ident(request) == address


def forged(n: int) -> dict[str, str]:
    """The headers of a client that makes up a new address each time, behind one proxy."""
    return {"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"}


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_gives_no_more_forms(proxies, db, settings):
    cache.clear()
    settings.FORMS_PER_HOUR, settings.TRUSTED_PROXIES = 2, proxies
    requests = [RequestFactory().post("/", headers=forged(n)) for n in range(3)]
    assert [throttle.allows(request, "feedback") for request in requests] == [True, True, False]


def test_behind_a_proxy_each_client_has_its_own_count(db, settings):
    cache.clear()
    settings.FORMS_PER_HOUR, settings.TRUSTED_PROXIES = 1, 1
    requests = [RequestFactory().post("/", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(3)]
    assert all(throttle.allows(request, "feedback") for request in requests)


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_gives_no_more_tries_at_a_password(proxies, people, settings):
    cache.clear()
    settings.TRUSTED_PROXIES = proxies
    asked = [{"login": f"a{n}@example.org", "password": "x"} for n in range(31)]
    answers = [Client().post("/konto/login/", details, headers=forged(n)) for n, details in enumerate(asked)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "１", "²", "x", "1" * 5000, "9223372036854775808"])
def test_what_is_no_number_of_a_row_is_none(text):
    assert whole_number(text) is None


def test_numbers_have_a_highest():
    assert (whole_number("999", highest=999), whole_number("1000", highest=999)) == (999, None)
    assert whole_numbers(["1", "x", "2", "1", "²"]) == {1, 2}


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/les/abc123/", "/les/…/"),
        ("/horinger/mitt-svar/abc123/bekreft/def456/", "/horinger/mitt-svar/…/bekreft/…/"),
        ("/horinger/mitt-svar/abc123/kriterium/KON-S91/", "/horinger/mitt-svar/…/kriterium/KON-S91/"),
        ("/kalender/pamelding/abc123/", "/kalender/pamelding/…/"),
        ("/bistand/sak/abc123/", "/bistand/sak/…/"),
        ("/utvalg/delt/abc123/kopi/", "/utvalg/delt/…/kopi/"),
        ("/konto/password/reset/key/3-abc-def/", "/konto/password/reset/key/…-…/"),
        ("/rapporter/maler/arsrapport/", "/rapporter/maler/arsrapport/"),
        ("/finnes-ikke/", "/finnes-ikke/"),
    ],
)
def test_history_keeps_no_key_of_an_address(path, kept):
    assert without_keys(path) == kept


def test_what_is_written_by_a_link_has_no_key_in_its_history(people, as_):
    reply = answering.begin(
        hearing=factories.on_hearing(), values=factories.SENDER | {"email": "a@example.org"}
    )
    said = {"stance": "for", "text": "Bra.", "proposal": ""}
    assert as_("anon").post(f"{reply.own_path}helhet/", said).status_code == 302
    urls = [context.metadata.get("url", "") for context in Context.objects.all()]
    assert "/horinger/mitt-svar/…/helhet/" in urls
    assert not any(reply.token in url for url in urls)
