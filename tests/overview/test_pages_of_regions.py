"""The overview's lists of regions have pages where the regions are many."""

import pytest

from portal.lists import page_of
from reporting.workflow import Status
from tests import factories


@pytest.mark.parametrize(
    ("path", "anchor"),
    [("/oversikt/", "kart"), ("/oversikt/rapporter/", "rapporter"), ("/oversikt/puljer/", "regionene")],
)
def test_the_pages_have_each_region_once_and_lead_back_to_the_list(path, anchor, people, as_, monkeypatch):
    factories.report_at(Status.DRAFT)
    monkeypatch.setattr(page_of, "__defaults__", ("side", 6, None))
    client, seen, number = as_("siv"), [], 1
    while number:
        answer = client.get(path, {"year": "2010", "side": number})
        page = answer.context["page"]
        seen += [getattr(row, "region", None) or row[0] for row in page]
        assert f'id="{anchor}"' in answer.content.decode()
        if page.has_next():
            assert f"side={number + 1}#{anchor}" in answer.content.decode()
        number = page.has_next() and number + 1
    assert len(seen) == len(set(seen)) == 18
