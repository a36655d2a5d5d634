"""Who has a section open right now: a word to the others, not a lock. Told by the page's script."""

from __future__ import annotations

import time

from django.core.cache import cache

from portal.models import User
from reporting.models import AnnualReport, Section

FRESH = 60  # seconds since the last sign of life; a page that is open gives one every twenty


def others(report: AnnualReport, section: Section, by: User) -> list[str]:
    """The names of the others who are here."""
    return sorted(name for person, (name, _seen) in _here(report, section).items() if person != by.pk)


def note(report: AnnualReport, section: Section, by: User) -> None:
    """A sign of life. Of two at once one may be forgotten, until the next."""
    here = _here(report, section) | {by.pk: (by.name, time.time())}
    cache.set(_key(report, section), here, FRESH)


def _here(report: AnnualReport, section: Section) -> dict[int, tuple[str, float]]:
    people: dict[int, tuple[str, float]] = cache.get(_key(report, section)) or {}
    fresh = time.time() - FRESH
    return {person: (name, seen) for person, (name, seen) in people.items() if seen > fresh}


def _key(report: AnnualReport, section: Section) -> str:
    return f"writing:{report.pk}:{section.pk}"
