"""Mails as they will be sent, so that whoever causes them can look at them first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Letter:
    """To one person. `text` may be read by who sends it; `own`, such as a link out, by the receiver alone.

    `calendar` is an iCalendar file to send with it, or nothing. `reference` says what it is about, where
    that is to be erased some day.
    """

    to: str
    subject: str
    text: str
    own: str = ""
    calendar: str = ""
    reference: str = ""

    @property
    def body(self) -> str:
        return "\n\n".join(filter(None, [self.text, self.own]))


@dataclass(frozen=True)
class SameLetter:
    """What several get alike."""

    subject: str
    text: str
    people: list[str]


def together(letters: Collection[Letter]) -> list[SameLetter]:
    """Who gets what, each text once, in the letters' order."""
    people: dict[tuple[str, str], list[str]] = {}
    for letter in letters:
        people.setdefault((letter.subject, letter.text), []).append(letter.to)
    return [SameLetter(*words, to) for words, to in people.items()]


def mark_of(letters: Collection[Letter]) -> str:
    """Who gets what, as a hash: what a page carries to say which letters it has shown. Nothing for none."""
    if not letters:
        return ""
    said = sorted((letter.to, letter.subject, letter.text) for letter in letters)
    return sha256(repr(said).encode()).hexdigest()
