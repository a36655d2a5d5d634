"""Slow, run by hand: `make drills`. The network is away for a whole minute while somebody goes on typing."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import browser, page_of, signed_in, site
from tests.browser.test_roles import BOX, CHAPTER, KEPT, state_of

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.drill]
__all__ = ["browser", "page_of", "signed_in", "site"]

CUT = 60  # seconds
SENTENCE = "Setning {number:02} er skrevet uten forbindelse, med æ, ø, å og «tegn». "
DRAFT = """
import django
django.setup()
from tests import factories
factories.draft("hedmark")
"""


def test_every_character_typed_in_a_minute_without_network_is_in_the_database(site, page_of):
    site.script(DRAFT)
    kari = page_of("kari")
    kari.goto(CHAPTER)
    box = kari.get_by_label(BOX)
    box.press_sequentially("Før. ")
    expect(state_of(kari)).to_contain_text("Lagret")
    kari.context.set_offline(True)
    typed, began = "Før. ", time.monotonic()
    while time.monotonic() - began < CUT:
        sentence = SENTENCE.format(number=typed.count("Setning"))
        box.press_sequentially(sentence, delay=40)
        typed += sentence
    expect(state_of(kari)).to_contain_text("ingen forbindelse")
    assert site.ask(KEPT) == ("Før.",)
    kari.context.set_offline(False)
    box.press_sequentially("Etter.")
    typed += "Etter."
    expect(state_of(kari)).to_contain_text("Lagret")
    assert site.ask(KEPT) == (typed,)
    assert typed.count("Setning") > CUT / 6
    kari.reload()
    expect(box).to_have_value(typed)


def test_what_the_cut_finds_half_written_is_saved_when_it_ends_though_nothing_more_is_typed(site, page_of):
    site.script(DRAFT)
    kari = page_of("kari")
    kari.goto(CHAPTER)
    kari.context.set_offline(True)
    kari.get_by_label(BOX).fill("Det siste før toget kjørte inn i tunnelen.")
    kari.wait_for_timeout(CUT * 1000)
    kari.context.set_offline(False)
    expect(state_of(kari)).to_contain_text("Lagret")
    assert site.ask(KEPT) == ("Det siste før toget kjørte inn i tunnelen.",)
