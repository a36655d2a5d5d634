"""Slow, run by hand: `make drills`. Two thousand files at every form, and every known trick at every form, within bounds of memory."""

import resource

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from tests import hostile

pytestmark = pytest.mark.drill
MOST_GROWTH = 600  # MB


@pytest.fixture(scope="module")
def places(kept):
    return hostile.places()


def peak() -> float:
    """MB of this process at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@trials(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 99), name=hostile.NAMES, content=hostile.contents())
def test_two_thousand_files_break_nothing(places, at, name, content):
    hostile.sent(list(places.values())[at % len(places)], name, content)


@pytest.mark.parametrize("known", hostile.KNOWN)
def test_every_trick_at_every_form(places, known):
    name, content = hostile.KNOWN[known]()
    before = peak()
    for place in places.values():
        hostile.sent(place, name, content)
    assert peak() - before < MOST_GROWTH
