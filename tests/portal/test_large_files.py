"""A file of many rows is made while it is sent: counted in rows that are read and held, not in time."""

import csv
import datetime as dt
import io
import weakref
from collections.abc import Iterator

import pytest
from django.db.models.signals import post_init
from openpyxl import load_workbook

from counties import resources
from counties.models import Activity
from portal.files import KINDS, Sheet, csv_file, download, respond
from portal.models import LogEntry
from portal.models.log import LogKind
from tests import factories

ROWS = 1000
CHUNK = 100
PAGE = "/fylker/hedmark/aktiviteter/"
ADDRESS = "/fylker/hedmark/aktiviteter/eksport.{}"


class Source:
    """Rows that count how many of them were asked for, and whether they were left."""

    def __init__(self, rows: int) -> None:
        self.rows, self.taken, self.closed = rows, 0, False

    def __iter__(self) -> Iterator[list[object]]:
        try:
            for number in range(1, self.rows + 1):
                self.taken = number
                yield [number, "Kurs i kommunene " * 10, dt.date(2011, 2, 15)]
        finally:
            self.closed = True


@pytest.fixture
def many(people) -> None:
    made = [
        Activity(
            region=factories.region(), title=f"Kurs {number}", notes="Godt oppmøte. " * 60, task="kurs",
            happened_on=dt.date(2010, 5, 4), recorded_by=people["kari"],
        )
        for number in range(ROWS)
    ]  # fmt: skip
    Activity.objects.bulk_create(made)


@pytest.fixture
def held(monkeypatch) -> Iterator[list[int]]:
    """The most activities that there were at once, first in the list."""
    alive: weakref.WeakSet[Activity] = weakref.WeakSet()
    most = [0]

    def note(instance: Activity, **_kwargs: object) -> None:
        alive.add(instance)
        most[0] = max(most[0], len(alive))

    monkeypatch.setattr(Activity, "__hash__", object.__hash__)
    post_init.connect(note, sender=Activity)
    yield most
    post_init.disconnect(note, sender=Activity)


def test_rows_are_read_as_the_file_is_sent():
    source = Source(50_000)
    response = respond(Sheet(["Nr.", "Hva", "Dato"], source), "csv", "rader")
    assert response.streaming
    parts = iter(response.streaming_content)
    next(parts)
    for _part in range(5):
        before = source.taken
        next(parts)
        assert source.taken - before <= csv_file.LINES
    assert source.taken < 10_000
    for close in response._resource_closers:
        close()
    assert source.closed


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_file_is_whole_with_its_length(kind):
    response = respond(Sheet(["Nr.", "Hva", "Dato"], Source(100)), kind, "rader")
    assert not response.streaming
    assert len(response.content) > 1000


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_made_is_no_half_file(kind):
    def rows() -> Iterator[list[int]]:
        yield [1]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        respond(Sheet(["Nr."], rows()), kind, "rader")


@pytest.mark.parametrize("kind", KINDS)
def test_large_and_small_have_the_same_bytes_in_them(kind, monkeypatch):
    def rows() -> Sheet:
        return Sheet(["Nr.", "Hva", "Dato"], Source(3000), ["=1+1"])

    whole = b"".join(respond(rows(), kind, "rader"))
    monkeypatch.setattr(download, "KEPT_WHOLE", 0)
    response = respond(rows(), kind, "rader")
    assert response.streaming
    sent = b"".join(response)
    if kind == "xlsx":  # which says when it was made
        first, other = (load_workbook(io.BytesIO(content), read_only=True) for content in (whole, sent))
        assert list(first.active.values) == list(other.active.values)
    else:
        assert len(sent) == len(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_register_is_never_all_in_memory(many, held, as_, kind, monkeypatch):
    monkeypatch.setattr(resources, "CHUNK", CHUNK)
    response = as_("kari").get(ADDRESS.format(kind))
    content = b"".join(response)
    assert 0 < held[0] <= 3 * CHUNK < ROWS
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) == 1 + ROWS


def test_a_streamed_file_is_kept_by_no_cache_and_asks_who_it_is_for(many, as_):
    response = as_("kari").get(ADDRESS.format("csv"))
    assert response.streaming
    assert "no-store" in response["Cache-Control"]
    assert sum(map(len, response)) > download.KEPT_WHOLE
    assert as_("anon").get(ADDRESS.format("csv")).status_code == as_("anon").get(PAGE).status_code != 200


def test_a_streamed_file_of_persons_is_logged_before_it_is_sent(as_, monkeypatch):
    factories.one_of_each()
    monkeypatch.setattr(download, "KEPT_WHOLE", 0)
    response = as_("kari").get("/fylker/hedmark/medlemmer/eksport.csv")
    assert response.streaming
    assert LogEntry.objects.filter(kind=LogKind.EXPORT, path="/fylker/hedmark/medlemmer/eksport.csv").exists()
    assert b"".join(response).count(b"\r\n") > 1
