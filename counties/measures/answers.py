"""The measures' figures as an annual report answers with them: one query for any number of regions and years.

Each answer is raw, as one is typed ("12", "40", "ja", "interkommunalt" or a list of keys), or absent where the rows
cannot say. Percentages are whole; amounts are whole kroner.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import BigIntegerField, Func, IntegerField, JSONField, Q
from django.db.models.expressions import RawSQL

from counties.measures.measure import Measure
from counties.measures.registry import MEASURES
from counties.models import GrantKind, Sector, Task
from portal import formats

Raw = str | list[str]
Found = Mapping[tuple[str, str], Any]  # (measure, category) → its number, or its different values
GROUPS = ("politikere", "ledere", "innkjopere", "leverandorer")
SHARES = ("policy", "routines", "agreement", "training")
EACH = "SELECT %s, asked.region, asked.year, f.* FROM asked CROSS JOIN LATERAL ({rows}) f"
ASKED = "WITH asked AS (SELECT * FROM unnest(%s::bigint[], %s::int[]) AS pairs (region, year))"


def number(_measure: Measure, found: Any, _all: Found) -> Raw:
    found = len(found) if isinstance(found, list) else found or 0
    return f"{found:g}".replace(".", ",") if isinstance(found, float) else str(found)


def yes_or_no(_measure: Measure, found: Any, _all: Found) -> Raw:
    return "ja" if found else "nei"


def share(measure: Measure, found: Any, all_: Found) -> Raw | None:
    """Whole percent."""
    found = formats.percent(found or 0, all_.get((measure.share_of, ""), 0))
    return None if found is None else str(found)


def values(_measure: Measure, found: Any, _all: Found) -> Raw | None:
    return sorted(key for key in found or [] if key) or None


def values_or_none(_measure: Measure, found: Any, _all: Found) -> Raw:
    return values(_measure, found, _all) or ["ingen"]


def one_value(_measure: Measure, found: Any, _all: Found) -> Raw | None:
    return str(found[0]) if found else None


def secretary(_measure: Measure, found: Any, _all: Found) -> Raw | None:
    if not found:
        return None
    return found[0] if found[0] in (Sector.FYLKESMANN, Sector.FYLKESKOMMUNE) else "andre"


def knutepunkt(_measure: Measure, found: Any, _all: Found) -> Raw | None:
    return "knutepunkt" if found else None


@dataclass(frozen=True)
class Saying:
    """How a report says a measure, or a part of it."""

    measure: str
    says: Callable[[Measure, Any, Found], Raw | None] = number
    category: str = ""

    def answer(self, found: Found) -> Raw | None:
        """None where the rows cannot say."""
        measure = MEASURES[self.measure]
        if measure.known_by and not found.get((measure.known_by, "")):
            return None
        return self.says(measure, found.get((self.measure, self.category)), found)


# By the key that a question of the report template names; the first that says something is the answer.
SAYINGS: dict[str, tuple[Saying, ...]] = {
    "styringsgruppe": (Saying("styringsgrupper_arsslutt", yes_or_no),),
    "medlemmer": (Saying("medlemmer"),),
    "sektorer": (Saying("sektorer", values),),
    "moter": (Saying("moter"),),
    "sekretariat": (Saying("sekretariat_knutepunkt", knutepunkt), Saying("sekretaerer", secretary)),
    "har_knutepunkt": (Saying("knutepunkter_arsslutt", yes_or_no),),
    "vert": (Saying("verter", one_value),),
    "arsverk": (Saying("arsverk", lambda *about: number(*about) if about[1] is not None else None),),
    **{f"akt_{task}": (Saying("aktiviteter", category=task.value),) for task in Task},
    **{f"delt_{group}": (Saying(f"deltakere_{group}"),) for group in GROUPS},
    "dialog": (Saying("aktiviteter", yes_or_no, Task.DIALOG.value),),
    "avtaler_nye": (Saying("avtaler"),),
    "avtaler_med_kriterier": (Saying("avtaler_kriterier"),),
    "avtaler_kriterier_verdi": (Saying("avtaler_kriterier_verdi"),),
    "produktomrader": (Saying("produktomrader", values_or_none),),
    "stat_kontaktet": (Saying("brev_kontaktet"),),
    "stat_bedt": (Saying("brev_bedt", share),),
    "stat_hjulpet": (Saying("stat_hjulpet"),),
    **{f"kommuner_{name}": (Saying(f"kommuner_{name}", share),) for name in SHARES},
    "livskraftig": (Saying("kommuner_livskraftig"),),
    **{f"tilskudd_{kind}": (Saying("tilskudd_received", category=kind.value),) for kind in GrantKind},
    "tilskudd_brukt": (Saying("tilskudd_spent"),),
}


def answers_of(
    asked: Collection[tuple[int, int]], keys: Collection[str] | None = None
) -> dict[tuple[int, int], dict[str, Raw]]:
    """The answers by key for each region (its id) and year; those of `keys`, or all (1 query, or none)."""
    wanted = frozenset(SAYINGS if keys is None else SAYINGS.keys() & keys)
    found: dict[tuple[int, int], dict[tuple[str, str], Any]] = defaultdict(dict)
    if not wanted:
        return {pair: {} for pair in asked}
    sql, parameters = _statement(wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [[region for region, _ in asked], [year for _, year in asked], *parameters])
        for key, region, year, category, value in cursor.fetchall():
            of_pair, known = found[region, year], json.loads(value)
            of_pair[key, category] = known
            if category and isinstance(known, int):
                of_pair[key, ""] = of_pair.get((key, ""), 0) + known
    return {pair: _answers(found[pair], wanted) for pair in asked}


def saying_of(key: str, raw: Raw) -> Saying:
    """The one that gave an answer: the list behind it is that measure's."""
    sayings = SAYINGS[key]
    return sayings[0] if key != "sekretariat" or raw == "knutepunkt" else sayings[1]


def _answers(found: Found, wanted: Collection[str]) -> dict[str, Raw]:
    said = {key: (s.answer(found) for s in sayings) for key, sayings in SAYINGS.items() if key in wanted}
    first = {key: next((raw for raw in raws if raw is not None), None) for key, raws in said.items()}
    return {key: raw for key, raw in first.items() if raw is not None}


@lru_cache(maxsize=100)
def _statement(wanted: frozenset[str]) -> tuple[str, list[Any]]:
    """The SQL of what a report or a chapter asks for, compiled once per process: only regions and years differ."""
    parts, parameters = [], []
    for key in sorted(_needed(wanted)):
        sql, own = _rows(MEASURES[key]).query.sql_with_params()
        parts.append(EACH.format(rows=sql))
        parameters += [key, *own]
    return f"{ASKED} {' UNION ALL '.join(parts)}", parameters


def _needed(wanted: Collection[str]) -> set[str]:
    """The measures that answers are made from."""
    named = {saying.measure for key in wanted for saying in SAYINGS[key]}
    beside = {key for name in named for key in (MEASURES[name].share_of, MEASURES[name].known_by) if key}
    return named | beside


def _rows(measure: Measure) -> Any:
    """Category and figure of the region and year in the row of `asked` beside. None of them depends on the day."""
    region = RawSQL("asked.region", [], output_field=BigIntegerField())
    year = RawSQL("asked.year", [], output_field=IntegerField())
    here = measure.with_category(dt.date.max).filter(
        Q(**{measure.region: region}), measure.when.of_year(year)
    )
    amount = ArrayAgg(measure.distinct, distinct=True) if measure.distinct else measure.amount
    as_json = Func(amount, function="to_jsonb", output_field=JSONField())
    return here.values("f_category").annotate(f_value=as_json)
