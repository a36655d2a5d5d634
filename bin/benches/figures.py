"""A figure, and how it is measured: by turns with what it is held against, in processor time, best of several."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ROUNDS = 7


class NotMeasured(Exception):
    """A page does not answer as it should, so that its time would mean nothing."""


@dataclass(frozen=True)
class Figure:
    """`measured` is held against `aim`, both in `unit`; `note` says what was held against what. Without an aim it is
    told only.

    By its `key` the reason is found where it is missed (`missed.py`).
    """

    key: str
    name: str
    measured: float
    aim: float | None
    unit: str
    at_most: bool = True
    note: str = ""

    @property
    def is_met(self) -> bool:
        if self.aim is None:
            return True
        return self.measured <= self.aim if self.at_most else self.measured >= self.aim


@dataclass(frozen=True)
class Outcome:
    """What a part has measured; `pages` are the rows of the table of pages, of the part that has one."""

    figures: list[Figure]
    pages: list[dict[str, Any]] = field(default_factory=list)


def in_turns(
    *works: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """The least seconds of each of `works` by `clock`, done by turns after one of each that warms up."""
    for work in works:
        work()
    least = [float("inf")] * len(works)
    for _round in range(rounds):
        for place, work in enumerate(works):
            begun = clock()
            work()
            least[place] = min(least[place], clock() - begun)
    return least


def calls_of(work: Callable[[], object]) -> int:
    """How many functions `work` calls, Python's and C's: the same number on any machine."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def answered(client: Client, address: str) -> HttpResponse:
    """The page at `address`. Raises `NotMeasured` where it is another than it should be."""
    found = client.get(address)
    if found.status_code != HTTPStatus.OK:
        raise NotMeasured(f"{address}: {found.status_code}")
    return found
