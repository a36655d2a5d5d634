"""Registering, the second step of log-in, sessions, and proof again before an act that binds."""

import inspect
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver

from portal.access import Role
from portal.models import User
from portal.operations import roles
from portal.operations.outbox import send_waiting
from reporting.models import AnnualReport
from reporting.operations.steps import mark_of
from reporting.workflow import Status
from tests import factories
from tests.conftest import CAST, PASSWORD, proven

HEDMARK = "/rapporter/2010/hedmark/"
NEW = {"name": "Ida Innkjøp", "email": "ida@example.org", "password1": PASSWORD, "password2": PASSWORD}
DEMANDED = {"ola", "nils", "siv", "mette", "bente"}
pytestmark = pytest.mark.django_db
LONG_AGO = 10_000  # seconds


def log_in(name: str) -> Client:
    client = Client()
    client.post("/konto/login/", {"login": f"{name}@example.org", "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def long_since_proven(client: Client, user: User) -> Client:
    session = client.session
    session.update(proven(user.pk))
    session["account_authentication_methods"][0]["at"] = time.time() - LONG_AGO
    session.save()
    return client


def prove(client: Client, asked) -> object:
    """Type the password on the page that was led to."""
    assert asked.url.startswith("/konto/reauthenticate/?next=")
    page = client.get(asked.url)
    place = re.search(r'name="next" value="([^"]+)"', page.content.decode())
    return client.post("/konto/reauthenticate/", {"password": PASSWORD, "next": place[1]})


# Registering, and the address


def test_who_registers_is_a_buyer_once_the_address_is_confirmed(as_):
    client = as_("anon")
    client.post("/konto/signup/", NEW | {"role": "difi", "roles": "difi", "is_active": "on"})
    ida = User.objects.get(email="ida@example.org")
    assert [grant.role for grant in ida.active_grants] == [Role.INNKJOPER]
    assert ida.name == "Ida Innkjøp"
    assert log_in("ida").get("/min-side/").status_code == 302
    send_waiting()
    link = re.search(r"(/konto/confirm-email/\S+)", mail.outbox[0].body)
    assert "http://testserver" not in mail.outbox[0].body
    client.post(link[1])
    assert log_in("ida").get("/min-side/").status_code == 200


def test_registering_an_address_that_has_an_account_tells_its_owner_alone(as_):
    new = as_("anon").post("/konto/signup/", NEW)
    known = as_("anon").post("/konto/signup/", NEW | {"email": "kari@example.org"})
    assert (known.status_code, known.url) == (new.status_code, new.url)
    send_waiting()
    assert "har allerede en konto" in next(m for m in mail.outbox if m.to == ["kari@example.org"]).body
    assert User.objects.get(email="kari@example.org").check_password(PASSWORD)


def test_a_new_address_holds_once_confirmed_and_the_old_one_is_told(as_, people):
    client = as_("kari")
    client.post("/konto/email/", {"email": "kari.ny@example.org", "action_add": ""})
    people["kari"].refresh_from_db()
    assert people["kari"].email == "kari@example.org"
    send_waiting()
    link = re.search(r"(/konto/confirm-email/\S+)", mail.outbox[0].body)
    client.post(link[1])
    people["kari"].refresh_from_db()
    assert people["kari"].email == "kari.ny@example.org"
    send_waiting()
    told = [m for m in mail.outbox if m.to == ["kari@example.org"]]
    assert "fra kari@example.org til kari.ny@example.org" in told[0].body


def test_an_address_that_an_administrator_changes_is_told_to_both_and_confirmed_anew(as_, people):
    jan, client = people["jan"], as_("bente")
    path = f"/admin/portal/user/{jan.pk}/change/"
    form = client.get(path).context["adminform"].form
    seen = {"seen": form["seen"].value(), "name": jan.name, "title": "", "is_active": "on"}
    assert client.post(path, seen | {"email": "jan.ny@example.org"}).status_code == 302
    send_waiting()
    assert {m.to[0] for m in mail.outbox} == {"jan@example.org", "jan.ny@example.org"}
    assert not EmailAddress.objects.get(user=jan).verified
    assert (
        Client().post("/konto/login/", {"login": "jan@example.org", "password": PASSWORD}).status_code == 200
    )
    assert log_in("jan.ny").get("/min-side/").status_code == 302


# The second step


@pytest.mark.parametrize("name", [*(who for who, *_rest in CAST), "bente"])
def test_the_second_step_is_demanded_of_four_roles(name, as_, settings):
    settings.SECOND_FACTOR = True
    client = as_(name)
    page = client.get("/min-side/")
    assert (page.status_code == 302) == (name in DEMANDED)
    if name in DEMANDED:
        assert page.url == "/konto/2fa/"
        assert "Rollen din krever" in client.get("/konto/2fa/").content.decode()
        assert client.post("/min-side/lest/").status_code == 403
        assert client.get("/", headers={"HX-Request": "true"}).status_code == 403
        assert client.get("/api/v1/fylker", headers={"Accept": "application/json"}).status_code == 403
        assert client.get("/admin/").status_code == 302
        assert client.get("/konto/connected/").status_code == 302
        assert client.post("/konto/logout/").url == "/"


def test_a_role_that_is_given_demands_it_at_the_next_request(as_, people, settings):
    settings.SECOND_FACTOR = True
    client = as_("jan")
    assert client.get("/min-side/").status_code == 200
    roles.grant(user=people["jan"], role=Role.PANEL, region_id=None, by=people["bente"], reason="Ny")
    assert client.get("/min-side/").url == "/konto/2fa/"


def test_nothing_is_demanded_where_the_setting_is_off(as_):
    assert as_("siv").get("/min-side/").status_code == 200
    assert "slått av her" in as_("siv").get("/konto/2fa/").content.decode()


def test_the_app_is_set_up_and_its_code_asked_for_at_log_in(
    as_, people, settings, django_capture_on_commit_callbacks
):
    settings.SECOND_FACTOR = True
    client = as_("siv")
    page = client.get("/konto/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        code = code_of(page.context["form"].secret)
        done = client.post("/konto/2fa/totp/activate/", {"code": code})
    assert done.url == "/konto/2fa/recovery-codes/"
    assert client.get("/min-side/").status_code == 200
    secret = Authenticator.objects.get(user=people["siv"], type="totp").data["secret"]
    other = log_in("siv")
    assert other.get("/min-side/").status_code == 302
    assert other.post("/konto/2fa/authenticate/", {"code": "000000"}).status_code == 200
    cache.clear()  # where a code that was used is kept
    assert other.post("/konto/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert other.get("/min-side/").status_code == 200
    send_waiting()
    told = ["En app på telefonen" in m.body for m in mail.outbox if m.to == ["siv@example.org"]]
    assert told == [True]


def test_a_recovery_code_lets_in_once(people):
    with_app(people["siv"])
    code = RecoveryCodes(
        Authenticator.objects.get(user=people["siv"], type="recovery_codes")
    ).get_unused_codes()[0]
    first, second = log_in("siv"), log_in("siv")
    first.post("/konto/2fa/authenticate/", {"code": code})
    assert first.get("/min-side/").status_code == 200
    second.post("/konto/2fa/authenticate/", {"code": code})
    assert second.get("/min-side/").status_code == 302


# Sessions


def test_a_session_ended_elsewhere_is_out_at_once(as_):
    here, there = log_in("kari"), log_in("kari")
    page = here.get("/konto/sessions/").content.decode()
    assert page.count("/end/") == 2
    here.post("/konto/sessions/")
    assert there.get("/min-side/").status_code == 302
    assert here.get("/min-side/").status_code == 200


def test_one_session_is_ended_by_its_own_person_alone():
    here, there, other = log_in("kari"), log_in("kari"), log_in("per")
    theirs = f"/konto/sessions/{[s.pk for s in here.get('/konto/sessions/').context['sessions']][1]}/end/"
    assert other.post(theirs).status_code == 404
    assert there.get("/min-side/").status_code == 200
    here.post(theirs)
    assert there.get("/min-side/").status_code == 302


def age(client: Client, key: str, seconds: int) -> Client:
    session = client.session
    session[key] -= seconds
    session.save()
    return client


def test_a_session_that_is_idle_or_old_ends(settings):
    idle, old = settings.SESSION_IDLE_SECONDS, settings.SESSION_SECONDS
    assert age(log_in("kari"), "seen_at", idle + 1).get("/min-side/").status_code == 302
    assert age(log_in("kari"), "begun_at", old + 1).get("/min-side/").status_code == 302
    used = age(log_in("kari"), "seen_at", idle - 60)
    assert used.get("/min-side/").status_code == 200
    assert used.session["seen_at"] > time.time() - 60


# Administration, and proof again


def test_the_admin_site_has_the_portals_own_log_in(as_):
    assert as_("anon").get("/admin/login/").url.startswith("/konto/login/")
    assert (
        as_("anon").post("/admin/login/", {"username": "bente@example.org", "password": PASSWORD}).status_code
        == 302
    )
    assert as_("kari").get("/admin/login/").status_code == 403


ACTS = (
    "signing.sign(", "reports.approve", "reports.return_to_region", "roles.grant(", "roles.revoke(", "roles.end",
    "invitations.invite", "invitations.hand_over",
)  # fmt: skip


def views(resolver: URLResolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        else:
            yield pattern.callback


def test_every_page_of_an_act_that_binds_asks_again():
    found = {}
    for view in views(get_resolver()):
        own = inspect.unwrap(view)
        text = (
            inspect.getsource(own)
            if inspect.isfunction(own) and own.__module__.split(".")[0] != "django"
            else ""
        )
        for act in ACTS:
            if act in text:
                found.setdefault(act, set()).add((own.__name__, is_asked(view)))
    assert found == {
        "signing.sign(": {("report_sign", True)},
        "reports.approve": {("report_approve", True)},
        "reports.return_to_region": {("report_return", True)},
        "roles.end": {("grant_end", True)},
        "invitations.invite": {("role_invite", True), ("people_invite", True)},
        "invitations.hand_over": {("grant_hand_over", True)},
    }


def is_asked(view) -> bool:
    while view is not None:
        if getattr(view, "asks_again", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_a_report_is_signed_once_the_person_is_proven(as_, people):
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    client = long_since_proven(as_("ola"), people["ola"])
    page = client.get(f"{HEDMARK}signer/")
    form = {"seen": page.context["seen"], "shown": "", "confirm": "on", **sign_words(page)}
    asked = client.post(f"{HEDMARK}signer/?fra=tavlen", form)
    report.refresh_from_db()
    assert report.status == Status.AWAITING_SIGNATURE
    done = prove(client, asked)
    report.refresh_from_db()
    assert (done.status_code, report.status) == (302, Status.DELIVERED)


def sign_words(page) -> dict[str, str]:
    return dict.fromkeys(page.context["form"].fields, "on")


@pytest.mark.parametrize("step", ["godkjenn", "returner"])
def test_words_of_a_review_wait_while_the_person_is_proven(step, as_, people):
    report = factories.report_at(Status.IN_REVIEW)
    client = long_since_proven(as_("siv"), people["siv"])
    words = {"seen": mark_of(report), "comment": "Godt arbeid, men se på kapittel 2."}
    asked = client.post(f"{HEDMARK}vurder/{step}/?seen={words['seen']}", words)
    assert AnnualReport.objects.get(pk=report.pk).status == Status.IN_REVIEW
    prove(client, asked)
    event = report.events.order_by("-pk").first()
    assert event.comment == words["comment"]
    assert event.to_status == (Status.APPROVED if step == "godkjenn" else Status.DRAFT)


def test_words_are_shown_where_the_act_is_refused_after_all(as_, people):
    factories.report_at(Status.IN_REVIEW)
    client = long_since_proven(as_("siv"), people["siv"])
    words = {"seen": "1", "comment": "Dette skrev jeg lenge på."}
    done = prove(client, client.post(f"{HEDMARK}vurder/godkjenn/", words))
    assert done.status_code == 409
    assert words["comment"] in done.content.decode()


def test_a_wrong_password_does_nothing_and_keeps_the_words(as_, people):
    report = factories.report_at(Status.IN_REVIEW)
    client = long_since_proven(as_("siv"), people["siv"])
    words = {"seen": mark_of(report), "comment": "Fint."}
    asked = client.post(f"{HEDMARK}vurder/godkjenn/", words)
    client.post(asked.url, {"password": "feil", "next": f"{HEDMARK}vurder/godkjenn/"})
    assert AnnualReport.objects.get(pk=report.pk).status == Status.IN_REVIEW
    prove(client, asked)
    assert AnnualReport.objects.get(pk=report.pk).status == Status.APPROVED


def test_roles_are_given_and_taken_once_the_person_is_proven(as_, people):
    client = long_since_proven(as_("bente"), people["bente"])
    given = {"user": people["jan"].pk, "role": "panel", "region": "", "reason": "Nytt medlem"}
    asked = client.post("/admin/portal/rolegrant/add/", given)
    assert not people["jan"].role_grants.filter(role="panel").exists()
    prove(client, asked)
    grant = people["jan"].role_grants.get(role="panel")
    long_since_proven(client, people["bente"])
    asked = client.post("/admin/portal/rolegrant/", {"action": "revoke", "_selected_action": grant.pk})
    grant.refresh_from_db()
    assert grant.revoked_at is None
    prove(client, asked)
    grant.refresh_from_db()
    assert grant.revoked_by == people["bente"]


def test_a_fresh_log_in_is_proof():
    report = factories.report_at(Status.IN_REVIEW)
    words = {"seen": mark_of(report), "comment": ""}
    assert "reauthenticate" not in log_in("siv").post(f"{HEDMARK}vurder/godkjenn/", words).url
