"""A model, written by hand, of the annual report's workflow: who may, when, and what was said.

It asks nothing of the portal's own tables, so that what the two disagree on is a fault of one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.timezone import localdate, make_aware

from tests.conftest import CAST

REPORTS = ("hedmark", "nordland")
PEOPLE = {name: {(role.value, slug)} for name, role, slug in CAST} | {"bente": {("administrator", None)}}
DUE, CLOSES = dt.date(2011, 3, 1), dt.date(2011, 6, 30)
DAY = dt.timedelta(days=1)

# From a state, by a step: to which state, and who may.
STEPS = {
    ("draft", "submit"): ("awaiting_signature", {"koordinator", "fylkesmann"}),
    ("awaiting_signature", "sign"): ("delivered", {"fylkesmann"}),
    ("awaiting_signature", "send_back"): ("draft", {"fylkesmann"}),
    ("delivered", "start_review"): ("in_review", {"difi"}),
    ("delivered", "withdraw"): ("draft", {"fylkesmann"}),
    ("in_review", "approve"): ("approved", {"difi"}),
    ("in_review", "return"): ("draft", {"difi"}),
    ("approved", "publish"): ("published", {"difi"}),
    ("approved", "reopen"): ("draft", {"difi"}),
    ("published", "reopen"): ("draft", {"difi"}),
}
WHO = {action: who for (_state, action), (_after, who) in STEPS.items()}
ACTIONS = sorted(WHO)
SEALED = {"delivered", "in_review", "approved", "published"}
WRITERS = {"koordinator", "fylkesmann"}

# Who is told that it was done; what was said of it, and of which chapter, or answer in it.
TOLD = {
    "submit": {"fylkesmann"},
    "sign": {"koordinator", "fylkesmann", "difi"},
    "send_back": {"koordinator"},
    "withdraw": {"koordinator", "difi"},
    "start_review": set(),
    "return": WRITERS,
    "approve": WRITERS,
    "publish": WRITERS,
    "reopen": WRITERS,
}
SAID = {"send_back": "Rett tallene.", "withdraw": "Feil fil.", "approve": "Bra.", "reopen": "Feil i tall."}
ASKED = {("innspill", None): "Utdyp.", ("oppgaver", "timer"): "Hva er talt?"}

# What is typed in each of the three chapters; the last of each stands in the way of a signature, the first two do not.
# A number that the portal counts may be said as it is counted now, or as another with a reason.
AS_COUNTED = "as counted"
TYPED: dict[str, list[dict[str, str]]] = {
    "planer": [{"planer_tekst": said} for said in ("Vi fortsetter.", "Først.\n\nSå <b>det</b> & «det».", "")],
    "innspill": [{"innspill_tekst": said} for said in ("Å gjøre: øvelse 3.", "Ingen.", "")],
    "oppgaver": [
        {"timer": "12", "kurs": AS_COUNTED, "kurs--grunn": ""},
        {"timer": "", "kurs": "40", "kurs--grunn": "To bøker er slått sammen."},
        {"timer": "1 20", "kurs": AS_COUNTED, "kurs--grunn": ""},
        {"timer": "3", "kurs": "40", "kurs--grunn": ""},
    ],
}
QUESTIONS = {"planer": ["planer_tekst"], "innspill": ["innspill_tekst"], "oppgaver": ["timer", "kurs"]}

Values = Mapping[str, Any]


def at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    """A moment by Norwegian clocks, as the portal's own clock has it: in UTC."""
    return make_aware(dt.datetime.combine(day, dt.time(hour, minute))).astimezone(dt.UTC)


class Page(NamedTuple):
    """What a person has before them."""

    name: str
    status: str
    newest: str  # event, which the steps ask for
    events: int  # how many there were, as the model counts
    mark: str  # of the whole content, which the signature asks for
    content: dict[str, Any]
    versions: dict[str, int]
    values: dict[str, Values]
    was: object  # the model's own word for all that the content says

    def shows(self, paper: Paper) -> bool:
        """Whether it is what stands now."""
        versions = {key: len(said) for key, said in paper.written.items()}
        return (self.events, self.versions, self.was) == (len(paper.events), versions, paper.now)


class Seal(NamedTuple):
    content: dict[str, Any]
    signer: str
    moment: dt.datetime
    due: dt.date


@dataclass
class Paper:
    """A report as the model has it."""

    slug: str
    written: dict[str, list[Values]]  # by chapter: all that was accepted, version 1 first
    status: str = "draft"
    due: dt.date = DUE
    activities: int = 0
    events: list[tuple[Any, ...]] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    approved: dict[int, dict[str, str]] = field(default_factory=dict)  # with the numbers in them
    published: int | None = None
    reviewer: str | None = None
    told: list[tuple[str, dt.datetime]] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def now(self) -> object:
        submitted = [event for event in self.events if event[0] == "submit"]
        return self.live, self.activities, self.due, submitted[-1:]

    @property
    def live(self) -> dict[str, Values]:
        return {key: said[-1] for key, said in self.written.items()}

    @property
    def lacking(self) -> list[str]:
        """The chapters that stand in the way of a signature: unanswered, no number, or another than counted."""
        empty = [key for key in ("planer", "innspill") if not self.live[key]]
        said = self.live["oppgaver"]
        other = said["kurs"] != str(self.activities) and "kurs--grunn" not in said
        return [*empty, "oppgaver"] if other or said.get("timer") == "1 20" else empty

    @property
    def closes(self) -> dt.date:
        return max(CLOSES, self.due)

    def is_closed(self, on: dt.date) -> bool:
        return on > self.closes and self.status not in SEALED and not self.seals

    def answer(self, question: str) -> str | None:
        """As the report is to show it."""
        said = {key: text for values in self.live.values() for key, text in values.items()}
        return said.get(question)

    def typed(self, key: str, choice: int) -> dict[str, str]:
        """One of the chapter's words to type."""
        says = TYPED[key][choice % len(TYPED[key])]
        return {box: text.replace(AS_COUNTED, str(self.activities)) for box, text in says.items()}

    def says(self, key: str, choice: int) -> bool:
        """Whether the chapter does already."""
        return all(self.live[key].get(box, "") == text for box, text in self.typed(key, choice).items())

    def numbers(self) -> dict[str, str]:
        """Those that are said."""
        return {key: said for key in QUESTIONS["oppgaver"] if (said := self.answer(key))}

    def steps(self) -> list[str]:
        """Those from its state, the way on first."""
        return [action for state, action in STEPS if state == self.status]

    def kind_of_state(self, today: dt.date) -> tuple[object, ...]:
        """States in which the same should be refused to the same people."""
        stands_in_the_way = self.status in {"draft", "awaiting_signature"} and bool(self.lacking)
        return self.status, self.is_closed(today), bool(self.seals), stands_in_the_way

    def delivery(self) -> tuple[dt.date | None, bool | None]:
        """The Norwegian day of the first signature that was not withdrawn, and whether it was too late."""
        for number, seal in enumerate(self.seals, start=1):
            if number not in self.withdrawn:
                return localdate(seal.moment), localdate(seal.moment) > seal.due
        return None, None


# When things happen that depend on the hour: minutes before and after midnight, where days and deadlines end.
MOMENTS = {
    "tonight": lambda _paper, today: at(today + DAY, 0, 5),
    "the last minutes": lambda paper, _today: at(paper.due, 23, 55),
    "too late": lambda paper, _today: at(paper.due + DAY, 0, 5),
    "the very last minutes": lambda paper, _today: at(paper.closes, 23, 55),
    "closed": lambda paper, _today: at(paper.closes + DAY, 0, 5),
}
