"""The title of a page says what it is and whose: no two pages of different things share one."""

import re
from collections import defaultdict
from html import unescape

from tests.portal.test_urls import MATRIX, POST_ONLY, address, make_rows

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# One page under several addresses.
SAME = {"criteria:group-detail": "criteria:edition-detail", "api:api-root": "portal:api-guide"}


def title_of(answer) -> str:
    if not answer["Content-Type"].startswith("text/html"):
        return ""
    found = TITLE.search(answer.content.decode())
    return " ".join(unescape(found[1]).split()) if found else ""


def test_no_two_pages_share_a_title(people, as_, monkeypatch):
    """Every page of the matrix as the first of the cast who may open it; a region's and a report's also of another."""
    monkeypatch.setattr("portal.health.workers_answer", lambda: False)
    rows, pages = make_rows(), defaultdict(set)
    clients = {person: as_(person) for person in ("siv", "kari", "mette", "jan", "ola")}
    for name in sorted(name for name in set(MATRIX) - POST_ONLY if not name.startswith("account_")):
        path = address(name, rows)
        for client in clients.values():
            answer = client.get(path)
            if answer.status_code == 200 and not answer.streaming and (title := title_of(answer)):
                pages[title].add(SAME.get(name.partition(" ")[0], name))
                if (
                    "/hedmark/" in path
                    and (other := client.get(path.replace("/hedmark/", "/nordland/")))
                    and other.status_code == 200
                ):
                    pages[title_of(other)].add(f"{name} in Nordland")
                break
    assert len(pages) > 120
    shared = [sorted(found) for found in pages.values() if len(found) > 1]
    assert shared == []
