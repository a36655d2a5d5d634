"""Paragraphs and lists are seen in what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Unseen
from portal.letters import mark_of
from portal.operations.notifications import notify
from portal.operations.outbox import send_waiting
from portal.templatetags.portal import as_mail, as_typed, breakable
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


@pytest.mark.parametrize(
    ("mail", "drawn"),
    [
        (
            "- 4 Avtaler\nhttp://testserver/rapporter/2010/\n- 5 <Planer>\n  https://other.example/?a=1&b=2",
            '<ul class="ds-list"><li><a class="ds-link" href="/rapporter/2010/">4 Avtaler</a></li>'
            '<li><a class="ds-link" href="https://other.example/?a=1&amp;b=2">5 &lt;Planer&gt;</a></li></ul>',
        ),
        (
            "Se https://other.example/a. Frist i dag.",
            '<p>Se <a class="ds-link" href="https://other.example/a">https://other.example/a</a>. Frist i dag.</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_what_a_mail_leads_to_is_a_link_on_the_page(mail, drawn, settings):
    settings.PORTAL_BASE_URL = "http://testserver"
    assert as_mail(mail) == drawn


def test_an_address_of_mail_is_divided_at_its_signs_only():
    assert breakable("<kari.n@hedmark.example>") == "&lt;kari<wbr>.n<wbr>@hedmark<wbr>.example&gt;"


def test_a_notice_is_its_first_paragraph_with_the_rest_folded(people, as_):
    notify(users=[people["kari"]], subject="Frist", body="Rapporten mangler.\n\nDette gjenstår:", path="/")
    page = as_("kari").get("/min-side/").content.decode()
    opening, folded = page.split("<details", 1)
    assert "Rapporten mangler." in opening
    assert "Dette gjenstår:" not in opening
    assert "Dette gjenstår:" in folded


def test_the_same_notice_again_is_a_line_below_the_first(people, as_):
    for body in ("Rapporten mangler.", "Den mangler ennå."):
        notify(users=[people["kari"]], subject="Frist i mars", body=body, path="/")
    page = as_("kari").get("/min-side/").content.decode()
    assert page.count(">Frist i mars</a>") == 1
    assert page.index("Den mangler ennå.") < page.index("Også sendt") < page.index("Rapporten mangler.")


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
