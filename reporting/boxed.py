"""Characters that the PDF has no glyph for: told before the report is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal import glyphs

if TYPE_CHECKING:
    from reporting.compiled import CompiledAnswer, CompiledReport
    from reporting.completion import SectionCompletion


@dataclass(frozen=True)
class BoxedCharacters:
    """Those of one answer, and where it is; `url` leads to where it is written, or is empty."""

    number: int  # of the chapter
    title: str
    label: str
    characters: str  # «🌲» (U+1F332), «中» (U+4E2D)
    url: str = ""


def in_draft(section: SectionCompletion) -> Iterator[BoxedCharacters]:
    """Of a chapter as it is being written."""
    about = section.section
    for answer in section.answers:
        if answer.without_glyph:
            url = f"{section.url}#felt-{answer.question.key}"
            yield BoxedCharacters(
                about.number, about.title, answer.question.label, _named(answer.without_glyph), url
            )


def in_compiled(report: CompiledReport) -> Iterator[BoxedCharacters]:
    """Of a whole report as it would be printed."""
    for section in report.sections:
        for answer in section.answers:
            if chars := glyphs.without_glyph(_printed(answer)):
                yield BoxedCharacters(section.number, section.title, answer.label, _named(chars))


def _printed(answer: CompiledAnswer) -> str:
    return "".join([answer.text, *answer.items, answer.prose, answer.note])


def _named(characters: list[str]) -> str:
    return ", ".join(map(glyphs.named, characters))
