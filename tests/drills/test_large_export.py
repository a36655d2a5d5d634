"""Slow, run by hand: `make drills`. A register as large as the country's comes out with the memory of a small one."""

import resource

import pytest
from django.db import connection
from django.urls import reverse

from portal.files import KINDS
from tests import factories

pytestmark = pytest.mark.drill
ROWS = 150_000
MOST_GROWTH = 40  # MB
MORE = """
    INSERT INTO counties_activity (region_id, task, title, happened_on, audience, politikere, ledere, innkjopere,
                                   leverandorer, hours, themes, notes, version, recorded_at, recorded_by_id)
    SELECT region_id, task, title || ' nr. ' || n, happened_on, audience, politikere, ledere, innkjopere, leverandorer,
           hours, themes, notes, version, recorded_at, recorded_by_id
    FROM counties_activity, generate_series(1, %s) AS n
"""


@pytest.fixture
def many(people) -> None:
    factories.activity(themes=["miljo", "etikk"], notes="Godt oppmøte. " * 5)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # without history
        cursor.execute(MORE, [ROWS])
        cursor.execute("SET session_replication_role = DEFAULT")


def peak() -> float:
    """MB of this process at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


ADDRESSES = [
    ("counties:register-export", "hedmark", "aktiviteter"),
    ("counties:figure-rows-export", "aktiviteter"),
]


@pytest.mark.parametrize(("name", "arguments"), [(name, arguments) for name, *arguments in ADDRESSES])
@pytest.mark.parametrize("kind", KINDS)
def test_150_000_rows_go_out_with_flat_memory(many, as_, kind, name, arguments):
    address, client = reverse(name, args=[*arguments, kind]), as_("siv")
    assert client.get(address, {"q": "finnes ikke"}).status_code == 200
    before, size = peak(), 0
    response = client.get(address)
    for part in response.streaming_content:
        size += len(part)
    grown = peak() - before
    print(f"{name} {kind}: {size / 2**20:.0f} MB, grew by {grown:.0f} MB")  # noqa: T201
    assert response.streaming
    assert grown < MOST_GROWTH, grown
