"""The shape of a text that somebody typed or pasted: paragraphs and lists, from plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

# What Word, mail programs and keyboards put before an item; Word's own are private letters of Symbol and Wingdings.
BULLET = re.compile(r"\s*(?:[•●○▪■□◦‣⁃∙·►➢✓\uf0a7\uf0b7\uf0d8]\s*|[-–—*]\s+|o\t\s*)(?=\S)")
NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")


ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)»]")
ADDRESS_BELOW = re.compile(rf"(?<=\S)[ \t]*\n[ \t]*({ADDRESS.pattern})[ \t]*(?=\n|\Z)")
LEADS_TO = "\x1f"  # between a line and its address; no text that is kept has it
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class TextBlock(NamedTuple):
    """A paragraph with its lines, or a list with its items."""

    kind: str  # "p", "ul" or "ol"
    lines: tuple[str, ...]


class _Line(NamedTuple):
    kind: str  # as a block's, or "" for a blank line
    text: str  # without what makes it an item
    typed: str
    number: int = 0  # of a numbered item


def blocks(text: str) -> Iterator[TextBlock]:
    """The text's paragraphs and lists in order. Numbers that do not run 1, 2, … stay in their text."""
    for kind, run in groupby(_lines(text), key=lambda line: line.kind):
        lines = list(run)
        if kind == "ol":
            yield from _numbered(lines)
        elif kind:
            yield TextBlock(kind, tuple(line.text for line in lines))


def with_addresses(text: str) -> str:
    """The text with an address on a line of its own drawn up to the line before it, after `LEADS_TO`."""
    return ADDRESS_BELOW.sub(rf"{LEADS_TO}\1", text.replace("\r\n", "\n"))


def _lines(text: str) -> Iterator[_Line]:
    """Each line as what it is; an item's blank neighbours are no end of its list."""
    lines = [_line(line) for line in text.splitlines()]
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        between = line.kind == "" and before and after and before.kind == after.kind in ("ul", "ol")
        if not between:
            yield line


def _line(line: str) -> _Line:
    if found := BULLET.match(line):
        return _Line("ul", line[found.end() :].strip(), line.strip())
    if found := NUMBER.match(line):
        return _Line("ol", line[found.end() :].strip(), line.strip(), int(found[1]))
    return _Line("p" if line.strip() else "", line.strip(), line.strip())


def _numbered(lines: list[_Line]) -> Iterator[TextBlock]:
    if len(lines) > 1 and [line.number for line in lines] == list(range(1, len(lines) + 1)):
        yield TextBlock("ol", tuple(line.text for line in lines))
    else:
        yield TextBlock("p", tuple(line.typed for line in lines))
