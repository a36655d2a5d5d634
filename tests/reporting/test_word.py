"""The report as Word says what the page says."""

import io

import pytest
from docx import Document

from reporting.workflow import Status
from tests import factories

WORD = "/rapporter/2010/hedmark/word/"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DELIVERED])
def test_word_has_every_answer_of_the_page(status, people, as_):
    factories.report_at(status)
    file = as_("kari").get(WORD)
    lines = [paragraph.text for paragraph in Document(io.BytesIO(file.content)).paragraphs]
    whole = as_("kari").get("/rapporter/2010/hedmark/hele/").context["compiled"]
    said = [
        text for section in whole.sections for a in section.answers for text in (*a.items, a.text, a.note)
    ]
    assert [text for text in said if text and text not in lines] == []
    assert [section.title for section in whole.sections if section.title not in lines] == []
    assert any("Utkast per 15. februar 2011" in line for line in lines) == (status == Status.DRAFT)
    assert "utkast" in file["Content-Disposition"] or status != Status.DRAFT


def test_what_was_pasted_is_a_list_in_word(people, as_):
    report = factories.draft()
    section = factories.sections(report)[0]
    factories.writing.save_section(
        report=report,
        section=section,
        values={"organisering_vurdering": "Vi har:\n• møter\n• kurs\x07"},
        version=0,
        by=people["kari"],
    )
    found = Document(io.BytesIO(as_("kari").get(WORD).content)).paragraphs
    assert [p.text for p in found if p.style.name == "List Bullet" and p.text in ("møter", "kurs")] == [
        "møter",
        "kurs",
    ]
