"""Slow, run by hand: `make drills`. Many long orders of acts on reports, others each time."""

import pytest

from tests.reporting.test_stateful import run

pytestmark = pytest.mark.drill


@pytest.mark.django_db
def test_60_long_orders_of_acts_lose_no_word_and_seal_what_was_shown():
    run(max_examples=60, stateful_step_count=40, print_blob=True)
