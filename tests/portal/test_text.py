"""Paragraphs and lists are seen in what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Unseen
from portal.letters import mark_of
from portal.operations.notifications import send_waiting
from portal.templatetags.portal import as_typed
from portal.text import blocks
from reporting.operations.reminders import remind
from tests import factories


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ett avsnitt.\n\nEtt til\nmed ny linje.", ["p:Ett avsnitt.", "p:Ett til|med ny linje."]),
        ("Kravene:\n• papir\n•\tblekk\n\n• emballasje", ["p:Kravene:", "ul:papir|blekk|emballasje"]),
        ("\uf0b7 fra Word\n- fra e-post\n– fra tastaturet", ["ul:fra Word|fra e-post|fra tastaturet"]),
        ("1. først\n2) så\nSlutt", ["ol:først|så", "p:Slutt"]),
        ("3) tredje\n4) fjerde", ["p:3) tredje|4) fjerde"]),
        ("-5 grader er kaldt\n2010 var et år", ["p:-5 grader er kaldt|2010 var et år"]),
        ("1. mai er fristen.", ["p:1. mai er fristen."]),
        (" \r\n\t\n", []),
    ],
)
def test_blocks(text, wanted):
    assert [f"{block.kind}:{'|'.join(block.lines)}" for block in blocks(text)] == wanted


@given(st.text(alphabet="abø 12.)•-–\n\t", max_size=80))
def test_no_letter_is_lost_or_moved(text):
    found = "".join(line for block in blocks(text) for line in block.lines)
    assert [sign for sign in found if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Til\n• papir\n• penner", '<p>Til</p>\n<ul class="ds-list"><li>papir</li><li>penner</li></ul>'),
        ("1. først\n2) så", '<ol class="ds-list"><li>først</li><li>så</li></ol>'),
        ("Rådhuset\nPostboks 1\n2301 Hamar", "<p>Rådhuset<br>Postboks 1<br>2301 Hamar</p>"),
        ("Ett avsnitt\n\nog ett til", "<p>Ett avsnitt</p>\n<p>og ett til</p>"),
        (
            "– <b>fet</b>\n– & mer",
            '<ul class="ds-list"><li>&lt;b&gt;fet&lt;/b&gt;</li><li>&amp; mer</li></ul>',
        ),
        ("", ""),
    ],
)
def test_pages_keep_the_shape_of_what_was_pasted(typed, drawn):
    assert as_typed(typed) == drawn


PASTED = "Papiret skal:\n• ha lav vekt\n• være uten klorgass\n\nRådhuset\n2301\tHamar"


def test_the_api_gives_the_lines_that_were_pasted(db, client):
    factories.published("PAP-S01", text=PASTED)
    rows = client.get("/api/v1/kriterier?gjelder=true&limit=100").json()["items"]
    assert [row["kravtekst"] for row in rows if row["kode"] == "PAP-S01"] == [PASTED]


def test_a_mail_keeps_the_lines_that_were_pasted(people, mailoutbox):
    report = factories.draft("hedmark")
    words = {"round_": report.round, "regions": ["hedmark"], "message": PASTED, "by": people["siv"]}
    with pytest.raises(Unseen) as shown:
        remind(**words)
    remind(**words, previewed=mark_of(shown.value.letters))
    send_waiting()
    assert [PASTED in mail.body for mail in mailoutbox] == [True]
