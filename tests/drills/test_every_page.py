"""Slow, run by hand: `make drills`. Every page there is, as each of the cast who gets it, by the rules of the walk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.conftest import browser, page_of, signed_in, site
from tests.browser.test_pages import AXE, NARROW, found_at
from tests.portal.test_urls import MATRIX, NAMES, POST_ONLY, address

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.drill]
__all__ = ["browser", "page_of", "signed_in", "site"]

SOMETHING_OF_EVERYTHING = """
import json
import django
django.setup()
from reporting.overview.operations import facts
from tests.portal.test_urls import make_rows
made = make_rows()
facts.count()
print(json.dumps(made, default=str))
"""


@pytest.fixture(scope="module")
def rows(site) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(site.script(SOMETHING_OF_EVERYTHING))
    return made


@pytest.mark.parametrize("person", NAMES)
def test_every_page_that_somebody_gets_keeps_the_rules(person, rows, page_of):
    page = page_of("" if person == "anon" else person, viewport=NARROW)
    page.add_init_script(AXE)
    at = NAMES.index(person)
    faults, seen = {}, 0
    for name in sorted(name for name in set(MATRIX) - POST_ONLY if MATRIX[name].split()[at] == "200"):
        path = address(name, rows)
        answer = page.request.get(path)
        assert answer.status == 200, (name, path)
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a file, or what programs read
        came = page.goto(path)
        seen += 1
        if found := found_at(page, came.text()):
            faults[name] = found
    assert seen > 20
    assert faults == {}
