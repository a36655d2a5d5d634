"""Days as people write them. One that could be read two ways is never guessed: the refusal says both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.files.cells import text_of
from portal.reading import Unclear, tidied

MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
ENGLISH = "january february march april may june july august september october november december".split()
TIME = re.compile(
    r"[\sT,]*(?:kl\.?|kl)?\s*\d{1,2}(?:[.:]\d{2}(?:[.:]\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?"
)
WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?\.?,?\s+(?:den\s+)?|den\s+", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{1,2})")
RUN_TOGETHER = re.compile(r"(20\d\d)(\d\d)(\d\d)")
DAY_FIRST = re.compile(
    r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4}|\d{2})|(\d{1,2})/(\d{1,2})\s*-\s*(\d{4}|\d{2})"
)
EITHER = re.compile(r"(\d{1,2})\s*([-/])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
IN_WORDS = re.compile(r"(\d{1,2})[.\s-]*([^\W\d_]{3,9})[.,\s-]*(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
EPOCHS = (dt.date(1899, 12, 30), dt.date(1904, 1, 1))


def read_day(text: str, *, earliest: dt.date, latest: dt.date) -> dt.date:
    """Raises `Unclear` in words: no date, a day that no month has, or two dates that it could be.

    The limits decide nothing between two ways of writing, only between the two calendars of a bare day number.
    """
    found = sorted(set(_readings(_plain(text), earliest, latest)))
    if len(found) == 1:
        return found[0]
    if found:
        words = {"text": text.strip()[:40], "one": text_of(found[0]), "other": text_of(found[1])}
        raise Unclear(
            _("«%(text)s» kan være %(one)s eller %(other)s. Skriv dag.måned.år, for eksempel %(one)s.")
            % words
        )
    raise Unclear(_("Dette er ikke en dato. Skriv for eksempel 15.2.2011."))


def _plain(text: str) -> str:
    """In digits of one kind, without what nobody sees, the weekday and the time of day."""
    words = tidied(text)
    words = WEEKDAY.sub("", words, count=1) if WEEKDAY.match(words) else words
    for form in (YEAR_FIRST, DAY_FIRST, EITHER, IN_WORDS, MONTH_FIRST, RUN_TOGETHER):
        found = form.match(words)
        if found and TIME.fullmatch(words[found.end() :]):
            return found[0]
    return words


def _readings(text: str, earliest: dt.date, latest: dt.date) -> Iterator[dt.date]:
    if found := YEAR_FIRST.fullmatch(text):
        yield from _day(found[1], found[3], found[4])
    elif found := RUN_TOGETHER.fullmatch(text):
        yield from _day(*found.groups())
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()[:3] if found[1] else found.groups()[3:]
        yield from _day(year, month, day)
    elif found := EITHER.fullmatch(text):
        yield from _day(found[4], found[3], found[1])
        yield from _day(found[4], found[1], found[3])
        if found[2] == "-" and len(found[4]) == 2:
            yield from _day(found[1], found[3], found[4])
    elif found := IN_WORDS.fullmatch(text):
        yield from _day(found[3], _month(found[2]), found[1])
    elif found := MONTH_FIRST.fullmatch(text):
        yield from _day(found[3], _month(found[1]), found[2])
    elif found := SERIAL.fullmatch(text):
        days = (epoch + dt.timedelta(days=int(found[1])) for epoch in EPOCHS)
        yield from (day for day in days if earliest <= day <= latest)


def _month(word: str) -> str:
    """By name or the beginning of it, in Norwegian or English: "sept", "okt", "May"; "0" where there is none."""
    start = word.casefold()
    for names in (MONTHS, ENGLISH):
        for number, name in enumerate(names, start=1):
            if name.startswith(start):
                return str(number)
    return "0"


def _day(year: str, month: str, day: str) -> Iterator[dt.date]:
    full = int(year) + (2000 if len(year) <= 2 else 0)
    try:
        yield dt.date(full, int(month), int(day))
    except ValueError:
        return
