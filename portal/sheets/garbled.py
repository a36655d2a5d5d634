"""Letters that another program has read wrongly and saved so: "MÃ¸te" for "Møte" (UTF-8 taken for Windows-1252)."""

from __future__ import annotations

import codecs
import re

LOST = "\ufffd"  # what stands in for a letter that is gone
# What Ã, Â and â are followed by when they are halves of a letter: the bytes 80 to BF, as either alphabet has them.
HALF = "[\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore") + "]"
GARBLED = re.compile(f"[ÃÂ]{HALF}|â{HALF}{HALF}")
MOST_TIMES = 3


def is_garbled(text: str) -> bool:
    return not text.isascii() and (LOST in text or bool(GARBLED.search(text)))


def mended(text: str) -> str:
    """The text as it was, where every letter of it can be had back; else as it is. It may have gone wrong again and
    again."""
    for _time in range(MOST_TIMES):
        if text.isascii() or not GARBLED.search(text):
            break
        try:
            text = text.encode("cp1252", "garbled").decode("utf-8")
        except UnicodeError:
            break
    return text.removeprefix("\ufeff")


def _as_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Of the bytes that Windows-1252 has no letter for; programs keep them as they are."""
    if not isinstance(error, UnicodeEncodeError) or not "\x80" <= error.object[error.start] <= "\x9f":
        raise error
    return bytes([ord(error.object[error.start])]), error.start + 1


codecs.register_error("garbled", _as_byte)
