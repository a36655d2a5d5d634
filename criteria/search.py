"""Finding criteria: what somebody types is read as words, and each word as all that it may stand for.

PostgreSQL's `norwegian` dictionary stems each word to a term. A word stands for the terms that contain its stem
("møbler" also finds "kontormøbler") or its other form where a vowel drops out ("møbel"/"møbler"), and for what the
panel's synonyms say ("laptop"). Where no criterion has any of them it is read as written without Norwegian keys
("mobler"), and then as the words spelt most like it. `-word` leaves out. Where no criterion has all the words, those
that have most of them are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import add, and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Max, Q, Value, When

from criteria.models import Synonym
from criteria.models.criterion import CriterionQuerySet
from criteria.patterns import CODE, beginning_of_code
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
    ways: tuple[SearchQuery, ...] = ()  # what each word or phrase is searched for as
    without: tuple[SearchQuery, ...] = ()  # that each word with a minus is not there
    partly: bool = False  # no criterion has all the words, and these have most of them

    @property
    def possible(self) -> bool:
        return self.partly or not self.unknown

    @property
    def names_code(self) -> bool:
        return bool(beginning_of_code(self.text) or CODE.search(self.text.upper()))


@dataclass(frozen=True)
class Phrase:
    """A word, or the few of a synonym, and what the panel says that it is called elsewhere, as words."""

    words: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Meaning:
    """What a phrase is searched for as; not known where no criterion that everyone sees has anything like it."""

    phrase: Phrase
    query: SearchQuery
    instead: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    known: bool = True


def understand(text: str) -> Understood:
    """Read what somebody typed. Five questions to the database, and one or two per word that no criterion has."""
    words, left_out = words_and_left_out(text, most=MOST_WORDS)
    stems = stems_of([*words, *left_out])
    phrases = _phrases([word for word in words if stems[word]])
    stems |= stems_of(unique(word for phrase in phrases for other in phrase.others for word in other))
    terms = terms_of(stems)
    meanings = [_meaning(phrase, terms, stems) for phrase in phrases]
    without = {word: ~any_of(terms[word]) for word in left_out if terms.get(word)}
    ways = tuple(one.query for one in meanings)
    return Understood(
        text,
        all_of([*ways, *without.values()]),
        corrected=tuple((str(one.phrase), listed(one.instead)) for one in meanings if one.instead),
        also=tuple((str(one.phrase), listed(map(" ".join, one.also))) for one in meanings if one.also),
        left_out=listed(without),
        unknown=tuple(str(one.phrase) for one in meanings if not one.known),
        ways=ways,
        without=tuple(without.values()),
    )


def words_and_left_out(text: str, *, most: int) -> tuple[list[str], list[str]]:
    """The words to look for and those that have a minus before them, at most `most` of each."""
    said = typed(text)
    left_out = unique(LEFT_OUT.findall(said))[:most]
    words = words_of(LEFT_OUT.sub(" ", said), most=most)
    return [word for word in words if word not in left_out], left_out


def understand_among(text: str, rows: CriterionQuerySet) -> Understood:
    """As `understand`; where none of `rows` has all the words, what has most of them (1 query more)."""
    return with_most_of(understand(text), rows)


def with_most_of(meant: Understood, rows: CriterionQuerySet) -> Understood:
    """The same, or what has most of the words where none of `rows` has them all (1 query).

    Not for codes: half a code is no code. What has all the words and is left out by `-word` is there all the same.
    """
    most = 0 if meant.names_code or len(meant.ways) < 2 else _most_words(rows, meant.ways)
    if most in (0, len(meant.ways)):
        return meant
    some = either(filter(None, map(all_of, combinations(meant.ways, most))))
    return replace(meant, query=all_of(filter(None, [some, *meant.without])), partly=True)


def _most_words(rows: CriterionQuerySet, ways: tuple[SearchQuery, ...]) -> int:
    """How many of the words the criterion that has most of them has (1 query)."""
    has = reduce(add, (Case(When(search=way, then=1), default=0) for way in ways), Value(0))
    return rows.filter(search=either(ways)).aggregate(most=Max(has))["most"] or 0


def found(rows: CriterionQuerySet, meant: Understood) -> CriterionQuerySet:
    """Those that have the words, or whose code begins with what is typed, with or without its hyphen."""
    typed = meant.text.strip()
    code = beginning_of_code(typed)
    by_code = Q(code__istartswith=code or typed)
    if meant.query is None:
        return rows.filter(by_code) if typed else rows
    by_words = Q(search=meant.query)
    return rows.filter(by_words if meant.possible and not code else by_words | by_code)


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


def _meaning(phrase: Phrase, terms: Mapping[str, list[str]], stems: Mapping[str, list[str]]) -> Meaning:
    """The words themselves and what they are called elsewhere, as far as criteria have them; else the nearest.

    What nothing public is like is looked for as it stands: a draft may have it.
    """
    ways = {words: query for words in (phrase.words, *phrase.others) if (query := _all_known(words, terms))}
    if ways:
        any_way = reduce(or_, ways.values())
        return Meaning(phrase, any_way, also=tuple(words for words in ways if words != phrase.words))
    alike = near(phrase.words[0]) if len(phrase.words) == 1 else {}
    own = reduce(and_, (any_of(stems[word]) for word in phrase.words if stems[word]))
    query = own | any_of(alike) if alike else own
    return Meaning(phrase, query, instead=tuple(alike.values()), known=bool(alike))


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
