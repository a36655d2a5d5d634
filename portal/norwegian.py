"""Norwegian letters: the order that words are listed in, and how words are found, the same in SQL and in Python.

Lower case, and a letter with a mark is its base letter: á is a, č is c, đ is d, ŋ is n (Sámi), é is e. But ä is
the Swedes' æ and ö their ø, while æ, ø and å are letters of their own, last in the alphabet. "aa" is two letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from itertools import combinations, product
from operator import or_
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import CharField, Func, GeneratedField, Q, QuerySet, TextField, Transform
from django.db.models.expressions import CombinedExpression

Rows = TypeVar("Rows", bound=QuerySet[Any])

# The same two rows of letters stand in the SQL function (portal/migrations); a test compares them.
MARKED = "áàâãāăąčçćđðďéèêëēęěğǧǥȟíìîïīǩłľĺŋñńňóòôõōřšśşșŧťțúùûüūůűýÿžźżäöő"
UNMARKED = "aaaaaaacccdddeeeeeeeggghiiiiiklllnnnnooooorsssstttuuuuuuuyyzzzæøø"
FOLDED = str.maketrans(MARKED, UNMARKED)
BARE = str.maketrans("æøå", "aoa")
SEEN_AS = {"a": "åæ", "o": "ø", "aa": "å", "ae": "æ", "oe": "ø"}  # without Norwegian keys
LIKE_NORWEGIAN = re.compile("(aa|ae|oe|a|o)")
MOST_SPELLINGS = 200
LAST = str.maketrans("å", "ù")  # by number å stands before æ; a folded text has no ù, which stands after ø
ORG_NUMBER = re.compile(r"(?<!\d)(\d{3})\s(\d{3})\s(\d{3})(?!\d)")


def folded(text: str) -> str:
    """The text as words are compared: "Kárášjohka" is "karasjohka", "ØYER" is "øyer"."""
    return unicodedata.normalize("NFC", text).lower().translate(FOLDED)


def norwegian_order(text: object) -> str:
    """A key for `sorted`, in the order that `NorwegianOrder` gives in the database."""
    return folded(str(text)).translate(LAST)


def typed(text: str) -> str:
    """What somebody looks for, folded; an organisation number written as 910 000 001 is one word."""
    return ORG_NUMBER.sub(r"\1\2\3", folded(text))


def latinized(text: str) -> str:
    """Written without Norwegian letters: "møbel" is "moebel"."""
    return text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def bare(text: str) -> str:
    """As somebody without Norwegian keys may write it: "møbel", "moebel" and "mobel" are "mobel"."""
    return text.translate(BARE).replace("ae", "a").replace("oe", "o").replace("aa", "a")


def respelt(word: str) -> list[str]:
    """The word, and what it may be where its writer has no Norwegian keys: "tromso" is also "tromsø".

    With æ, ø or å in it, it is as it is. In a long word at most two letters are others than they seem.
    """
    parts = [] if set(word) & set("æøå") else LIKE_NORWEGIAN.split(word)
    places = [n for n, part in enumerate(parts) if part in SEEN_AS]
    found = [word]
    for many in (1, 2):
        for changed in combinations(places, many):
            for letters in product(*(SEEN_AS[parts[n]] for n in changed)):
                spelling = dict(zip(changed, letters, strict=True))
                found.append("".join(spelling.get(n, part) for n, part in enumerate(parts)))
    return found[:MOST_SPELLINGS]


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """`folded` in the database: `name__folded__contains`."""

    lookup_name = "folded"
    function = "portal_folded"


class NorwegianOrder(Func):
    """Orders by a name or a title, on every server: the letters by their numbers, whatever its own collation is."""

    function = "portal_norwegian_order"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    arity = 1
    output_field = TextField()


@CharField.register_lookup
class Bare(Transform):
    """`bare` in the database, of a folded text."""

    lookup_name = "bare"
    template = (
        "replace(replace(replace(translate(%(expressions)s, 'æøå', 'aoa'), 'ae', 'a'), 'oe', 'o'), 'aa', 'a')"
    )


class Latinized(Func):
    """`latinized` in the database, for pg_trgm: in a database whose LC_CTYPE is C it leaves out all but a–z."""

    template = "replace(replace(replace(%(expressions)s, 'æ', 'ae'), 'ø', 'oe'), 'å', 'aa')"
    arity = 1
    output_field = TextField()


def word_vector(*fields: object, weight: str | None = None) -> SearchVector:
    """The stems of the fields' words, folded, for full-text search."""
    return SearchVector(*(Folded(field) for field in fields), config="norwegian", weight=weight)


def name_vector(*fields: object) -> CombinedExpression:
    """As `word_vector`, and every word as it stands: Å is a place, but to the stemmer too common a word.

    A name weighs more than the words of a text: what is called Østfold comes before what happened there.
    """
    as_written = SearchVector(*(Folded(field) for field in fields), config="simple", weight="A")
    return word_vector(*fields, weight="A") + as_written


def stored(words: CombinedExpression | SearchVector) -> GeneratedField:
    """The words as a column that the database fills in when a row is written (stored generated column).

    Computed in the query they are stemmed again for every row that is ranked.
    """
    return GeneratedField(expression=words, output_field=SearchVectorField(), db_persist=True)


def with_words(rows: Rows, text: str, *paths: str, many: Iterable[str] = ()) -> Rows:
    """Those of `rows` where each word of `text` is a part of one of the fields.

    `many` are paths to several rows, as a meeting's decisions: queries of their own, so that no row comes twice.
    """
    for word in typed(text).split():
        own = [Q(**{f"{path}__folded__contains": word}) for path in paths]
        others = [Q(pk__in=_holders(rows, path, word)) for path in many]
        rows = rows.filter(reduce(or_, [*own, *others]))
    return rows


def _holders(rows: QuerySet[Any], path: str, word: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.model._default_manager.filter(**{f"{path}__folded__contains": word})
    return found.values("pk")
