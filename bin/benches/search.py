"""The searches, in the database: words, words together, typing errors, codes and facets."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from benches.figures import Figure, Outcome, answered
from benches.pages import client

MOST = 0.050  # seconds
WORDS = [
    "papir", "svanemerket", "miljøledelse", "kurs", "drosje", "energi", "møbler", "innkjøpere", "kjemikalier",
    "papr", "møbel", "svanemrket", "datamaskin", "etikk", "resirkulert papir", "energimerking skjerm", "hedmark",
    "avtale kontor", "arbeidstøy", "elbil",
]  # fmt: skip
CHOSEN = ["", "&niva=avansert", "&tema=klima", "&type=minstekrav"]
SEARCHES = [f"/kriterier/sok/?q={word}{chosen}" for word in WORDS for chosen in CHOSEN] + [
    f"/sok/?q={word}" for word in WORDS
]


class Waited:
    """The seconds that the database took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            self.seconds += time.perf_counter() - begun


def seconds(address: str) -> float:
    """The least of three, in the database alone."""
    least = float("inf")
    for _round in range(3):
        waited = Waited()
        with connection.execute_wrapper(waited):
            answered(client(""), address)
        least = min(least, waited.seconds)
    return least


def outcome(*, quick: bool) -> Outcome:
    found = []
    for key, name, prefix in (("criteria", "kriterier", "/kriterier/"), ("site", "hele portalen", "/sok/")):
        taken = sorted((seconds(path), path) for path in SEARCHES if path.startswith(prefix))
        at, path = taken[int(len(taken) * 0.95)]
        slowest, middle = taken[-1], taken[len(taken) // 2]
        slow = f"tregest {slowest[1]}: {slowest[0] * 1000:.0f} ms; midten {middle[0] * 1000:.0f} ms"
        found.append(
            Figure(
                f"search-{key}",
                f"Søk i {name}, p95 i databasen",
                at * 1000,
                MOST * 1000,
                "ms",
                note=f"{path}; {slow}",
            )
        )
    return Outcome(found)
