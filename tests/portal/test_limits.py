"""One address for all limits, and a limit that is exact: over any stretch of time, and under many at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client, RequestFactory

from criteria.models import Feedback
from portal import throttle
from portal.accounts import AccountAdapter
from portal.addresses import client_address, client_network, network_of
from portal.api import api
from portal.models import LimitCount, OutgoingMail, User, limits
from tests import factories
from tests.conftest import PASSWORD

PROXY, CLIENT, MADE_UP = "172.18.0.1", "198.51.100.7", "203.0.113.9"
LOGIN = "/konto/login/"
RESET = "/konto/password/reset/"


def asked(header: str, proxies: int, settings, *, by: str = PROXY):
    settings.TRUSTED_PROXIES = proxies
    return RequestFactory().get("/", headers={"X-Forwarded-For": header}, REMOTE_ADDR=by)


def later(seconds: int) -> None:
    """What was counted was counted so long before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE portal_limitcount SET ends_at = ends_at - %(by)s,"
            " moments = ARRAY(SELECT m - %(by)s FROM unnest(moments) WITH ORDINALITY AS t(m, n) ORDER BY n)",
            {"by": dt.timedelta(seconds=seconds)},
        )


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, f"{MADE_UP}, {CLIENT}", PROXY),
        (1, f"{MADE_UP}, {CLIENT}", CLIENT),
        (2, f"1.1.1.1, {CLIENT}, 10.0.0.3", CLIENT),
        (2, CLIENT, CLIENT),  # past the outer proxy: no more than the inner one saw
        (5, f"{MADE_UP}, {CLIENT}", MADE_UP),
        (1, "", PROXY),
        (1, f"{CLIENT}, ", PROXY),
        (1, "unknown", PROXY),
        (1, "999.1.1.1", PROXY),
        (2, f"{CLIENT}, <script>", PROXY),
        (2, f"'; DROP TABLE, {CLIENT}", CLIENT),
        (1, f"{CLIENT}:51234", CLIENT),
        (1, "[2001:db8::7]:443", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "[fe80::1%25eth0]:80", "fe80::1"),
        (1, f"::ffff:{CLIENT}", CLIENT),
        (1, ",".join([MADE_UP] * 5000 + [CLIENT]), CLIENT),
        (1, "1" * 100_000, PROXY),
    ],
)
def test_the_address_is_what_trusted_proxies_saw(proxies, header, address, settings):
    assert client_address(asked(header, proxies, settings)) == address


@pytest.mark.parametrize(
    ("by", "address"), [("8.8.8.8", "8.8.8.8"), ("", CLIENT), ("::1", CLIENT), ("::ffff:10.0.0.1", CLIENT)]
)
def test_only_a_proxy_of_a_trusted_network_is_believed(by, address, settings):
    assert client_address(asked(CLIENT, 1, settings, by=by)) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("198.51.100.7", "::ffff:198.51.100.7", True),
        ("198.51.100.7", "198.51.100.8", False),
    ],
)
def test_a_household_is_one_network(one, other, same):
    assert (network_of(one) == network_of(other)) == same


def ask_form(n: int, **extra) -> bool:
    request = RequestFactory().post("/", headers={"X-Forwarded-For": f"{MADE_UP[:-1]}{n}, {CLIENT}"}, **extra)
    return throttle.allows(request, "feedback")


def ask_login(n: int, **extra) -> bool:
    headers = {"X-Forwarded-For": f"{MADE_UP[:-1]}{n}, {CLIENT}"}
    details = {"login": f"kari{n if extra else ''}@example.org", "password": "x"}
    return Client().post(LOGIN, details, headers=headers, **extra).status_code != 429


def ask_api(n: int, **extra) -> bool:
    headers = {"X-Forwarded-For": f"{MADE_UP[:-1]}{n}, {CLIENT}"}
    return Client().get("/api/v1/puljer", headers=headers, **extra).status_code != 429


@pytest.fixture
def few(settings, monkeypatch, people):
    """Three of everything."""
    settings.FORMS_PER_HOUR = 3
    monkeypatch.setattr("portal.signing_in.FOR_ACCOUNT", 3)
    monkeypatch.setattr("portal.signing_in.FOR_NETWORK", 3)
    for limit in api.throttle:
        monkeypatch.setattr(limit, "num_requests", 3)


@pytest.mark.parametrize("ask", [ask_form, ask_login, ask_api])
def test_behind_the_proxy_of_the_readme_each_client_counts_for_itself(ask, few, settings):
    """TRUSTED_PROXIES=1, and a client that makes up the beginning of X-Forwarded-For."""
    settings.TRUSTED_PROXIES = 1
    assert [ask(n, REMOTE_ADDR=PROXY) for n in range(4)] == [True, True, True, False]
    (others,) = {
        Client()
        .get("/api/v1/puljer", headers={"X-Forwarded-For": "198.51.100.8"}, REMOTE_ADDR=PROXY)
        .status_code,
        Client().get("/om/", headers={"X-Forwarded-For": "198.51.100.8"}, REMOTE_ADDR=PROXY).status_code,
    }
    assert others == 200


@pytest.mark.parametrize("ask", [ask_form, ask_login, ask_api])
@pytest.mark.parametrize("proxies", [0, 1])
def test_who_comes_past_the_proxy_is_counted_by_the_connection(ask, proxies, few, settings):
    settings.TRUSTED_PROXIES = proxies
    assert [ask(n, REMOTE_ADDR="8.8.8.8") for n in range(4)] == [True, True, True, False]


def test_allauth_asks_the_same_function(settings):
    request = asked(f"{MADE_UP}, {CLIENT}", 1, settings)
    assert AccountAdapter(request).get_client_ip(request) == client_address(request) == CLIENT


def test_any_stretch_of_time_has_no_more_than_the_limit(db):
    assert [limits.take("x", most=2, seconds=100) for _time in range(2)] == [0, 0]
    later(60)
    assert 38 <= limits.take("x", most=2, seconds=100) <= 40
    later(39)
    assert limits.take("x", most=2, seconds=100) == 1
    later(1)
    assert [limits.take("x", most=2, seconds=100) > 0 for _time in range(3)] == [False, False, True]


def test_the_wait_that_is_said_is_enough_and_no_more(db):
    limits.take("x", most=2, seconds=100)
    later(30)
    limits.take("x", most=2, seconds=100)
    wait = limits.take("x", most=2, seconds=100)
    assert wait == 70
    later(wait - 1)
    assert limits.take("x", most=2, seconds=100) == 1
    later(1)
    assert limits.take("x", most=2, seconds=100) == 0
    assert limits.take("x", most=0, seconds=100) == 100


def test_what_is_given_back_does_not_count_and_keys_are_apart(db):
    limits.take("x", most=1, seconds=100)
    limits.give_back("x")
    assert [limits.take(key, most=1, seconds=100) for key in ("x", "y", "x")] == [0, 0, 100]
    limits.forget("x")
    assert limits.take("x", most=1, seconds=100) == 0


def test_counts_are_swept_when_they_end_and_hold_no_address(db):
    limits.take(f"x:{CLIENT}", most=1, seconds=100)
    assert CLIENT not in LimitCount.objects.get().key
    limits.sweep()
    assert LimitCount.objects.count() == 1
    later(101)
    limits.sweep()
    assert LimitCount.objects.count() == 0


def test_many_at_once_are_counted_exactly(django_db_setup, django_db_blocker):
    """Real connections and transactions; what they write is taken away again by hand."""

    def take(_n: int) -> bool:
        try:
            return limits.take("crowd", most=25, seconds=600) == 0
        finally:
            connections["default"].close()

    with django_db_blocker.unblock():
        try:
            with ThreadPoolExecutor(12) as crowd:
                allowed = list(crowd.map(take, range(120)))
            counted = len(LimitCount.objects.get().moments)
        finally:
            LimitCount.objects.all().delete()
            connections["default"].close()
    assert (allowed.count(True), counted) == (25, 25)


def test_a_refusal_costs_two_questions_and_writes_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        limits.take("x", most=1, seconds=100)
    before = LimitCount.objects.get().ends_at
    with django_assert_num_queries(2):
        limits.take("x", most=1, seconds=100)
    assert LimitCount.objects.get().ends_at == before


def guess(number: int, *, at: str = "8.8.8.8", client: Client | None = None, password: str = ""):
    details = {"login": "Ola@example.org", "password": password or f"gjetning-{number}"}
    return (client or Client()).post(LOGIN, details, REMOTE_ADDR=at)


def test_a_thousand_guesses_get_nowhere_and_the_owner_still_gets_in(people, monkeypatch):
    looked_at: list[str] = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda user, raw: looked_at.append(raw) or check(user, raw))
    known = Client()
    assert guess(0, client=known, password=PASSWORD).status_code == 302
    known.post("/konto/logout/")
    looked_at.clear()
    answers = [guess(n) for n in range(20)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 15
    request = RequestFactory().post(LOGIN, REMOTE_ADDR="8.8.8.8")
    for n in range(980):
        with pytest.raises(ValidationError, match="For mange forsøk"):
            AccountAdapter(request).authenticate(request, email="ola@example.org", password=f"gjetning-{n}")
    assert len(looked_at) == 5
    page = answers[-1].content.decode()
    assert 'value="Ola@example.org"' in page
    assert "For mange forsøk" in page
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert guess(0, password=PASSWORD).status_code == 429  # the right one, from where the guesses come
    assert guess(0, at="9.9.9.9", password=PASSWORD).status_code == 302
    assert guess(0, client=known, password=PASSWORD).status_code == 302  # the same network, a known browser


def test_a_network_has_a_looser_limit_for_all_accounts_and_a_known_browser_none(people, monkeypatch):
    monkeypatch.setattr("portal.signing_in.FOR_NETWORK", 6)
    known = Client()
    guess(0, client=known, password=PASSWORD)
    known.post("/konto/logout/")
    statuses = [
        Client()
        .post(LOGIN, {"login": f"n{n}@example.org", "password": "x"}, REMOTE_ADDR=f"2001:db8:1:{n}::1")
        .status_code
        for n in range(8)
    ]
    assert statuses == [200] * 6 + [429] * 2
    assert guess(0, at="2001:db8:1:9::1", password=PASSWORD).status_code == 429
    assert guess(0, at="2001:db8:1:9::1", client=known, password=PASSWORD).status_code == 302


def test_right_passwords_use_nothing_up(people):
    assert {guess(n, password=PASSWORD).status_code for n in range(8)} == {302}
    assert [guess(n).status_code for n in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("cookie", ["", "x", "W10:1abc:xyz", "å"])
def test_a_made_up_mark_makes_no_browser_known(people, cookie):
    client = Client()
    client.cookies["kjent_enhet"] = cookie
    assert [guess(n, client=client).status_code for n in range(6)] == [200] * 5 + [429]


def test_a_known_browser_guesses_no_more_than_others_and_is_known_for_its_owner_alone(people):
    client = Client()
    client.post(LOGIN, {"login": "kari@example.org", "password": PASSWORD}, REMOTE_ADDR="8.8.8.8")
    client.post("/konto/logout/")
    assert [guess(n, client=client).status_code for n in range(6)] == [200] * 5 + [429]
    own = [
        client.post(LOGIN, {"login": "kari@example.org", "password": "x"}, REMOTE_ADDR="8.8.8.8").status_code
        for _n in range(6)
    ]
    assert own == [200] * 5 + [429]
    cookie = client.cookies["kjent_enhet"]
    assert "kari" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_admin_site_has_no_way_in_of_its_own(people):
    answer = Client().post("/admin/login/", {"username": "bente@example.org", "password": PASSWORD})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, LOGIN)


def test_nobody_can_flood_a_mailbox_with_new_passwords(people, settings):
    settings.MAILS_PER_HOUR = 3
    for address in ("ola@example.org", "ukjent@example.org"):
        answers = [
            Client().post(RESET, {"email": address.upper() if n else address}, REMOTE_ADDR=f"8.8.8.{n}")
            for n in range(5)
        ]
        assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 2
        assert address.upper() in answers[-1].content.decode()
        assert int(answers[-1]["Retry-After"]) > 3500
    assert OutgoingMail.objects.filter(to="ola@example.org").count() == 3


def test_nobody_can_flood_a_mailbox_with_sign_ups(as_, settings):
    settings.MAILS_PER_HOUR = 2
    typed = {"name": "Tove", "email": "offer@example.org", "organisation": "X", "group": "innkjoper"}
    events = [factories.event() for _n in range(4)]
    answers = [
        as_("anon").post(e.get_absolute_url(), typed, REMOTE_ADDR=f"8.8.8.{e.pk % 250}") for e in events
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429, 429]
    assert OutgoingMail.objects.filter(to="offer@example.org").count() == 2


def test_a_refused_form_is_a_429_with_its_words_and_a_refused_button_too(as_, people, settings):
    settings.FORMS_PER_HOUR = 0
    page = as_("anon").post(
        "/kriterier/papir_og_trykksaker/2010-1/PAP-S01/tilbakemelding/",
        {"name": "Tove", "organisation": "X", "text": "Dette er en lang tekst."},
    )
    assert (page.status_code, page["Retry-After"]) == (429, "3600")
    assert "Dette er en lang tekst." in page.content.decode()
    assert "Vent en time" in page.content.decode()
    assert not Feedback.objects.exists()
    button = as_("jan").post(factories.selection("jan", "PAP-S01").pdf_url)
    assert (button.status_code, button["Retry-After"]) == (429, "3600")
    assert "Vent litt" in button.content.decode()


def test_allauths_own_brake_is_a_page_in_the_portals_words(people):
    cache.clear()
    answers = [Client().post("/konto/password/reset/key/1-x/", {"password1": "x"}) for _n in range(21)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Vent ett minutt" in answers[-1].content.decode()


@pytest.mark.parametrize("bits", [48, 64])
def test_the_network_is_that_of_the_client(bits, settings):
    request = asked("2001:db8:1:2::1", 1, settings)
    assert client_network(request, bits=bits) == {48: "2001:db8:1::/48", 64: "2001:db8:1:2::/64"}[bits]
