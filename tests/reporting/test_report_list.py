"""The table of reports: year × region, the PDF first."""

import lxml.html

from reporting import by_year
from reporting.workflow import Status
from tests import factories


def table(client, query: str = "") -> tuple[list[str], dict[str, list[str]]]:
    """The head's words, and each row's cells by its region, with single spaces."""
    root = lxml.html.fromstring(client.get(f"/rapporter/{query}").content.decode())
    words = lambda node: " ".join(node.text_content().split())  # noqa: E731
    found = root.xpath('//table[contains(@class, "report-grid")]')[0]
    rows = {words(row.find("th")): [words(cell) for cell in row.findall("td")] for row in found.find("tbody")}
    return [words(cell) for cell in found.find("thead").iter("th")], rows


def test_anybody_finds_the_pdf_by_region_and_year(as_):
    factories.report_at(Status.PUBLISHED, year=2009)
    factories.report_at(Status.PUBLISHED, "nordland", year=2008)
    factories.draft(year=2010)
    head, rows = table(as_("anon"))
    assert head == ["Fylke eller region", "2009", "2008"]
    read = "PDF årsrapport 2009 for Hedmark Les årsrapport 2009 for Hedmark"
    assert rows["Hedmark"][0] == read
    assert rows["Oppland"] == ["ikke publisert", "ikke med"]  # pulje 2 began in 2009
    assert len(rows) == 18
    page = as_("anon").get("/rapporter/").content.decode()
    assert page.index("/rapporter/2009/hedmark/pdf/") < page.index('href="/rapporter/2009/hedmark/"')


def test_difi_narrows_the_table_to_what_waits(as_):
    factories.report_at(Status.DELIVERED)
    factories.report_at(Status.PUBLISHED, year=2009)
    head, rows = table(as_("siv"), "?status=delivered")
    assert (head[1:], rows) == (["2010"], {"Hedmark": ["Årsrapport 2010 for Hedmark: Levert"]})
    _head, rows = table(as_("siv"), "?q=nordl")
    assert list(rows) == ["Nordland"]


def test_the_writer_sees_how_far_it_is(as_, people):
    factories.draft()
    _head, rows = table(as_("kari"))
    assert "Under arbeid" in rows["Hedmark"][0]
    assert "%" in rows["Hedmark"][0]
    assert rows["Nordland"][0] == "ikke publisert"


def test_more_regions_than_fit_come_page_by_page(as_, monkeypatch):
    monkeypatch.setattr(by_year, "REGIONS", 10)
    factories.report_at(Status.PUBLISHED, "nordland", year=2008)
    factories.draft("hedmark", year=2010)
    pages = [table(as_("siv"), f"?side={side}") for side in (1, 2)]
    assert [head for head, _rows in pages] == [["Fylke eller region", "2010", "2008"]] * 2
    assert [len(rows) for _head, rows in pages] == [10, 8]
    assert "Under arbeid" in pages[0][1]["Hedmark"][0]
    assert "2008" in pages[1][1]["Nordland"][1]
    assert 'href="?side=2"' in as_("siv").get("/rapporter/").content.decode()
