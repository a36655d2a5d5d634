"""Paragraphs and lists are seen in what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.templatetags.portal import as_typed
from portal.text import blocks


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
