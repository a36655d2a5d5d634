"""Each person's desk: what waits for them, what others have, what is coming, what is new, their figures.

Each app registers what it knows when Django starts, in a `desk` module of its own; own panels on the desk are
fillings of the slot "desk" (`portal/slots.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import connection
from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock, formats
from portal.lateness import Lateness, lateness
from portal.prepared import Sql

if TYPE_CHECKING:
    from portal.models import User

SHOWN = 5  # what awaits a person; the rest is folded
SHOWN_OF_EACH = 4  # of one sort of rows; more are one line with the way to all of them
NEWEST = 6
MOST = 60  # that are drawn of what waits; nobody reads more of a page
FIRST_VISIT = dt.timedelta(days=14)  # how far back the news goes where nobody knows when the person was here


@dataclass(frozen=True)
class Visit:
    """The day, and from when what has happened is new to the person."""

    today: dt.date
    since: dt.datetime
    once: dict[str, Any] = field(default_factory=dict, compare=False)  # what several finders ask, asked once

    @property
    def since_on(self) -> dt.date:
        return timezone.localdate(self.since)


@dataclass(frozen=True)
class Waiting:
    """Something that somebody should do: one sentence, one button.

    `who` has it where it isn't the reader's, `among` where the reader is one of several; `done` of `total` draws
    how far it has come. `first` is before all deadlines: somebody waits for this person's answer. `by` orders what
    has no deadline of its own.
    """

    what: str
    url: str
    act: str
    due: dt.date | None = None
    since: dt.date | None = None
    detail: str = ""
    who: str = ""
    done: int = 0
    total: int = 0
    by: dt.date | None = None
    first: bool = False
    among: str = ""

    @property
    def lateness(self) -> Lateness:
        return lateness(self.due, on=clock.today())

    @property
    def due_in_words(self) -> str:
        """ "Frist 1. mars, om 14 dager"; nothing where nobody waits by a day."""
        if self.due is None:
            return ""
        days = (self.due - clock.today()).days
        return _("Frist %(day)s, %(distance)s") % {
            "day": formats.day_of_month(self.due, on=clock.today()),
            "distance": distance_in_words(days),
        }

    @property
    def since_in_words(self) -> str:
        """Who has it and since when."""
        who = self.who or self.among
        if self.since is None:
            return _("Hos %s") % who if who else ""
        today = clock.today()
        days = (today - self.since).days
        said = {
            "who": who or _("deg"),
            "day": formats.day_of_month(self.since, on=today),
            "days": ngettext("%d dag", "%d dager", days) % days,
        }
        return (
            _("Hos %(who)s siden %(day)s (%(days)s)") % said
            if days > 0
            else _("Hos %(who)s siden i dag") % said
        )

    @property
    def done_in_words(self) -> str:
        return _("%(done)d av %(total)d er ferdig") % {"done": self.done, "total": self.total}

    @property
    def order(self) -> tuple[bool, dt.date, dt.date]:
        """By deadline, and then the oldest first."""
        return (not self.first, self.due or self.by or dt.date.max, self.since or dt.date.max)


def distance_in_words(days: int) -> str:
    """ "i dag", "om 3 dager", "1 dag over"."""
    if days == 0:
        return _("i dag")
    if days < 0:
        return ngettext("%d dag over", "%d dager over", -days) % -days
    return ngettext("om %d dag", "om %d dager", days) % days


@dataclass(frozen=True)
class Ahead:
    """Something with a day of its own that the person takes part in or leads."""

    when: dt.datetime
    what: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class News:
    when: dt.datetime
    what: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Tally:
    """A figure of the person's own beside last year's."""

    label: str
    value: str
    before: str
    change: str
    url: str


Item = Waiting | Ahead | News


@dataclass(frozen=True)
class DeskRow:
    """A row of a `Source`, with what its columns say; `at` and the days are None where the source has none."""

    key: int
    text: str
    slug: str
    note: str
    at: dt.datetime | None
    due: dt.date | None
    since: dt.date | None
    done: int
    total: int
    who: str = ""


@dataclass(frozen=True)
class FoundRow:
    """A row of a source, with its place among all `of` them."""

    place: int
    of: int
    row: DeskRow


COLUMNS: dict[
    str, tuple[type[Field[Any, Any]], Any]
] = {  # the field of each, and what a source without it says
    "key": (BigIntegerField, F("pk")),
    "text": (TextField, Value("")),
    "slug": (TextField, Value("")),
    "note": (TextField, Value("")),
    "at": (DateTimeField, Value(None)),
    "due": (DateField, Value(None)),
    "since": (DateField, Value(None)),
    "done": (IntegerField, Value(0)),
    "total": (IntegerField, Value(0)),
    "who": (TextField, Value("")),
}
FIRST_FEW = "(SELECT {number}, *, count(*) OVER () FROM ({rows}) AS found ORDER BY d_place LIMIT {shown})"


def desk_rows(rows: QuerySet[Any], **columns: Any) -> Sql:
    """The ordered `rows`, each with its place among them; `columns` are expressions for the fields of a `DeskRow`,
    under names that keep clear of the models' own fields."""
    order: Any = list(rows.query.order_by)
    said = {
        f"d_{name}": Cast(columns.pop(name, nothing), field()) for name, (field, nothing) in COLUMNS.items()
    }
    if columns:
        raise TypeError(f"A row of a desk has no {', '.join(columns)}.")
    found = rows.order_by().values(d_place=Window(RowNumber(), order_by=order), **said)
    return found.query.sql_with_params()


@dataclass(frozen=True)
class Source:
    """Rows of one sort for somebody's desk. All sources are read in one query, however many apps have some.

    `rows` are `desk_rows`, asked by what is `prepared`; the first `shown` of them are told of by `say`, and how many
    there are beyond by `more`.
    """

    rows: Sql
    say: Callable[[DeskRow], Item]
    more: Callable[[int, DeskRow], Item] | None = None
    shown: int = SHOWN_OF_EACH

    def items(self, found: list[FoundRow]) -> Iterator[Item]:
        """What is said of its rows."""
        ordered = sorted(found, key=lambda row: row.place)
        yield from (self.say(row.row) for row in ordered)
        left = ordered[-1].of - len(ordered) if ordered else 0
        if left and self.more:
            yield self.more(left, ordered[-1].row)


Found = TypeVar("Found")
Finder = Callable[["User", Visit], Iterable[Found]]


class DeskPart(Generic[Found]):
    """What the apps have of one kind; used as the decorator of each one's finder."""

    def __init__(self) -> None:
        self._finders: list[Finder[Found]] = []

    def __call__(self, finder: Finder[Found]) -> Finder[Found]:
        self._finders.append(finder)
        return finder

    def of(self, person: User, visit: Visit) -> Iterator[Found]:
        for finder in self._finders:
            yield from finder(person, visit)


sources = DeskPart[Source]()
items = DeskPart[Item | Source]()  # what takes more than rows to say, or asks first who has them
tallies = DeskPart[Tally]()


@dataclass(frozen=True)
class DeskPage:
    """One person's desk, in order."""

    visit: Visit
    mine: list[Waiting] = field(default_factory=list)
    others: list[Waiting] = field(default_factory=list)
    ahead: list[Ahead] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)

    @property
    def first(self) -> list[Waiting]:
        return self.mine[:SHOWN]

    @property
    def rest(self) -> list[Waiting]:
        """The next ones, as many as anybody reads."""
        return self.mine[SHOWN:MOST]

    @property
    def left(self) -> int:
        """How many wait behind these."""
        return max(0, len(self.mine) - MOST)

    @property
    def first_others(self) -> list[Waiting]:
        return self.others[:MOST]

    @property
    def left_others(self) -> int:
        return max(0, len(self.others) - MOST)


def desk_of(person: User, visit: Visit) -> DeskPage:
    given: list[Item | Source] = [*items.of(person, visit), *sources.of(person, visit)]
    found = [row for row in given if not isinstance(row, Source)]
    found += said_of([row for row in given if isinstance(row, Source)])
    todo = sorted((row for row in found if isinstance(row, Waiting)), key=lambda row: row.order)
    coming = {(row.when, row.url): row for row in found if isinstance(row, Ahead)}
    told = [row for row in found if isinstance(row, News)]
    return DeskPage(
        visit,
        mine=[row for row in todo if not row.who],
        others=[row for row in todo if row.who],
        ahead=[coming[key] for key in sorted(coming)],
        news=sorted(told, key=lambda row: row.when, reverse=True)[:NEWEST],
        tallies=list(tallies.of(person, visit)),
    )


def said_of(asked: list[Source]) -> Iterator[Item]:
    """What all of them say (1 query)."""
    if not asked:
        return
    parts = [
        FIRST_FEW.format(number=number, rows=source.rows[0], shown=source.shown)
        for number, source in enumerate(asked)
    ]
    found: dict[int, list[FoundRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for source in asked for value in source.rows[1]])
        for number, place, *columns, of in cursor.fetchall():
            found.setdefault(number, []).append(FoundRow(place, of, DeskRow(*columns)))
    for number, rows in sorted(found.items()):
        yield from asked[number].items(rows)


def visit_since(previous: dt.datetime | None) -> Visit:
    """`previous` is when the person signed in before this time. One on the same day would hide what came that
    morning; a demo's are all later than its own day."""
    today = clock.today()
    if previous is None or timezone.localdate(previous) >= today:
        previous = clock.begin_of(today) - FIRST_VISIT
    return Visit(today, previous)
