"""What is different between two editions: every field, word by word, and the order.

Words are compared by Google's diff-match-patch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from diff_match_patch import diff_match_patch
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.hooks import Cause, Causes
from criteria.models import Criterion, Label, SelectionItem
from criteria.models.selection import OWN_WORDS

TEXTS: dict[str, Promise] = {
    "title": _("Tittel"),
    "text": _("Kravtekst"),
    "verification": _("Dokumentasjon"),
    "rationale": _("Begrunnelse"),
}
# The other fields, each as words.
FACTS: dict[str, tuple[Promise, Callable[[Criterion, Iterable[Label]], str]]] = {
    "type": (_("Type"), lambda criterion, _labels: str(criterion.get_type_display())),
    "level": (_("Nivå"), lambda criterion, _labels: str(criterion.get_level_display())),
    "themes": (_("Miljøtema"), lambda criterion, _labels: ", ".join(criterion.theme_names)),
    "labels": (_("Merker og standarder"), lambda _criterion, labels: ", ".join(sorted(map(str, labels)))),
    "depends_on": (_("Henger sammen med"), lambda criterion, _labels: ", ".join(criterion.depends_on)),
}
FIRST_PRIVATE = 0xF0000  # letters of Unicode's private plane stand for words while they are compared
PIECE = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
SHORT = 600  # characters of a text that is quoted in a message


@dataclass(frozen=True)
class Piece:
    kind: str  # "same", "added" or "removed"
    text: str


@dataclass(frozen=True)
class FieldChange:
    """What one field said, and what it says now. An empty text is one that isn't there."""

    label: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return words_between(self.before, self.after)

    @property
    def old_pieces(self) -> list[Piece]:
        """What it said, with what is gone marked."""
        return [piece for piece in self.pieces if piece.kind != "added"]

    @property
    def new_pieces(self) -> list[Piece]:
        """What it says now, with what is new marked."""
        return [piece for piece in self.pieces if piece.kind != "removed"]

    @property
    def in_words(self) -> str:
        """For a message: before and now, only the sentences that differ."""
        before, after = _sentences_between(self.before, self.after)
        said = [
            _t("%(when)s: «%(text)s»") % {"when": when, "text": text}
            for when, text in ((_t("før"), before), (_t("nå"), after))
            if text
        ]
        if not after and before:
            said.append(_t("nå: tatt ut"))
        return f"{self.label}, " + "\n".join(said)


@dataclass(frozen=True)
class Version:
    """A criterion as one edition or one file has it: its fields as words."""

    criterion: Criterion  # unsaved where it stands in a file
    texts: Mapping[str, str]  # by the fields' names as they are read

    @property
    def code(self) -> str:
        return self.criterion.code


@dataclass(frozen=True)
class Difference:
    """One criterion: in both editions and changed, or only in one of them."""

    code: str
    kind: str  # "changed", "added" or "removed"
    criterion: Criterion
    changes: tuple[FieldChange, ...]
    causes: tuple[Cause, ...] = ()


def version_of(criterion: Criterion, labels: Iterable[Label] | None = None) -> Version:
    """`criterion` comes with its labels, or they are given."""
    chosen = list(criterion.labels.all() if labels is None else labels)
    texts = {str(label): getattr(criterion, name) for name, label in TEXTS.items()}
    facts = {str(label): words(criterion, chosen) for label, words in FACTS.values()}
    return Version(criterion, facts | texts)


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


def changes_between(old: Version, new: Version) -> tuple[FieldChange, ...]:
    """The fields that differ."""
    return tuple(
        FieldChange(label, old.texts[label], text)
        for label, text in new.texts.items()
        if old.texts[label] != text
    )


def changes_of(old: Criterion, new: Criterion) -> tuple[FieldChange, ...]:
    """The fields that differ between two criteria with their labels."""
    return changes_between(version_of(old), version_of(new))


def own_words(item: SelectionItem) -> tuple[FieldChange, ...]:
    """What a buyer has written in place of the criterion's words."""
    return tuple(
        FieldChange(str(TEXTS[name]), getattr(item.criterion, name), getattr(item, name))
        for name in OWN_WORDS
        if getattr(item, name) is not None
    )


def between(old: Iterable[Version], new: Iterable[Version]) -> list[Difference]:
    """What was changed, moved, added and removed, in the new edition's order; what is removed stands last."""
    before, after = {row.code: row for row in old}, {row.code: row for row in new}
    moved = _moved(list(before), list(after))
    found = []
    for code, row in after.items():
        if code not in before:
            found.append(Difference(code, "added", row.criterion, _all_new(row)))
        elif changes := (*changes_between(before[code], row), *moved.get(code, ())):
            found.append(Difference(code, "changed", row.criterion, changes))
    gone = [
        Difference(code, "removed", row.criterion, ()) for code, row in before.items() if code not in after
    ]
    return found + gone


def with_causes(differences: Iterable[Difference], causes: Causes) -> list[Difference]:
    """Each with what it comes from."""
    return [replace(one, causes=tuple(causes.get(one.code, ()))) for one in differences]


def _all_new(row: Version) -> tuple[FieldChange, ...]:
    """Everything that a new criterion says; its title stands above."""
    title = str(TEXTS["title"])
    return tuple(FieldChange(label, "", text) for label, text in row.texts.items() if text and label != title)


def _moved(old: Sequence[str], new: Sequence[str]) -> dict[str, tuple[FieldChange]]:
    """The codes that stand after another than they did, as few as can be."""
    common = [code for code in old if code in new], [code for code in new if code in old]
    runs = SequenceMatcher(None, *common, autojunk=False).get_matching_blocks()
    still = {code for run in runs for code in common[0][run.a : run.a + run.size]}
    return {
        code: (FieldChange(_t("Rekkefølge"), _place(code, old), _place(code, new)),)
        for code in common[1]
        if code not in still
    }


def _place(code: str, codes: Sequence[str]) -> str:
    here = codes.index(code)
    return _t("etter %s") % codes[here - 1] if here else _t("først")


def _sentences_between(old: str, new: str) -> tuple[str, str]:
    """The sentences that only one of the texts has, cut where they are many."""
    before, after = SENTENCE.split(old), SENTENCE.split(new)
    gone = [sentence for sentence in before if sentence not in after]
    come = [sentence for sentence in after if sentence not in before]
    if not gone and not come:  # only their order, or the space between them
        gone, come = before, after
    return _quoted(gone), _quoted(come)


def _quoted(sentences: Iterable[str]) -> str:
    return Truncator(" ".join(sentences).strip()).chars(SHORT)
