import pytest

pytest.register_assert_rewrite("tests.reporting.holding", "tests.reporting.trying")  # to say what differs
