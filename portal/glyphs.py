"""The characters that paper can show: what the fonts of `static/pdf/fonts.css` have a glyph for."""

from __future__ import annotations

import unicodedata
from functools import cache

from django.contrib.staticfiles import finders

FONTS = (
    "inter/inter-latin-400-normal.woff2",
    "inter/inter-latin-ext-400-normal.woff2",
    "dejavu/DejaVuSans.ttf",
)
LAST_OF_LATIN_1 = "\u00ff"  # every font has these, so no font needs to be read for most texts
SELECTORS = range(0xFE00, 0xFE10)  # choose between two shapes of the character before, and show nothing


def without_glyph(text: str) -> list[str]:
    """The text's characters that would be an empty box on paper, each once, in the text's order."""
    unusual = dict.fromkeys(char for char in text if char > LAST_OF_LATIN_1 and _is_seen(char))
    return [char for char in unusual if ord(char) not in _covered()] if unusual else []


def named(char: str) -> str:
    """«🌲» (U+1F332)"""
    return f"«{char}» (U+{ord(char):04X})"


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZ" and ord(char) not in SELECTORS


@cache
def _covered() -> frozenset[int]:
    return frozenset().union(*map(_codes, FONTS))


def _codes(name: str) -> set[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only for texts with unusual characters

    with TTFont(finders.find(name), lazy=True) as font:
        return set(font.getBestCmap())
