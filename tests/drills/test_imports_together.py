"""Slow, run by hand: `make drills`. Two large imports at once, with the whole country's ordinary work beside them."""

import time

import pytest

from counties.models import Activity
from tests.counties.test_uploads_together import committed, together

pytestmark = pytest.mark.drill
__all__ = ["committed"]


def test_two_imports_of_8_000_rows_with_200_adds_beside_them(committed):
    began = time.monotonic()
    states, added = together(rows=8_000, adds=200)
    assert set(states.values()) == {"done"}
    assert (added, Activity.objects.count()) == (200, 16_200)
    assert time.monotonic() - began < 120
