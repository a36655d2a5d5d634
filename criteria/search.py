"""Finding criteria: Norwegian stems, compounds, forms that the stemmer misses, and misspellings.

PostgreSQL's `norwegian` dictionary stems each word to a term. A word somebody searches for stands for the terms
that contain its stem ("møbler" also finds "kontormøbler"), its other form where a vowel drops out
("møbel"/"møbler", "middel"/"midler"), and where no criterion has it, the terms spelt most like it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.contrib.postgres.search import TrigramSimilarity as Similarity
from django.db import connection
from django.db.models import Q

from criteria.models import SearchTerm
from criteria.workflow import PUBLIC

MOST_WORDS = 8  # of what is typed
MOST_TERMS = 30  # that one word stands for
NEAR = 0.35  # pg_trgm's similarity, 0 to 1, that counts as a misspelling
SHORTEST_PART = 4  # letters; shorter stems are only found at the beginning of a term

START, STOP = "\ue000", "\ue001"  # private letters around what was found in an excerpt

WORD = re.compile(r"[\wÆØÅæøå]+", re.UNICODE)
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
        return cursor.rowcount


def understand(text: str) -> Understood:
    """Read what somebody typed. One question to the database for its stems, one per word for its terms."""
    words = list(dict.fromkeys(word.lower() for word in WORD.findall(text.replace("\x00", ""))))[:MOST_WORDS]
    stems = stems_of(words)
    query: SearchQuery | None = None
    corrected: list[tuple[str, str]] = []
    unknown: list[tuple[str, str]] = []
    for word in words:
        if not stems[word]:
            continue  # "og", "i": every text has them
        terms = _terms(stems[word])
        if not terms:
            terms = _near(word)
            (corrected if terms else unknown).append((word, terms[0] if terms else ""))
        part = _any_of(terms or [stems[word][0]])
        query = part if query is None else query & part
    return Understood(text, query, tuple(corrected), tuple(word for word, _nothing in unknown))


def stems_of(words: list[str]) -> dict[str, list[str]]:
    """Each word's stem and those of its other forms; empty for words too common to search for."""
    forms = [(word, form) for word in words for form in (word, *_other_forms(word))]
    found: dict[str, list[str]] = {word: [] for word in words}
    if forms:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT form, ts_lexize('norwegian_stem', form) FROM unnest(%s::text[]) AS form",
                [[form for _word, form in forms]],
            )
            stems = {form: (stem or []) for form, stem in cursor.fetchall()}
        for word, form in forms:
            found[word] += [stem for stem in stems[form] if stem not in found[word]]
    return found


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
    found = (
        SearchTerm.objects.filter(term__trigram_similar=word)
        .annotate(likeness=Similarity("term", word))
        .filter(likeness__gte=NEAR)
        .order_by("-likeness", "term")
    )
    return list(found.values_list("term", flat=True)[:3])


def _any_of(terms: list[str]) -> SearchQuery:
    """The terms are stems already, so they are not stemmed again."""
    quoted = " | ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
    return SearchQuery(quoted, config="simple", search_type="raw")
