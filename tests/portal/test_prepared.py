"""SQL that is made once in a process: whoever asks first, it holds no person's rights, regions or day."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from counties.models import Event, Region
from portal import clock, prepared
from portal.access import Role
from portal.desks import desk_of, visit_since
from portal.models import RoleGrant, User
from portal.operations import roles
from reporting.workflow import Status
from tests import factories

LATER = dt.datetime(2011, 2, 16, 9, tzinfo=dt.UTC)
PAGES = ["/", "/fylker/hedmark/arbeid/", "/fylker/nordland/arbeid/", "/fylker/hedmark/"]


@pytest.fixture
def tasks(people):
    """One in each region, and SQL that nobody has made yet."""
    factories.ask("0403", subject="Stoler til Hamar")
    factories.ask("1804", subject="Bord til Bodø")
    prepared.KEPT.clear()


def asked(as_: Callable[[str], Client], name: str) -> set[str]:
    page = as_(name).get("/").content.decode()
    return {subject for subject in ("Stoler til Hamar", "Bord til Bodø") if subject in page}


@pytest.mark.parametrize("first", [["kari", "per"], ["per", "kari"]])
def test_each_has_the_tasks_of_own_regions_whoever_asks_first(first, tasks, as_):
    own = {"kari": {"Stoler til Hamar"}, "per": {"Bord til Bodø"}}
    assert [asked(as_, name) for name in first * 2] == [own[name] for name in first * 2]


def test_a_role_counts_from_the_next_request_and_no_longer_than_it_lasts(tasks, people, as_):
    nordland = Region.objects.get(slug="nordland")
    assert asked(as_, "kari") == {"Stoler til Hamar"}
    given = roles.grant(
        user=people["kari"],
        role=Role.KOORDINATOR,
        region_id=nordland.pk,
        by=User.objects.get(email="bente@example.org"),
        reason="Vikar",
    )
    assert asked(as_, "kari") == {"Stoler til Hamar", "Bord til Bodø"}
    roles.revoke(grant=given, by=User.objects.get(email="bente@example.org"), reason="Ferdig")
    assert asked(as_, "kari") == {"Stoler til Hamar"}
    hers = RoleGrant.objects.get(user=people["kari"], revoked_at=None)
    roles.revoke(grant=hers, by=User.objects.get(email="bente@example.org"), reason="Sluttet")
    assert asked(as_, "kari") == set()


@pytest.mark.parametrize("first", [["siv", "dag"], ["dag", "siv"]])
def test_the_ministry_is_not_told_of_a_draft_that_difi_is_told_of_whoever_asks_first(first, people):
    factories.report_at(Status.AWAITING_SIGNATURE)
    prepared.KEPT.clear()
    news = {name: desk_of(User.objects.get(pk=people[name].pk), visit_since(None)).news for name in first}
    told = {name: any(one.what.startswith("Hedmark 2010: ") for one in news[name]) for name in first}
    assert told == {"siv": True, "dag": False}


def test_what_is_kept_is_the_same_for_two_people_on_two_days(tasks, as_):
    def kept(names: str) -> dict[object, prepared.Sql]:
        prepared.KEPT.clear()
        for name in names.split():
            for page in PAGES:
                as_(name).get(page)
        return dict(prepared.KEPT)

    one = kept("kari siv mette jan bente dag anon")
    with clock.at(LATER):
        other = kept("per siv mette jan bente dag anon")
    assert one == other
    assert len(one) > 40


def test_a_day_of_the_clock_is_not_kept():
    @prepared.prepared
    def coming() -> prepared.Sql:
        return Event.objects.filter(starts_at__gt=clock.now()).query.sql_with_params()

    with pytest.raises(ValueError, match="must be an argument"):
        coming()


def test_an_argument_that_the_sql_does_not_ask_for_is_refused():
    @prepared.prepared
    def all_of(_region: int) -> prepared.Sql:
        return Event.objects.all().query.sql_with_params()

    with pytest.raises(ValueError, match="no place"):
        all_of(1)
