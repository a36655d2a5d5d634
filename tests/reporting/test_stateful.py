"""Whatever is done to reports, by whomever and in whatever order, is what a model written by hand says.

The model knows who may, when, and what each person has read and typed; it never asks the portal's own tables of it.
Pages are read as their operations see them (snapshot and marks); PDFs are drawn elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import override_settings
from django.utils.timezone import get_current_timezone, localdate
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal import clock
from portal.errors import Conflict, Denied
from portal.models import RoleGrant, User
from portal.operations import roles
from reporting import snapshot
from reporting.models import (
    AnnualReport,
    Question,
    ReportEvent,
    ReportingRound,
    ReportTemplate,
    SealedReport,
    Section,
    SectionAnswers,
)
from reporting.models.reports import saved_versions
from reporting.operations import deadlines, reports, signing, steps, writing
from tests import factories
from tests.conftest import CAST
from tests.previews import as_previewed

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
ACTIONS = sorted({action for _state, action in STEPS})
SEALED = {"delivered", "in_review", "approved", "published"}
WRITERS = {"koordinator", "fylkesmann"}
OPERATIONS: dict[str, Callable[..., Any]] = {
    "submit": reports.submit,
    "sign": signing.sign,
    "send_back": lambda **k: reports.send_back(comment="Rett tallene.", **k),
    "start_review": reports.start_review,
    "withdraw": lambda **k: reports.withdraw(comment="Feil fil.", **k),
    "approve": lambda **k: reports.approve(comment="Bra.", **k),
    "return": lambda **k: reports.return_to_region(comment="", section_comments={"planer": "Utdyp."}, **k),
    "publish": reports.publish,
    "reopen": lambda **k: reports.reopen(comment="Feil i tall.", **k),
}

# A template of three chapters: what is typed there, and what stands in the way of a signature.
BOXES = {"planer": "planer_tekst", "innspill": "innspill_tekst", "oppgaver": "timer"}
TEXTS = ["Vi fortsetter.", "Først.\n\nSå <b>det</b> & «det».", "Å gjøre: øvelse 3.", ""]
NUMBERS = ["3", "12", "", "1 20"]
WRONG = {("planer", ""), ("innspill", ""), ("oppgaver", "1 20")}

on_report = st.sampled_from(REPORTS)
box = st.sampled_from(sorted(BOXES))
few = st.integers(0, 3)
who = st.sampled_from([*[None] * 2 * len(PEOPLE), *sorted(PEOPLE)])  # None: one who may

Values = Mapping[str, Any]


class Page(NamedTuple):
    """What a person has before them."""

    newest: str  # event, which the steps ask for
    events: int  # how many there were, as the model counts
    mark: str  # of the whole content, which the signature asks for
    content: dict[str, Any]
    versions: dict[str, int]
    values: dict[str, Values]
    was: object  # the model's own word for all that the content says


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
    approved: set[int] = field(default_factory=set)
    published: int | None = None

    @property
    def now(self) -> object:
        submitted = [event for event in self.events if event[0] == "submit"]
        return self.live, self.activities, self.due, submitted[-1:]

    @property
    def live(self) -> dict[str, Values]:
        return {key: said[-1] for key, said in self.written.items()}

    @property
    def is_complete(self) -> bool:
        return not any((key, self.live[key].get(box, "")) in WRONG for key, box in BOXES.items())

    def is_closed(self, on: dt.date) -> bool:
        return on > max(CLOSES, self.due) and self.status not in SEALED and not self.seals


def report_of(slug: str) -> AnnualReport:
    return AnnualReport.objects.for_lists().get(region__slug=slug, round__year=2010)


def digest() -> str:
    """Of all rows that an act could change."""
    models = [*apps.get_app_config("reporting").get_models(), *apps.get_app_config("portal").get_models()]
    tables = [model._meta.db_table for model in models if "context" not in model._meta.db_table]
    sums = [f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) s FROM {table} t" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(coalesce(s, '-'), '|') FROM ({' UNION ALL '.join(sums)}) AS sums")
        return cursor.fetchone()[0]


class ReportMachine(RuleBasedStateMachine):
    """Two reports, everybody, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.moment = dt.datetime(2011, 2, 25, 10, tzinfo=get_current_timezone())
        self.people = {name: set(held) for name, held in PEOPLE.items()}
        self.pages: dict[tuple[str, str], Page] = {}
        self.papers = {slug: Paper(slug, begun(slug)) for slug in REPORTS}
        self.is_checked = False
        self.order: list[tuple[str, int]] = []  # the seals of both, as they were made
        self.sections = {row.key: row for row in Section.objects.filter(template__key="liten")}
        self.old = {slug: report_of(slug) for slug in REPORTS}  # what a page from long ago would hand on

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # What the model knows

    @property
    def today(self) -> dt.date:
        return localdate(self.moment)

    def may(self, name: str, wanted: set[str], slug: str | None) -> bool:
        return any(role in wanted and place in (None, slug) for role, place in self.people[name])

    def able(self, slug: str, wanted: set[str], choice: int = 0) -> str:
        """One who may, if there is anybody."""
        names = [name for name in sorted(self.people) if self.may(name, wanted, slug)] or ["jan"]
        return names[choice % len(names)]

    def takes(self, paper: Paper, action: str, name: str, page: Page) -> bool:
        """Whether the portal should."""
        _after, wanted = STEPS.get((paper.status, action), ("", set()))
        if not self.may(name, wanted, paper.slug):
            return False
        if action in {"submit", "sign"} and (paper.is_closed(self.today) or not paper.is_complete):
            return False
        return page.was == paper.now if action == "sign" else page.events == len(paper.events)

    def writes(self, paper: Paper, name: str) -> bool:
        is_open = paper.status == "draft" and not paper.is_closed(self.today)
        return is_open and self.may(name, WRITERS, paper.slug)

    # Trying

    def tried(self, expected: bool, act: Callable[..., Any], **details: Any) -> Any:
        """What it made; nothing where it was refused, and then nothing is another than it was."""
        self.moment += dt.timedelta(minutes=1)
        before, made = "" if expected else digest(), None
        try:
            with override_settings(PORTAL_TODAY=self.today), clock.at(self.moment):
                made = act(**details)
            done = True
            self.is_checked = False
        except (Denied, Conflict, ValidationError):
            done = False
        assert done == expected, (act, details)
        assert expected or digest() == before
        return made

    def take(self, slug: str, action: str, name: str) -> None:
        paper, page = self.papers[slug], self.page_of(slug, name)
        seen = page.mark if action == "sign" else page.newest
        expected = self.takes(paper, action, name, page)
        made = self.tried(expected, OPERATIONS[action], report=self.old[slug], seen=seen, by=user(name))
        if expected:
            self.note(paper, action, name, page, made)

    def note(self, paper: Paper, action: str, name: str, page: Page, made: Any) -> None:
        before = paper.status
        paper.status = STEPS[before, action][0]
        if action == "sign":
            holds_what_was_shown(made, page, paper)
            paper.seals.append(Seal(page.content, name, self.moment, paper.due))
            self.order.append((paper.slug, len(paper.seals)))
        number = len(paper.seals) if before in SEALED or action == "sign" else None
        paper.events.append((action, before, paper.status, name, self.moment, number))
        if action == "withdraw":
            paper.withdrawn.add(len(paper.seals))
        if action == "approve":
            paper.approved.add(len(paper.seals))
        if action == "publish":
            paper.published = number

    def page_of(self, slug: str, name: str, *, anew: bool = False) -> Page:
        if anew or (slug, name) not in self.pages:
            self.read(slug, name)
        return self.pages[slug, name]

    def read(self, slug: str, name: str) -> None:
        """As the pages do, whose mark is the hash of all that they show."""
        report, paper = report_of(slug), self.papers[slug]
        saved = {row.section.key: row for row in report.answers.select_related("section")}
        text = snapshot.canonical(snapshot.draft(report))
        self.pages[slug, name] = Page(
            newest=steps.mark_of(report),
            events=len(paper.events),
            mark=snapshot.sha256(text),
            content=json.loads(text),
            versions={key: row.version for key, row in saved.items()},
            values={key: row.values for key, row in saved.items()},
            was=paper.now,
        )

    def keep(self, slug: str, key: str, name: str, typed: Values, page: Page, **by_what: Any) -> None:
        """Save what is typed; a writer's own page is the new version afterwards."""
        paper, seen = self.papers[slug], page.versions[key]
        kept = {question: said for question, said in typed.items() if said}
        same = kept == paper.live[key]
        expected = self.writes(paper, name) and (same or seen == len(paper.written[key]))
        about = {"report": self.old[slug], "section": self.sections[key], "version": seen, "by": user(name)}
        self.tried(expected, **about, **by_what)
        if expected and not same:
            paper.written[key].append(kept)
            self.read(slug, name)

    # What people do

    @rule(slug=on_report, name=who)
    def somebody_reads(self, slug: str, name: str | None) -> None:
        self.read(slug, name or self.able(slug, {"fylkesmann"}))

    @rule(slug=on_report, key=box, name=who, choice=few, anew=st.booleans())
    def somebody_writes(self, slug: str, key: str, name: str | None, choice: int, anew: bool) -> None:
        name = name or self.able(slug, WRITERS, choice)
        self.page_of(slug, name, anew=anew)
        self.write(slug, key, name, choice)

    @rule(slug=on_report, key=box, first=few, second=few)
    def two_write_in_what_both_have_read(self, slug: str, key: str, first: int, second: int) -> None:
        names = [self.able(slug, WRITERS, choice) for choice in (0, 1)]
        for name in names:
            self.read(slug, name)
        for name, choice in zip(names, (first, second), strict=True):
            self.write(slug, key, name, choice)

    def write(self, slug: str, key: str, name: str, choice: int) -> None:
        page, said = self.pages[slug, name], (NUMBERS if key == "oppgaver" else TEXTS)[choice]
        typed = {**page.values[key], BOXES[key]: said}
        self.keep(slug, key, name, typed, page, act=writing.save_section, values=typed)

    @rule(slug=on_report, key=box, name=who, back=few)
    def somebody_takes_a_version_back(self, slug: str, key: str, name: str | None, back: int) -> None:
        name = name or self.able(slug, WRITERS, back)
        page, number = self.page_of(slug, name, anew=True), len(self.papers[slug].written[key]) - back
        if number >= 1:
            typed = self.papers[slug].written[key][number - 1]
            self.keep(slug, key, name, typed, page, act=writing.take_back, number=number)

    @rule(slug=on_report, far=st.integers(1, 5), choice=few, clicks=st.integers(1, 2))
    def the_way_on(self, slug: str, far: int, choice: int, clicks: int) -> None:
        for _step in range(far):
            self.way(slug, 0, choice, clicks)

    @rule(slug=on_report, choice=few, clicks=st.integers(1, 2))
    def the_way_back(self, slug: str, choice: int, clicks: int) -> None:
        self.way(slug, 1, choice, clicks)

    def way(self, slug: str, way: int, choice: int, clicks: int) -> None:
        """One of the steps from its state, by one who may and has read it; two clicks are one."""
        ways = [action for state, action in STEPS if state == self.papers[slug].status]
        action = ways[way % len(ways)]
        name = self.able(slug, STEPS[self.papers[slug].status, action][1], choice)
        self.read(slug, name)
        for _click in range(clicks):
            self.take(slug, action, name)

    @rule(
        slug=on_report, action=st.sampled_from([*[None] * 2 * len(ACTIONS), *ACTIONS]), name=who, choice=few
    )
    def a_step_from_what_was_read(self, slug: str, action: str | None, name: str | None, choice: int) -> None:
        """One from its state, or any."""
        status = self.papers[slug].status
        action = action or next(step for state, step in STEPS if state == status)
        wanted = STEPS.get((status, action), ("", WRITERS | {"difi"}))[1]
        self.take(slug, action, name or self.able(slug, wanted, choice))

    @rule(slug=on_report)
    def an_activity_is_recorded_meanwhile(self, slug: str) -> None:
        factories.activity(slug)
        self.papers[slug].activities += 1

    @rule(slug=on_report, days=st.sampled_from([0, 3, 60, 200, 400]), name=who)
    def another_deadline_is_given(self, slug: str, days: int, name: str | None) -> None:
        paper, day = self.papers[slug], DUE + days * DAY
        name = name or self.able(slug, {"difi"})
        expected = (
            self.may(name, {"difi"}, None)
            and DUE < day <= DUE + 366 * DAY
            and self.today <= day != paper.due
            and paper.status not in SEALED
            and paper.published is None
        )
        about = {"round_": self.old[slug].round, "regions": [slug], "due_on": day, "by": user(name)}
        self.tried(expected, as_previewed, operation=deadlines.extend, reason="Sykdom.", **about)
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

    @rule(days=st.sampled_from([0, 1, 3, 30]), hour=st.sampled_from([0, 12, 23]))
    def time_passes(self, days: int, hour: int) -> None:
        self.moment = max(self.moment, (self.moment + days * DAY).replace(hour=hour, minute=50))

    # What is always so

    @invariant()
    def what_always_holds(self) -> None:
        """Where something was done; what was refused has changed nothing."""
        if not self.is_checked:
            self.reports_are_where_they_should_be()
            self.each_version_is_sealed_once_and_follows_the_one_before()
            self.history_is_what_was_done()
            self.no_word_is_lost()
        self.is_checked = True

    def reports_are_where_they_should_be(self) -> None:
        rows = AnnualReport.objects.with_delivery().for_lists().filter(region__slug__in=REPORTS)
        for report in rows:
            paper = self.papers[report.region.slug]
            number = report.published_seal.number if report.published_seal else None
            assert (report.status, number, report.due_on) == (paper.status, paper.published, paper.due)
            counted = [seal for n, seal in enumerate(paper.seals, start=1) if n not in paper.withdrawn][:1]
            days = [(localdate(seal.moment), localdate(seal.moment) > seal.due) for seal in counted]
            assert (report.delivered_on, report.delivered_late) == (days or [(None, None)])[0]

    def each_version_is_sealed_once_and_follows_the_one_before(self) -> None:
        rows = list(SealedReport.objects.select_related("report__region", "signed_by").order_by("pk"))
        assert [(seal.report.region.slug, seal.number) for seal in rows] == self.order
        before = "0" * 64
        for seal in rows:
            shown = self.papers[seal.report.region.slug].seals[seal.number - 1]
            assert (seal.signed_by.name.lower(), seal.signed_at, seal.due_on) == shown[1:]
            assert seal.sha256 == hashlib.sha256(seal.snapshot.encode()).hexdigest()
            moment = seal.signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
            line = f"{before} {seal.receipt} {seal.sha256} {moment}"
            assert seal.previous_sha256 == before
            assert seal.chain_sha256 == hashlib.sha256(line.encode()).hexdigest()
            approved = seal.number in self.papers[seal.report.region.slug].approved
            assert seal.values.exists() == approved
            before = seal.chain_sha256

    def history_is_what_was_done(self) -> None:
        columns = ("action", "from_status", "to_status", "done_by__email", "done_at", "seal__number")
        for slug, paper in self.papers.items():
            rows = ReportEvent.objects.filter(report=self.old[slug]).order_by("pk").values_list(*columns)
            assert [(*row[:3], row[3].split("@")[0], *row[4:]) for row in rows] == paper.events

    def no_word_is_lost(self) -> None:
        for slug, paper in self.papers.items():
            live = SectionAnswers.objects.filter(report=self.old[slug]).values_list("section__key", "values")
            assert dict(live) == paper.live
            said: dict[str, list[Values]] = {key: [] for key in paper.written}
            rows = saved_versions(self.old[slug]).values_list("section__key", "version", "values")
            for key, version, values in rows:
                if version > len(said[key]):
                    said[key].append(values)
                assert (version, values) == (len(said[key]), said[key][-1])  # looked over, it is the same one
            assert said == paper.written


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def begun(slug: str) -> dict[str, list[Values]]:
    rows = report_of(slug).answers.values_list("section__key", "values")
    return {key: [values] for key, values in rows}


def holds_what_was_shown(seal: SealedReport, page: Page, paper: Paper) -> None:
    """Each word of the page that was read, and the words as they were typed; only the signature is new."""
    content = json.loads(SealedReport.objects.get(pk=seal.pk).snapshot)
    of_signature = {"kind", "receipt", "number", "signed", "verify_at"}
    assert {key: content[key] for key in content.keys() - of_signature} == {
        key: page.content[key] for key in page.content.keys() - of_signature
    }
    questions = {question["key"]: question for part in content["sections"] for question in part["questions"]}
    for key, box in BOXES.items():
        assert questions[box]["answer"] == paper.live[key].get(box)


def small_template() -> ReportTemplate:
    """Three chapters, of which one has a number that the portal counts."""
    template = ReportTemplate.objects.create(key="liten", name="Liten rapport")
    for number, (key, box) in enumerate(BOXES.items(), start=1):
        section = Section.objects.create(template=template, number=number, key=key, title=key)
        is_number = key == "oppgaver"
        kind = "number" if is_number else "text"
        Question.objects.create(
            section=section, position=1, key=box, kind=kind, label=box, required=not is_number
        )
    Question.objects.create(
        section=section, position=2, key="kurs", kind="number", label="Kurs", computed="akt_kurs"
    )
    template.published_on = dt.date(2010, 12, 1)
    template.save(update_fields=["published_on"])
    return template


def begin() -> None:
    ReportingRound.objects.filter(year=2010).update(template=small_template())
    for slug, writer in zip(REPORTS, ("kari", "per"), strict=True):
        report = factories.draft(slug)
        for section in report.round.template.sections.all():
            values = {BOXES[section.key]: TEXTS[0] if section.key != "oppgaver" else NUMBERS[0]}
            writing.save_section(report=report, section=section, values=values, version=0, by=user(writer))
    AnnualReport.objects.exclude(region__slug__in=REPORTS, round__year=2010).delete()


def run(**how: Any) -> None:
    begin()
    how |= {"deadline": None, "database": None, "phases": [Phase.generate, Phase.shrink]}
    run_state_machine_as_test(ReportMachine, settings=settings(**how))


@pytest.mark.django_db
def test_no_order_of_acts_loses_a_word_or_seals_what_was_not_shown():
    run(max_examples=8, stateful_step_count=40, derandomize=True)
