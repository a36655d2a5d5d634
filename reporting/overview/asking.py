"""What somebody asks the whole portal for, as words in names and texts, and as the criteria's own search reads it.

Words are stemmed as Norwegian, and a stem also finds the words that begin with it; `-word` leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery

from criteria.models.criterion import CriterionQuerySet
from criteria.search import (
    Understood,
    all_of,
    any_of,
    listed,
    understand,
    with_most_of,
    words_and_left_out,
)
from criteria.words import stems_of, unique, words_of
from portal.norwegian import respelt

MOST_WORDS = 12
TAGGED = re.compile("[\ue000\ue001]")  # around what was found in an excerpt


@dataclass(frozen=True)
class Sought:
    """What is looked for: `query` in names and texts, `criteria` among criteria; `guess` where they have nothing."""

    words: tuple[str, ...]
    query: SearchQuery
    criteria: Understood
    guess: Understood
    left_out: tuple[SearchQuery, ...] = ()
    is_respelt: bool = False  # as written without Norwegian keys


def read(text: str) -> Sought | None:
    """The words as they are typed; None where there are none to look for.

    Criteria are found by the panel's synonyms too, but not yet by a guess at what was meant.
    """
    words, unwanted = words_and_left_out(text, most=MOST_WORDS)
    if not words:
        return None
    wanted, left_out = _as_written(words), tuple(~way for way in _as_written(unwanted))
    query = reduce(and_, [*wanted, *left_out])
    guess = understand(text)
    is_sure = guess.query is not None and not (guess.corrected or guess.unknown)
    criteria = replace(
        guess if is_sure else Understood(text, None, left_out=guess.left_out),
        query=guess.query | query if is_sure and guess.query else query,
    )
    return Sought(tuple(words), query, criteria, guess, left_out)


def _as_written(words: list[str]) -> list[SearchQuery]:
    """What each word is searched for as, without the too common; all of them where they are all too common."""
    stems = [own for own in stems_of(words).values() if own]
    if not stems:
        return [any_of([word]) for word in words]  # "Å" is a name where it stands alone
    # "kursene" has the stem "kurs", but "kurs" itself has "kur": the text may hold either.
    shorter = stems_of(unique(stem for own in stems for stem in own))
    return [
        any_of(unique([*own, *(one for stem in own for one in shorter[stem])]), and_longer=True)
        for own in stems
    ]


def loosened(asked: Sought, rows: CriterionQuerySet) -> Sought:
    """The same, where nothing has the words as they are typed: each as it may be spelt, and guesses among `rows`."""
    spellings = {word: respelt(word) for word in asked.words}
    stems = stems_of(unique(one for found in spellings.values() for one in found))
    ways = [unique(stem for one in found for stem in stems[one]) for found in spellings.values()]
    query = all_of([*(any_of(way, and_longer=True) for way in ways if way), *asked.left_out])
    criteria = with_most_of(asked.guess, rows)
    return replace(asked, query=query or asked.query, criteria=criteria, is_respelt=True)


def spelt_instead(asked: Sought, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Typed, and how it is spelt in what was found: ("ostfold", "«østfold»")."""
    there = words_of(TAGGED.sub("", " ".join(texts)), most=1000) if asked.is_respelt else []
    said = {word: unique(one for one in there if _is_respelt(word, one)) for word in asked.words}
    return [(word, listed(found[:3])) for word, found in said.items() if found]


def _is_respelt(word: str, other: str) -> bool:
    """Whether `other` is a form of the word with Norwegian letters."""
    beginnings = tuple(one[: max(len(one) - 2, 2)] for one in respelt(word)[1:])
    return other.startswith(beginnings) and not other.startswith(word)
