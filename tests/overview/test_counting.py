"""A count writes what has become another figure, and is not made where nothing has changed."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import connection

from portal import clock
from reporting.overview.models import Fact, FactCount, Median
from reporting.overview.operations import facts
from tests import factories
from tests.site import wait_for

FIGURES = ("measure", "category", "theme", "pulje", "region", "year", "month", "value")


@pytest.fixture
def counts(monkeypatch) -> list[str]:
    """The counts that are made, and not only asked for."""
    made, count = [], facts.count

    def counted(*, basis: str) -> None:
        made.append(basis)
        count(basis=basis)

    monkeypatch.setattr(facts, "count", counted)
    return made


def elsewhere(statement: str) -> Callable[[], None]:
    """The statement, by somebody else, who has gone when it is done."""
    parameters = connection.get_connection_params()
    address = {name: parameters[name] for name in ("host", "port", "user", "password", "dbname")}

    def run() -> None:
        with psycopg.connect(**address, autocommit=True) as other:
            other.execute(statement)

    return run


def test_figures_that_hold_are_left_as_they_are(people):
    factories.activity()
    facts.count()
    before = dict(Fact.objects.values_list("pk", "value"))
    figures = set(Fact.objects.values_list(*FIGURES))
    facts.count()
    assert dict(Fact.objects.values_list("pk", "value")) == before
    factories.activity(happened_on=clock.today())
    facts.count()
    after = dict(Fact.objects.values_list("pk", "value"))
    assert 0 < len(before.keys() - after.keys()) < len(before) / 2
    changed = set(Fact.objects.values_list(*FIGURES))
    assert changed - figures
    Fact.objects.all().delete()
    Median.objects.all().delete()
    facts.count()
    assert set(Fact.objects.values_list(*FIGURES)) == changed


def test_nothing_is_counted_where_nothing_has_changed(db, counts, monkeypatch):
    facts.count_where_changed()
    first = FactCount.objects.get()
    facts.count_where_changed()
    assert len(counts) == 1
    assert FactCount.objects.get().counted_at > first.counted_at
    elsewhere("UPDATE counties_pulje SET number = number")()

    def is_counted() -> bool:
        facts.count_where_changed()
        return len(counts) == 2

    wait_for(is_counted)
    tomorrow = clock.today().replace(day=16)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    facts.count_where_changed()
    facts.count_where_changed()
    assert len(counts) == 3
