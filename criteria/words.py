"""The words of the criteria: their stems, the forms that the stemmer misses, and what is spelt like them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.contrib.postgres.search import TrigramSimilarity as Similarity
from django.db import connection
from django.db.models import QuerySet

from criteria.models import SearchTerm
from criteria.workflow import PUBLIC
from portal.norwegian import Latinized, bare, latinized, typed

MOST_TERMS = 30  # that one word stands for
NEAR = 0.35  # pg_trgm's similarity, 0 to 1, that counts as a misspelling
SHORTEST_PART = 4  # letters; shorter stems are only found at the beginning of a term

WORD = re.compile(r"\w+")
CONSONANT = "bdfgklmnprstv"

# The words of the columns that a criterion's `search` has, and how often; `ts_stat` wants it as a text.
STATISTICS = f"""
    SELECT to_tsvector('simple', portal_folded(
        concat_ws(' ', c.title, c.keywords, c.text, c.verification, c.rationale, c.kinds)))
    FROM criteria_criterion c JOIN criteria_criteriaset e ON e.id = c.edition_id
    WHERE e.state IN ({", ".join(f"'{state.value}'" for state in sorted(PUBLIC))})
"""  # noqa: S608 - of the portal's own words
LEARN = """
    INSERT INTO criteria_searchterm (word, term, uses)
    SELECT word, stems[1], uses
    FROM (SELECT left(word, 120) AS word, ts_lexize('norwegian_stem', left(word, 120)) AS stems, nentry AS uses
          FROM ts_stat(%s)) AS counted
    WHERE cardinality(stems) > 0
    ON CONFLICT DO NOTHING
"""
ROOTS = """
    WITH RECURSIVE shorter (word, root) AS (
        SELECT word, (ts_lexize('norwegian_stem', word))[1] FROM unnest(%s::text[]) AS word
        UNION
        SELECT word, coalesce((ts_lexize('norwegian_stem', root))[1], root) FROM shorter WHERE root IS NOT NULL
    )
    SELECT DISTINCT ON (word) word, root FROM shorter WHERE root IS NOT NULL ORDER BY word, length(root)
"""
TERMS = """
    SELECT stem, array_agg(found.term)
    FROM unnest(%s::text[]) AS stem, LATERAL (
        SELECT DISTINCT term, length(term) FROM criteria_searchterm
        WHERE CASE WHEN length(stem) >= %s THEN strpos(term, stem) > 0 ELSE starts_with(term, stem) END
        ORDER BY length(term), term LIMIT %s
    ) AS found
    GROUP BY stem
"""


def learn_words() -> int:
    """Collect the words of every criterion that everyone sees; returns how many. After each publication."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM criteria_searchterm")
        cursor.execute(LEARN, [STATISTICS])
        return int(cursor.rowcount)


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


def roots_of(words: list[str]) -> dict[str, str]:
    """What is left of each word when it is stemmed until nothing more comes off, without the too common (1 query).

    The stem of "maskinene" is "maskin", of "traktere" it is "trakter", whose stem is "trakt".
    """
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ROOTS, [words])
        return dict(cursor.fetchall())


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


def terms_of(stems: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The terms that criteria have for each word that is not too common, the shortest first (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            TERMS, [unique(stem for own in stems.values() for stem in own), SHORTEST_PART, MOST_TERMS]
        )
        found = dict(cursor.fetchall())
    every = {
        word: unique(term for stem in own for term in found.get(stem, []))
        for word, own in stems.items()
        if own
    }
    return {
        word: sorted(terms, key=lambda term: (len(term), term))[:MOST_TERMS] for word, terms in every.items()
    }


def near(word: str) -> dict[str, str]:
    """Terms and a word of each: written without Norwegian keys, or misspelt (1 query, or 2)."""
    how = "contains" if len(word) >= SHORTEST_PART else "startswith"
    rows = SearchTerm.objects.filter(**{f"word__bare__{how}": bare(word)}).order_by("-uses", "word")
    return _by_term(rows) or _by_term(_alike(word))


def _by_term(rows: Iterable[SearchTerm]) -> dict[str, str]:
    """The first three terms, with the first word of each."""
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.term, row.word)
    return dict(list(found.items())[:3])


def _alike(word: str) -> QuerySet[SearchTerm]:
    spelt, typed_as = Latinized("word"), latinized(word)
    return (
        SearchTerm.objects.alias(spelt=spelt)
        .filter(spelt__trigram_similar=typed_as)
        .annotate(likeness=Similarity(spelt, typed_as))
        .filter(likeness__gte=NEAR)
        .order_by("-likeness", "-uses", "word")
    )
