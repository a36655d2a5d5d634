"""Finding criteria: what somebody types is read as words, and each word as all that it may stand for.

PostgreSQL's `norwegian` dictionary stems each word to a term. A word stands for the terms that contain its stem
("møbler" also finds "kontormøbler") or its other form where a vowel drops out ("møbel"/"møbler"), and for what the
panel's synonyms say ("laptop"). Where no criterion has any of them it is read as written without Norwegian keys
("mobler"), and then as the words spelt most like it. `-word` leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery

from criteria.models import Synonym
from criteria.words import near, roots_of, stems_of, terms_of, unique, words_of
from portal.norwegian import bare, typed

MOST_WORDS = 8  # of what is typed
LONGEST_PHRASE = 4  # words of a synonym
LEFT_OUT = re.compile(r"(?<!\S)[-−](\w+)")

START, STOP = "\ue000", "\ue001"  # private letters around what was found in an excerpt


@dataclass(frozen=True)
class Understood:
    """What a text that somebody typed is taken to mean."""

    text: str
    query: SearchQuery | None  # None: nothing to search for
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, searched for instead)
    also: tuple[tuple[str, str], ...] = ()  # (typed, the synonyms that were searched for too)
    left_out: str = ""
    unknown: tuple[str, ...] = ()  # words that no criterion has anything like

    @property
    def possible(self) -> bool:
        return not self.unknown


@dataclass(frozen=True)
class Phrase:
    """A word, or the few of a synonym, and what the panel says that it is called elsewhere, as words."""

    words: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Meaning:
    """What a phrase is searched for as; no query where no criterion has anything like it."""

    phrase: Phrase
    query: SearchQuery | None
    instead: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()


def understand(text: str) -> Understood:
    """Read what somebody typed. Five questions to the database, and one or two per word that no criterion has."""
    said = typed(text)
    left_out = unique(LEFT_OUT.findall(said))[:MOST_WORDS]
    stems = stems_of([*words_of(LEFT_OUT.sub(" ", said), most=MOST_WORDS), *left_out])
    phrases = _phrases([word for word, own in stems.items() if own and word not in left_out])
    stems |= stems_of(unique(word for phrase in phrases for other in phrase.others for word in other))
    terms = terms_of(stems)
    meanings = [_meaning(phrase, terms) for phrase in phrases]
    without = [word for word in left_out if terms.get(word)]
    return Understood(
        text,
        all_of([*(one.query for one in meanings if one.query), *(~any_of(terms[word]) for word in without)]),
        corrected=tuple((str(one.phrase), listed(one.instead)) for one in meanings if one.instead),
        also=tuple((str(one.phrase), listed(map(" ".join, one.also))) for one in meanings if one.also),
        left_out=listed(without),
        unknown=tuple(str(one.phrase) for one in meanings if one.query is None),
    )


def listed(words: Iterable[str]) -> str:
    """«skjermer», «pc»: as a page names them."""
    return ", ".join(f"«{word}»" for word in words)


def key_of(text: str) -> str:
    """What a synonym is known by: the roots of its words, as somebody without Norwegian keys may write them."""
    words = words_of(text, most=LONGEST_PHRASE)
    return _key(words, roots_of(words))


def _key(words: Iterable[str], roots: Mapping[str, str]) -> str:
    return " ".join(bare(roots[word]) for word in words if word in roots)


def _phrases(words: list[str]) -> list[Phrase]:
    """`words` in as few parts as the synonyms allow (2 queries)."""
    roots = roots_of(words)
    ends = range(len(words) + 1)
    runs = {(i, j): _key(words[i:j], roots) for i in ends for j in ends if i < j <= i + LONGEST_PHRASE}
    known = {row.key: row for row in Synonym.objects.filter(in_use=True, key__in=runs.values())}
    found, at = [], 0
    while at < len(words):
        end = max((j for (i, j), key in runs.items() if i == at and key in known), default=at + 1)
        row = known.get(runs[at, end])
        others = (tuple(words_of(text, most=MOST_WORDS)) for text in row.meanings) if row else ()
        found.append(Phrase(tuple(words[at:end]), tuple(others)))
        at = end
    return found


def _meaning(phrase: Phrase, terms: Mapping[str, list[str]]) -> Meaning:
    """The words themselves and what they are called elsewhere, as far as criteria have them; else the nearest."""
    ways = {words: query for words in (phrase.words, *phrase.others) if (query := _all_known(words, terms))}
    if ways:
        return Meaning(
            phrase, either(ways.values()), also=tuple(words for words in ways if words != phrase.words)
        )
    alike = near(phrase.words[0]) if len(phrase.words) == 1 else {}
    return Meaning(phrase, any_of(alike) if alike else None, instead=tuple(alike.values()))


def _all_known(words: Iterable[str], terms: Mapping[str, list[str]]) -> SearchQuery | None:
    """All the words but those too common to search for; None where criteria do not have one of them."""
    own = [terms[word] for word in words if word in terms]
    return all_of(any_of(found) for found in own) if all(own) else None


def any_of(stems: Iterable[str], *, and_longer: bool = False) -> SearchQuery:
    """The stems as they are, not stemmed again; with `and_longer` also what begins with one of them."""
    end = ":*" if and_longer else ""
    quoted = ("'" + stem.replace("\\", "\\\\").replace("'", "''") + "'" + end for stem in stems)
    return SearchQuery(" | ".join(quoted), config="simple", search_type="raw")


def all_of(parts: Iterable[SearchQuery]) -> SearchQuery | None:
    """What has every part; None where there are none."""
    query: SearchQuery | None = None
    for part in parts:
        query = part if query is None else query & part
    return query


def either(parts: Iterable[SearchQuery]) -> SearchQuery | None:
    """What has one of the parts; None where there are none."""
    query: SearchQuery | None = None
    for part in parts:
        query = part if query is None else query | part
    return query
