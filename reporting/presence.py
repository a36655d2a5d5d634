"""Who has a section open right now: a word to the others, not a lock. Told by the page's script."""

from __future__ import annotations

import time

from django.core.cache import cache

from portal.models import User
from reporting.models import AnnualReport, Section

FRESH = 60  # seconds since the last sign of life; a page that is open gives one every twenty
OLD = FRESH / 4  # seconds: a sign that is newer is not written again, however often somebody saves


def others(report: AnnualReport, section: Section, by: User) -> list[str]:
    """The names of the others who are here."""
    return _names(_here(report, section), by)


def meet(report: AnnualReport, section: Section, by: User) -> list[str]:
    """A sign of life from `by`, and the names of the others. Of two at once one may be forgotten, until the next."""
    here = _here(report, section)
    _name, seen = here.get(by.pk, ("", 0.0))
    if time.time() - seen > OLD:
        cache.set(_key(report, section), here | {by.pk: (by.name, time.time())}, FRESH)
    return _names(here, by)


def _names(here: dict[int, tuple[str, float]], by: User) -> list[str]:
    return sorted(name for person, (name, _seen) in here.items() if person != by.pk)


def _here(report: AnnualReport, section: Section) -> dict[int, tuple[str, float]]:
    people: dict[int, tuple[str, float]] = cache.get(_key(report, section)) or {}
    fresh = time.time() - FRESH
    return {person: (name, seen) for person, (name, seen) in people.items() if seen > fresh}


def _key(report: AnnualReport, section: Section) -> str:
    return f"writing:{report.pk}:{section.pk}"
