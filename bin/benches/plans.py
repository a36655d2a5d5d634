"""How the database finds the rows of the pages: no question reads a large table from end to end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test import override_settings

from benches.figures import Figure, Outcome
from benches.pages import client, places

LARGE = 10_000  # rows


class Asked:
    """Every question that is asked while it is in force, with what was put in it."""

    def __init__(self) -> None:
        self.questions: dict[str, Any] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if isinstance(sql, str) and sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            self.questions.setdefault(sql, params)
        return execute(sql, params, many, context)


def large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        return {name for (name,) in cursor.fetchall()}


def read_whole(plan: dict[str, Any], large: set[str]) -> Iterator[str]:
    """The large tables that `plan` reads row for row."""
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in large:
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from read_whole(part, large)


def found_whole(who: str, path: str, large: set[str]) -> Iterator[tuple[str, str]]:
    """Table and question, of what is read from end to end when `who` opens `path`."""
    asked = Asked()
    with connection.execute_wrapper(asked):
        client(who).get(path)
    with connection.cursor() as cursor:
        for sql, params in asked.questions.items():
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            (answer,) = cursor.fetchone() or ()
            plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
            for table in read_whole(plan, large):
                yield table, sql


@override_settings(ROOT_URLCONF="benches.urls")
def outcome(*, quick: bool) -> Outcome:
    large = large_tables()
    whole = {(path, table) for who, path in places() for table, _sql in found_whole(who, path, large)}
    said = ", ".join(f"{path} ({table})" for path, table in sorted(whole))
    return Outcome(
        [Figure("plans", "Spørringer uten indeks på store tabeller", len(whole), 0, "", note=said)]
    )
