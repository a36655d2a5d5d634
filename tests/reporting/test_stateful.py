"""Whatever is done to reports, by whomever and in whatever order, is what a model written by hand says.

The model (`by_hand.py`) knows who may, when, and what each person has read and typed. One report goes all the way each
time, the other wherever it is drawn to; in each kind of state that they come to, everything that the model refuses is
tried by everybody, from new pages and old (`trying.py`). After each step the portal has what the model has
(`holding.py`). Hours are drawn near midnight and near deadlines.
Pages are read as their operations see them (snapshot and marks); PDFs are drawn elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from portal.models import RoleGrant
from portal.operations import roles
from reporting.operations import writing
from tests import factories
from tests.previews import as_previewed
from tests.reporting import by_hand
from tests.reporting.by_hand import (
    DAY,
    DUE,
    REPORTS,
    SEALED,
    STEPS,
    TYPED,
    WRITERS,
    Page,
)
from tests.reporting.holding import Holding
from tests.reporting.small_round import begin, user

on_report = st.sampled_from(REPORTS)
box = st.sampled_from(sorted(TYPED))
few = st.integers(0, 3)
who = st.sampled_from([*[None] * 2 * len(by_hand.PEOPLE), *sorted(by_hand.PEOPLE)])  # None: one who may


class Stride(NamedTuple):
    """A step on or back, by one who may and has read the report."""

    back: str  # the state from which the way is back, not on
    choice: int
    words: tuple[str, str, int]  # of a draft: how they are changed, if they are, in which chapter, to which
    ready: bool  # what stands in the way is put right: before the step, and where it could only be seen there, after
    twice: bool  # a second click
    hour: str  # when it is signed, if it is
    longer: bool  # a draft is given more time, as one that is back always is
    before: str  # what happens before the page is read, and between that and the step
    between: str


moment = st.sampled_from(sorted(by_hand.MOMENTS))
happens = st.sampled_from([*[""] * 14, "an activity", "another deadline", *sorted(by_hand.MOMENTS)])
DRAWN: dict[str, st.SearchStrategy[Any]] = {
    "back": st.sampled_from(["", "awaiting_signature", *["delivered"] * 2, *["in_review"] * 4, "approved"]),
    "choice": few,
    "words": st.tuples(st.sampled_from(["", "one", "two", "back"]), box, few),
    "ready": st.sampled_from([True, True, True, False]),
    "twice": st.booleans(),
    "hour": st.sampled_from(["", "the last minutes", *["too late"] * 3, "the very last minutes"]),
    "longer": st.booleans(),
    "before": happens,
    "between": happens,
}
stride = st.builds(Stride, **DRAWN)
# All the way: a figure moves before it is signed, the round closes, and DIFI gives another deadline; it is withdrawn,
# signed too late, returned, approved and opened again, published and opened again.
# By whom, and with which words, is drawn.
FIRST = "submit overtaken closed submit sign withdraw taken_back too_late start_review return"
SECOND = "rewritten sign start_review approve reopen_unpublished"
ALL_THE_WAY = f"{FIRST} {SECOND} submit sign start_review approve publish reopen".split()
QUIET: list[str] = ["hour", "before", "between", "back"]
UNDISTURBED: dict[str, st.SearchStrategy[Any]] = {"ready": st.just(True), **dict.fromkeys(QUIET, st.just(""))}
ON_THE_WAY: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "overtaken": {"between": st.just("an activity")},
    "closed": {"before": st.just("closed")},
    "withdraw": {"back": st.just("delivered")},
    "too_late": {"hour": st.just("too late")},
    "taken_back": {"words": st.tuples(st.just("back"), box, few)},
    "return": {"back": st.just("in_review")},
    "reopen_unpublished": {"back": st.just("approved")},
    "rewritten": {"words": st.tuples(st.just("two"), st.just("planer"), few)},  # which nobody has asked for
}
AS_IT_WAS: dict[str, st.SearchStrategy[Any]] = {"words": st.just(("", "planer", 0))}


def undisturbed(step: str) -> st.SearchStrategy[Stride]:
    return st.builds(Stride, **{**DRAWN, **UNDISTURBED, **ON_THE_WAY.get(step, {})})


all_the_way = st.tuples(
    st.builds(Stride, **{**DRAWN, **UNDISTURBED, **AS_IT_WAS}), *map(undisturbed, ALL_THE_WAY[1:])
)


class ReportMachine(Holding, RuleBasedStateMachine):
    """Two reports, everybody, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.begin_anew()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # What people do

    @rule(slug=on_report, name=who)
    def somebody_reads(self, slug: str, name: str | None) -> None:
        self.read(slug, name or self.able(slug, {"fylkesmann"}))

    @rule(slug=on_report, key=box, name=who, choice=few, anew=st.booleans())
    def somebody_writes(self, slug: str, key: str, name: str | None, choice: int, anew: bool) -> None:
        name = name or self.able(slug, WRITERS, choice)
        self.write(slug, key, self.read(slug, name) if anew else self.page_of(slug, name), choice)

    @rule(slug=on_report, key=box, first=few, second=few)
    def two_write_in_what_both_have_read(self, slug: str, key: str, first: int, second: int) -> None:
        pages = [self.read(slug, self.able(slug, WRITERS, choice)) for choice in (0, 1)]
        for page, choice in zip(pages, (first, second), strict=True):
            self.write(slug, key, page, choice)

    def write(self, slug: str, key: str, page: Page, choice: int) -> None:
        typed = {**page.values[key], **self.papers[slug].typed(key, choice)}
        by_button = choice % 2 == 0  # else by itself
        self.keep(slug, key, typed, page, act=writing.save_section, values=typed, looked_over=by_button)

    @rule(slug=on_report, key=box, name=who, back=few, choice=few)
    def somebody_takes_a_version_back(
        self, slug: str, key: str, name: str | None, back: int, choice: int
    ) -> None:
        """Where other words have just been written: first from a page of before, then having read them."""
        before = self.read(slug, name or self.able(slug, WRITERS, back))
        self.write(slug, key, self.read(slug, self.able(slug, WRITERS)), choice)
        number = len(self.papers[slug].written[key]) - back
        for page in (before, self.read(slug, before.name)) if number >= 1 else ():
            typed = self.papers[slug].written[key][number - 1]
            self.keep(slug, key, typed, page, act=writing.take_back, number=number)

    @initialize(hedmark=st.lists(stride, min_size=5, max_size=10), nordland=all_the_way)
    def each_has_come_some_way(self, hedmark: list[Stride], nordland: tuple[Stride, ...]) -> None:
        self.on_and_back("nordland", nordland)
        self.on_and_back("hedmark", hedmark)

    @rule(slug=on_report, strides=st.lists(stride, min_size=1, max_size=8))
    def on_and_back(self, slug: str, strides: Sequence[Stride]) -> None:
        for stride in strides:
            if stride.words[0] and self.papers[slug].status == "draft":
                self.draft_is_changed(slug, *stride.words)
            if stride.ready:
                self.put_right(slug, stride.choice)
            self.step(slug, stride)

    def draft_is_changed(self, slug: str, how: str, key: str, choice: int) -> None:
        """By one who has read it some time, by two at once, or to what it said before."""
        if how == "one":
            self.write(slug, key, self.page_of(slug, self.able(slug, WRITERS, choice)), choice)
            return
        choice += self.papers[slug].says(key, choice)  # so that there is something to overwrite
        if how == "two":
            self.two_write_in_what_both_have_read(slug, key, choice, choice + 1)
        else:
            self.write(
                slug, key, self.read(slug, self.able(slug, WRITERS)), choice + 1
            )  # so that there are several
            self.somebody_takes_a_version_back(slug, key, None, back=1, choice=choice)

    def step(self, slug: str, stride: Stride) -> None:
        paper = self.papers[slug]
        self.happen(slug, stride.before)
        if paper.status == "awaiting_signature":
            self.happen(slug, stride.hour)
        elif paper.status == "draft" and stride.longer:
            self.happen(slug, "another deadline")
        ways = paper.steps()
        action = ways[-1] if stride.back == paper.status else ways[0]
        page = self.read(slug, self.able(slug, STEPS[paper.status, action][1], stride.choice))
        self.happen(slug, stride.between)
        self.all_that_is_refused(slug)
        self.take(slug, action, page)
        if stride.twice:
            self.take(slug, action, page)
        if paper.status == "draft" and paper.seals:
            self.happen(slug, "another deadline")
        if stride.ready and action == "sign" and paper.lacking and paper.status == "awaiting_signature":
            self.take(slug, "send_back", page)
        self.what_always_holds()

    def put_right(self, slug: str, choice: int) -> None:
        """Let nothing stand in the way of a step, if there is anybody who may do something about it."""
        paper = self.papers[slug]
        if paper.is_closed(self.today):
            self.extend(slug, self.today + 14 * DAY, self.able(slug, {"difi"}))
        for key in paper.lacking if paper.status == "draft" else []:
            self.write(slug, key, self.read(slug, self.able(slug, WRITERS, choice)), 0)

    @rule(
        slug=on_report,
        action=st.sampled_from([*[None] * 2 * len(by_hand.ACTIONS), *by_hand.ACTIONS]),
        name=who,
        choice=few,
    )
    def a_step_from_what_was_read(self, slug: str, action: str | None, name: str | None, choice: int) -> None:
        """One from its state, or any."""
        paper = self.papers[slug]
        action = action or paper.steps()[0]
        wanted = STEPS.get((paper.status, action), ("", WRITERS | {"difi"}))[1]
        self.take(slug, action, self.page_of(slug, name or self.able(slug, wanted, choice)))

    @rule(slug=on_report)
    def an_activity_is_recorded_meanwhile(self, slug: str) -> None:
        factories.activity(slug)
        self.papers[slug].activities += 1

    @rule(slug=on_report, days=st.sampled_from([0, 3, 60, 200, 400]), from_today=st.booleans(), name=who)
    def another_deadline_is_given(self, slug: str, days: int, from_today: bool, name: str | None) -> None:
        day = (self.today if from_today else DUE) + days * DAY
        self.extend(slug, day, name or self.able(slug, {"difi"}))

    def extend(self, slug: str, day: dt.date, name: str) -> None:
        paper = self.paper_a_minute_later(slug)
        expected = (
            self.may(name, {"difi"}, None)
            and DUE < day <= DUE + 366 * DAY
            and self.today <= day != paper.due
            and paper.status not in SEALED
            and paper.published is None
        )
        self.tried(expected, as_previewed, **self.of_extension(slug, day, name))
        if expected:
            paper.due = day

    @rule(role=st.sampled_from(["koordinator", "fylkesmann", "difi"]), slug=on_report, name=who, by=who)
    def a_role_is_given_or_taken(self, role: str, slug: str, name: str | None, by: str | None) -> None:
        place = None if role == "difi" else self.old[slug].region_id
        name, by = name or self.able(slug, {role}), by or "bente"
        held, may = (role, slug if place else None), self.may(by, {"administrator"}, None)
        person, why = user(name), {"by": user(by), "reason": "Bytter oppgave."}
        if held in self.people[name]:
            grant = RoleGrant.objects.get(user=person, role=role, region=place, revoked_at=None)
            self.tried(may, roles.revoke, grant=grant, **why)
        else:
            self.tried(may, roles.grant, user=person, role=role, region_id=place, **why)
        if may:
            self.people[name] ^= {held}
            self.users[name] = user(name)

    @rule(days=st.sampled_from([1, 3, 30]), hour=st.sampled_from([0, 12, 23]))
    def time_passes(self, days: int, hour: int) -> None:
        self.wait_until(by_hand.at(self.today + days * DAY, hour, 30))

    @rule(slug=on_report, when=moment)
    def it_is_near_midnight(self, slug: str, when: str) -> None:
        self.happen(slug, when)

    def happen(self, slug: str, what: str) -> None:
        if what == "an activity":
            self.an_activity_is_recorded_meanwhile(slug)
        elif what == "another deadline":
            self.extend(slug, max(self.today, DUE) + 20 * DAY, self.able(slug, {"difi"}))
        elif what:
            self.wait_until(by_hand.MOMENTS[what](self.papers[slug], self.today))


IN_CI = {"max_examples": 4, "stateful_step_count": 5}


def run(**how: Any) -> None:
    begin()
    how |= {"deadline": None, "database": None, "phases": [Phase.generate, Phase.shrink]}
    run_state_machine_as_test(ReportMachine, settings=settings(**how))


@pytest.mark.django_db
def test_no_order_of_acts_loses_a_word_or_seals_what_was_not_shown():
    run(**IN_CI, derandomize=True)
