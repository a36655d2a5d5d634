"""The log: what is written in it, by one query, what is not, who reads it, and how long it is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.access import Role
from portal.addresses import without_keys
from portal.models import LogEntry
from portal.models.log import LogKind
from portal.operations import log, roles
from portal.tasks import erase_log
from tests import factories
from tests.conftest import PASSWORD
from tests.portal.test_files import EXPORTS

LOGIN = "/konto/login/"
PAGE = "/logg/"


def entries(kind: LogKind) -> list[LogEntry]:
    return list(LogEntry.objects.filter(kind=kind, pk__gt=BEFORE[0]).order_by("pk"))


BEFORE = [0]


@pytest.fixture(autouse=True)
def from_now(people):
    """What the cast did when it was made is not told here."""
    BEFORE[0] = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_log_ins_and_failures_are_logged_without_a_secret(people):
    for account, password in [
        ("kari@example.org", PASSWORD),
        ("KARI@example.org", "hemmelig"),
        ("hemmelig@x.no", "hemmelig"),
    ]:
        Client().post(LOGIN, {"login": account, "password": password}, REMOTE_ADDR="2001:db8:1:2::3")
    (came_in,) = entries(LogKind.LOGIN)
    known, unknown = entries(LogKind.LOGIN_FAILED)
    assert (came_in.who, known.about, unknown.about, unknown.who) == (
        people["kari"],
        people["kari"],
        None,
        None,
    )
    assert {entry.network for entry in (came_in, known, unknown)} == {"2001:db8:1:2::/64"}
    assert "hemmelig" not in str(list(LogEntry.objects.values()))


def test_a_flood_of_guesses_is_a_few_lines(people):
    for _n in range(20):
        Client().post(LOGIN, {"login": "ola@example.org", "password": "x"}, REMOTE_ADDR="8.8.8.8")
    assert len(entries(LogKind.LOGIN_FAILED)) == 5
    assert [entry.path for entry in entries(LogKind.TOO_MANY)] == [LOGIN]


def test_refusals_are_logged_with_who_and_where_and_strangers_are_not(as_, people):
    as_("kari").get("/e-post/")
    as_("per").get("/fylker/hedmark/aktiviteter/")
    as_("per").get("/finnes/ikke/her/i/det/hele/tatt/")
    as_("anon").get("/fylker/finnes-ikke/")
    denied, elsewhere = entries(LogKind.REFUSED)
    assert (denied.who, denied.path) == (people["kari"], "/e-post/")
    assert "administrere brukere" in denied.what
    assert (elsewhere.who, elsewhere.path) == (people["per"], "/fylker/hedmark/aktiviteter/")


def test_a_path_is_logged_without_its_key_and_with_nothing_that_breaks_a_page(as_, people):
    as_("per").get("/bistand/sak/hemmelig-nokkel/")
    as_("kari").get("/e-post/eksport.\u202ex")
    key, odd = entries(LogKind.REFUSED)
    assert key.path == "/bistand/sak/…/"
    assert odd.path == "/e-post/eksport.%E2%80%AEx"


def test_roles_that_come_and_go_are_logged_whatever_way_they_do(people, as_):
    grant = roles.grant(
        user=people["jan"], role=Role.PANEL, region_id=None, by=people["bente"], reason="hemmelig"
    )
    roles.revoke(grant=grant, by=people["bente"], reason="hemmelig")
    region = factories.region()
    given = {"user": people["jan"].pk, "role": "koordinator", "region": region.pk, "reason": "hemmelig"}
    as_("bente").post("/admin/portal/rolegrant/add/", given)
    by_operation, in_the_browser = entries(LogKind.ROLE_GIVEN)
    (taken,) = entries(LogKind.ROLE_TAKEN)
    assert {(e.who, e.about) for e in (by_operation, in_the_browser, taken)} == {
        (people["bente"], people["jan"])
    }
    assert [e.what for e in (by_operation, taken, in_the_browser)] == [
        "Innkjøpspanelet",
        "Innkjøpspanelet",
        "Koordinator",
    ]
    assert (by_operation.region, in_the_browser.region) == (None, region)
    assert "hemmelig" not in str(list(LogEntry.objects.values()))


def test_a_new_password_is_logged(as_, people):
    new = {"oldpassword": PASSWORD, "password1": "et-nytt-passord-1999", "password2": "et-nytt-passord-1999"}
    client = Client()
    client.post(LOGIN, {"login": "kari@example.org", "password": PASSWORD})
    assert client.post("/konto/password/change/", new).status_code == 302
    assert [entry.who for entry in entries(LogKind.PASSWORD)] == [people["kari"]]


# By hand: which files hold people that not everyone may read of.
WITH_PERSONS = {
    "counties:participant-export",
    "counties:request-export",
    "counties:thread-export",
    "criteria:feedback-export",
    "hearing:reply-export",
    "hearing:work-export",
    "hearing:invitation-export",
    "hearing:expert-export",
    "portal:grant-export", "portal:mail-export",
    "portal:log-export",
    "portal:my-data",
    "portal:person-export",
}  # fmt: skip


# And which hold none, or only those who stand there openly.
WITHOUT = {
    "counties:region-export", "counties:kommune-export", "counties:register-export", "counties:event-export",
    "counties:kommune-grid-export", "counties:letter-grid-export", "counties:grant-account-export", "counties:grant-export",
    "counties:template-export", "counties:revision-export", "counties:figure-rows-export", "hearing:hearing-export",
    "hearing:comment-export", "criteria:criterion-export", "criteria:synonym-export", "reporting:report-export",
    "reporting:chain-export", "reporting:template-export", "reporting:round-export", "reporting:deadline-export",
    "reporting:queue-export", "reporting:round-answers", "reporting:section-sheet", "reporting:round-answer-rows",
    "counties:upload-template",
    "overview:mirror-export", "overview:comparison-export", "overview:table-export",
}  # fmt: skip


def test_every_export_is_said_to_hold_persons_or_not():
    assert set(EXPORTS) == WITH_PERSONS | WITHOUT


def test_who_takes_personal_data_is_logged(people, as_):
    ids = factories.one_of_each() | factories.hearings_of_each()
    for name in sorted(WITH_PERSONS):
        ((who, arguments, _types),) = EXPORTS[name]
        filled = [ids[str(a)] if a == "event" or str(a).startswith("hearing_") else a for a in arguments]
        who = "mette" if who == "anon" else who
        path = reverse(name, args=[*filled, "csv"])
        assert as_(who).get(path, {"q": "hemmelig"}).status_code == 200
        taken = entries(LogKind.EXPORT)[-1]
        assert (taken.who, taken.path, bool(taken.what)) == (people[who], without_keys(path), True)
    assert len(entries(LogKind.EXPORT)) == len(WITH_PERSONS)
    assert "hemmelig" not in str(list(LogEntry.objects.values()))


def test_the_styringsgruppe_s_file_is_logged_and_one_without_persons_is_not(as_):
    factories.one_of_each()
    for noun in ("medlemmer", "aktiviteter", "avtaler"):
        assert as_("kari").get(f"/fylker/hedmark/{noun}/eksport.csv").status_code == 200
    assert [entry.path for entry in entries(LogKind.EXPORT)] == ["/fylker/hedmark/medlemmer/eksport.csv"]


def test_an_entry_costs_one_query_and_an_ordinary_page_none(as_, people, django_assert_num_queries):
    with django_assert_num_queries(1):
        log.failed_login(None, "kari@example.org")
    with django_assert_num_queries(1):
        log.record(LogKind.LOGIN, who_id=people["kari"].pk)
    client = as_("kari")
    for page in ("/", "/om/", "/fylker/hedmark/aktiviteter/"):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert "portal_logentry" not in str(asked.captured_queries)


def test_nothing_in_the_log_can_be_changed_or_taken_away_before_its_time(people):
    log.record(LogKind.LOGIN, who_id=people["kari"].pk)
    for write in (
        lambda: LogEntry.objects.update(what="x"),
        lambda: LogEntry.objects.update(erase_at=timezone.now()),
        lambda: LogEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            write()


def test_what_is_old_is_erased_and_nothing_else(people, settings):
    LogEntry.objects.create(kind=LogKind.LOGIN, erase_at=timezone.now() - dt.timedelta(seconds=1))
    settings.LOG_DAYS = 30
    log.record(LogKind.LOGIN)
    young = LogEntry.objects.latest("pk")
    assert dt.timedelta(days=29) < young.erase_at - timezone.now() <= dt.timedelta(days=30)
    count = LogEntry.objects.count()
    erase_log()
    assert LogEntry.objects.count() == count - 1
    assert LogEntry.objects.filter(pk=young.pk).exists()


def test_the_log_is_searched_by_words_kind_and_time(as_, people):
    log.record(LogKind.LOGIN, who_id=people["kari"].pk)
    log.record(LogKind.ROLE_GIVEN, who_id=people["bente"].pk, about_id=people["ola"].pk, what="Fylkesmann")
    client, rows = as_("bente"), lambda **asked: client.get(PAGE, asked).context["page"].object_list
    found = {str(row.record.kind) for row in client.get(PAGE, {"q": "ola@ fylkesmann"}).context["table"].page}
    assert found == {"role_given"}
    kinds = {row.record.kind for row in client.get(PAGE, {"kind": "login"}).context["table"].page}
    assert kinds == {"login"}
    assert not list(rows(until="2000-01-01"))
    assert list(rows(since="2000-01-01"))
    page = client.get(PAGE, {"q": "finnesikke"}).content.decode()
    assert "Ingen treff" in page
    assert "Kari" in client.get("/logg/eksport.csv", {"kind": "login"}).content.decode()


def test_an_administrator_finds_the_log_in_the_menu_and_nobody_else(as_):
    assert 'href="/logg/"' in as_("bente").get("/").content.decode()
    assert 'href="/logg/"' not in as_("siv").get("/").content.decode()


def test_the_log_asks_the_same_however_long_it_is(as_, people, django_assert_max_num_queries):
    client = as_("bente")
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for person in people.values():
        log.record(LogKind.ROLE_GIVEN, who_id=person.pk, about_id=person.pk, region_id=factories.region().pk)
    with django_assert_max_num_queries(min(15, len(few))):
        client.get(PAGE)
