"""What is different between two editions, word by word. Words are compared by Google's diff-match-patch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from criteria.models import Criterion

FIELDS: dict[str, Promise] = {
    "title": _("Tittel"),
    "text": _("Kravtekst"),
    "verification": _("Dokumentasjon"),
    "rationale": _("Begrunnelse"),
}
FACTS: dict[str, Promise] = {"type": _("Type"), "level": _("Nivå")}
FIRST_PRIVATE = 0xF0000  # letters of Unicode's private plane stand for words while they are compared
PIECE = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    kind: str  # "same", "added" or "removed"
    text: str


@dataclass(frozen=True)
class Difference:
    """One criterion: in both editions and changed, or only in one of them."""

    code: str
    kind: str  # "changed", "added" or "removed"
    criterion: Criterion
    fields: tuple[tuple[str, tuple[Piece, ...]], ...]


def words_between(old: str, new: str) -> tuple[Piece, ...]:
    """`new` and what is gone from `old`, in reading order."""
    letters: dict[str, str] = {}

    def spell(text: str) -> str:
        return "".join(letters.setdefault(p, chr(FIRST_PRIVATE + len(letters))) for p in PIECE.findall(text))

    engine = diff_match_patch()
    found = engine.diff_main(spell(old), spell(new), False)
    engine.diff_cleanupSemantic(found)
    words = {letter: piece for piece, letter in letters.items()}
    kinds = {0: "same", 1: "added", -1: "removed"}
    return tuple(
        Piece(kinds[kind], "".join(words[letter] for letter in spelt)) for kind, spelt in found if spelt
    )


def fields_between(old: Criterion, new: Criterion) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """The fields that differ, with their names and their words."""
    details = tuple(
        (
            str(label),
            (
                Piece("removed", getattr(old, f"get_{name}_display")()),
                Piece("same", " "),
                Piece("added", getattr(new, f"get_{name}_display")()),
            ),
        )
        for name, label in FACTS.items()
        if getattr(old, name) != getattr(new, name)
    )
    texts = tuple(
        (str(label), words_between(getattr(old, name), getattr(new, name)))
        for name, label in FIELDS.items()
        if getattr(old, name) != getattr(new, name)
    )
    return details + texts


def between(old: Iterable[Criterion], new: Iterable[Criterion]) -> list[Difference]:
    """What was changed, added and removed, in the new edition's order; what is removed stands last."""
    before, after = {c.code: c for c in old}, {c.code: c for c in new}
    found = []
    for code, criterion in after.items():
        if code not in before:
            found.append(Difference(code, "added", criterion, ()))
        elif fields := fields_between(before[code], criterion):
            found.append(Difference(code, "changed", criterion, fields))
    gone = [Difference(code, "removed", c, ()) for code, c in before.items() if code not in after]
    return found + gone
