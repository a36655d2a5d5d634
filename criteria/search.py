"""Finding criteria: Norwegian stems, compounds, forms that the stemmer misses, and misspellings.

PostgreSQL's `norwegian` dictionary stems each word to a term. A word somebody searches for stands for the terms
that contain its stem ("møbler" also finds "kontormøbler"), its other form where a vowel drops out
("møbel"/"møbler", "middel"/"midler"), and where no criterion has it, the terms spelt most like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.contrib.postgres.search import TrigramSimilarity as Similarity
from django.db import connection
from django.db.models import Q

from criteria.models import SearchTerm
from criteria.workflow import PUBLIC
from portal.norwegian import Latinized, latinized, typed

MOST_WORDS = 8  # of what is typed
MOST_TERMS = 30  # that one word stands for
NEAR = 0.35  # pg_trgm's similarity, 0 to 1, that counts as a misspelling
SHORTEST_PART = 4  # letters; shorter stems are only found at the beginning of a term

START, STOP = "\ue000", "\ue001"  # private letters around what was found in an excerpt

WORD = re.compile(r"\w+")
CONSONANT = "bdfgklmnprstv"


@dataclass(frozen=True)
class Understood:
    """What a text that somebody typed is taken to mean."""

    text: str
    query: SearchQuery | None  # None: nothing to search for
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, searched for)
    unknown: tuple[str, ...] = ()  # words that no criterion has anything like

    @property
    def possible(self) -> bool:
        return not self.unknown


def learn_words() -> int:
    """Collect the terms of every criterion that everyone sees; returns how many. After each publication."""
    states = ", ".join(f"''{state.value}''" for state in sorted(PUBLIC))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM criteria_searchterm")
        cursor.execute(
            "INSERT INTO criteria_searchterm (term) SELECT left(word, 120) FROM ts_stat('"  # noqa: S608 - own enum
            "SELECT c.search FROM criteria_criterion c JOIN criteria_criteriaset e ON e.id = c.edition_id "
            f"WHERE e.state IN ({states})') ON CONFLICT DO NOTHING"
        )
        return int(cursor.rowcount)


@dataclass(frozen=True)
class Meaning:
    """What one word stands for: `terms` that criteria have, its own or, where it is misspelt, the nearest."""

    word: str
    stem: str
    terms: list[str]
    is_misspelt: bool

    @property
    def query(self) -> SearchQuery:
        return any_of(self.terms or [self.stem])


def understand(text: str) -> Understood:
    """Read what somebody typed. One question to the database for its stems, one per word for its terms."""
    stems = stems_of(words_of(text, most=MOST_WORDS))
    meanings = [_meaning(word, own) for word, own in stems.items() if own]
    return Understood(
        text,
        all_of(meaning.query for meaning in meanings),
        corrected=tuple((one.word, one.terms[0]) for one in meanings if one.is_misspelt and one.terms),
        unknown=tuple(one.word for one in meanings if not one.terms),
    )


def _meaning(word: str, stems: list[str]) -> Meaning:
    terms = _terms(stems)
    return Meaning(word, stems[0], terms or _near(word), is_misspelt=not terms)


def words_of(text: str, *, most: int) -> list[str]:
    """The first `most` different words of what somebody typed, folded as those of the index are."""
    return unique(WORD.findall(typed(text)))[:most]


def stems_of(words: list[str]) -> dict[str, list[str]]:
    """Each word's stem and those of its other forms; empty for words too common to search for, as "og"."""
    forms = {word: [word, *_other_forms(word)] for word in words}
    stems = _stems([form for own in forms.values() for form in own])
    return {word: unique(stem for form in own for stem in stems[form]) for word, own in forms.items()}


def _stems(forms: list[str]) -> dict[str, list[str]]:
    """What PostgreSQL's dictionary makes of each form (1 query, and none where there are no forms)."""
    if not forms:
        return {}
    with connection.cursor() as cursor:
        sql = "SELECT form, ts_lexize('norwegian_stem', form) FROM unnest(%s::text[]) AS form"
        cursor.execute(sql, [forms])
        return {form: stems or [] for form, stems in cursor.fetchall()}


def unique(words: Iterable[str]) -> list[str]:
    """Each word once, in the order they come."""
    return list(dict.fromkeys(words))


def _other_forms(word: str) -> list[str]:
    """møbel → møbler, møbler → møbel, midler → middel, middel → midler, sykkelen → sykler."""
    if match := re.fullmatch(rf"(.*?)([{CONSONANT}])\2?e(l|n|r)(?:en|et|s|ets)?", word):
        start, consonant, last = match.groups()
        return [f"{start}{consonant}{last}er"]
    if match := re.fullmatch(rf"(.*?)([{CONSONANT}])(l|n|r)er?(?:ne|nes|s)?", word):
        start, consonant, last = match.groups()
        return [f"{start}{consonant}e{last}", f"{start}{consonant}{consonant}e{last}"]
    return []


def _terms(stems: list[str]) -> list[str]:
    wanted = Q()
    for stem in stems:
        wanted |= Q(term__contains=stem) if len(stem) >= SHORTEST_PART else Q(term__startswith=stem)
    found = SearchTerm.objects.filter(wanted).values_list("term", flat=True)
    return sorted(found[: MOST_TERMS * 10], key=lambda term: (len(term), term))[:MOST_TERMS]


def _near(word: str) -> list[str]:
    spelt, typed_as = Latinized("term"), latinized(word)
    found = (
        SearchTerm.objects.alias(spelt=spelt)
        .filter(spelt__trigram_similar=typed_as)
        .annotate(likeness=Similarity(spelt, typed_as))
        .filter(likeness__gte=NEAR)
        .order_by("-likeness", "term")
    )
    return list(found.values_list("term", flat=True)[:3])


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
