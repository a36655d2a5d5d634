"""What the portal takes in from many at once, through gunicorn: sign-ups, autosaves and signatures.

Those who send are threads of one process on the same machine as the portal, so the numbers are low. What counts is
how they stand to one another, that nobody waits long, and that all that was answered is there afterwards.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from statistics import quantiles

from benches.figures import Figure, NotMeasured, Outcome
from benches.sending import Browser, wait_for, web, worker
from counties.models import Event, Group, Registration
from portal import clock
from portal.access import Role
from portal.models import Job, RoleGrant, User
from portal.models.jobs import FINISHED
from reporting.models import AnnualReport, Question, SectionAnswers
from reporting.models.rounds import RoundKind
from reporting.models.templates import Kind
from reporting.workflow import Status

PROCESSES = (1, 2, 4)
AT_ONCE = 8  # people whose acts are counted by the second
SIGN_UPS, SAVES, SIGNATURES = 120, 160, 3  # with each number of processes
COORDINATORS, PAUSE = 200, 5  # each saves once in so many seconds
SECONDS, QUICK_SECONDS = 300, 45
SPREAD = 5  # times the middle wait, that one in a hundred may wait
MIDDLE = 1_000  # milliseconds of it, or a spread says nothing: the portal does not keep up
Act = Callable[[], None]


def outcome(*, quick: bool) -> Outcome:
    found = []
    earlier = set(Job.objects.exclude(state__in=FINISHED).values_list("pk", flat=True))
    kinds = {
        "sign-ups": ("Påmeldinger", sign_ups),
        "saves": ("Lagringer", saves),
        "signatures": ("Signeringer", signatures),
    }
    with worker():
        for key, (name, measure) in kinds.items():
            for processes in PROCESSES:
                with web(processes) as port:
                    each = measure(port)
                # Or the mails and drawings of these would take from the next.
                wait_for(partial(nothing_waits, but=earlier))
                label = f"{name} i sekundet, web-prosesser: {processes}"
                found.append(Figure(f"{key}-{processes}", label, each, None, ""))
        with web(PROCESSES[1]) as port:
            found += coordinators(port, QUICK_SECONDS if quick else SECONDS)
    return Outcome(found)


def by_the_second(acts: Sequence[Act]) -> float:
    """How many are done in a second, `AT_ONCE` of them at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda act: act(), acts))
    return len(acts) / (time.perf_counter() - begun)


def nothing_waits(*, but: set[int]) -> bool:
    """What waited in the database before the bench has no message in its broker, and is nobody's to do."""
    return not Job.objects.exclude(state__in=FINISHED).exclude(pk__in=but).exists()


def sign_ups(port: int) -> float:
    """By people who have the form open. Raises `NotMeasured` where not all of them are there afterwards."""
    announced = Event.objects.announced().filter(starts_at__gt=clock.now()).order_by("pk")
    events = [event for event in announced[:500] if event.takes_sign_ups(on=clock.today())]
    if not events:
        raise NotMeasured("no event takes sign-ups")
    domain = f"{secrets.token_hex(4)}.example.org"
    acts: list[Act] = []
    for number in range(SIGN_UPS):
        browser, path = Browser(port), events[number % len(events)].get_absolute_url()
        who = {
            "name": "Ola Prøve",
            "email": f"{number}@{domain}",
            "organisation": "Prøve",
            "group": Group.INNKJOPER,
        }
        acts.append(partial(browser.send, path, browser.form(path, "organisation") | who))
    found = by_the_second(acts)
    there = Registration.objects.filter(email__endswith=domain).count()
    if there != SIGN_UPS:
        raise NotMeasured(f"{SIGN_UPS} sign-ups were taken in, {there} are there")
    return found


class Writer:
    """A coordinator who has a chapter open, in which they write in one field; its page saves by itself."""

    def __init__(self, port: int, report: AnnualReport, question: Question, user: User) -> None:
        self.report, self.question = report, question
        self.path = f"{report.get_absolute_url()}{self.question.section.key}/"
        self.browser = Browser(port, user)
        self.typed = self.browser.form(self.path, "version")
        self.saved = 0

    def save(self) -> None:
        """Raises `NotMeasured` where it is not answered as saved."""
        self.typed[self.question.key] = f"Skrevet {self.saved + 1} ganger"
        status, answer = self.browser.ask(self.path, self.typed, "application/json")
        if status != HTTPStatus.OK:
            raise NotMeasured(f"{self.path}: {status} {answer[:300]}")
        self.typed["version"] = str(json.loads(answer)["version"])
        self.saved += 1

    def is_kept(self) -> bool:
        """The last words are there, and there is a version for each that was answered."""
        row = SectionAnswers.objects.get(report=self.report, section=self.question.section)
        words = row.values[self.question.key] == self.typed[self.question.key]
        return words and str(row.version) == self.typed["version"]


def writers(port: int, number: int) -> list[Writer]:
    """Each in a report of their own as far as there are drafts, then in their next chapters."""
    drafts = AnnualReport.objects.filter(status=Status.DRAFT, round__kind=RoundKind.YEARLY)
    last = drafts.latest("round__year").round
    open_ = [
        (report, person)
        for report in drafts.filter(round=last).select_related("round", "region").order_by("pk")[:number]
        if report.takes_words(on=clock.today()) and (person := holder(report, Role.KOORDINATOR))
    ]
    texts = Question.objects.filter(section__template=last.template, kind=Kind.TEXT, shown_if=None)
    fields = {
        question.section_id: question for question in texts.select_related("section").order_by("section")
    }
    each = [(report, field, person) for field in fields.values() for report, person in open_][:number]
    if len(each) < number:
        raise NotMeasured(f"{len(each)} chapters are being written, {number} are needed")
    return [Writer(port, *one) for one in each]


def holder(report: AnnualReport, role: Role) -> User | None:
    grant = RoleGrant.objects.active(on=clock.today()).filter(role=role, region=report.region)
    first = grant.select_related("user").order_by("pk").first()
    return first.user if first else None


def saves(port: int) -> float:
    """By `AT_ONCE` coordinators, each saving again as soon as it has been answered."""
    open_ = writers(port, AT_ONCE)

    def write(writer: Writer) -> None:
        for _save in range(SAVES // AT_ONCE):
            writer.save()

    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(write, open_))
    seconds = time.perf_counter() - begun
    all_kept(open_)
    return sum(writer.saved for writer in open_) / seconds


def all_kept(open_: Sequence[Writer]) -> None:
    lost = [writer.path for writer in open_ if not writer.is_kept()]
    if lost:
        raise NotMeasured(f"what was answered as saved is not there: {lost}")


def signatures(port: int) -> float:
    """By fylkesmenn who have read theirs. Raises `NotMeasured` where one is not delivered afterwards."""
    acts: list[Act] = []
    waiting = AnnualReport.objects.filter(status=Status.AWAITING_SIGNATURE, round__kind=RoundKind.YEARLY)
    reports = list(waiting.select_related("round", "region").order_by("pk")[:SIGNATURES])
    for report in reports:
        person, path = holder(report, Role.FYLKESMANN), report.url("report-sign")
        browser = Browser(port, person)
        acts.append(partial(browser.send, path, browser.form(path, "seen")))
    if not acts:
        raise NotMeasured("no report awaits its signature")
    found = by_the_second(acts)
    there = waiting.model.objects.filter(
        pk__in=[report.pk for report in reports], status=Status.DELIVERED
    ).count()
    if there != len(reports):
        raise NotMeasured(f"{len(reports)} reports were signed, {there} are delivered")
    return found


def coordinators(port: int, seconds: int) -> list[Figure]:
    """Many who write at the same time, each saving once in `PAUSE` seconds, begun evenly."""
    open_ = writers(port, COORDINATORS)
    waits: list[float] = []
    begun = time.monotonic() + 1

    def write(place: int, writer: Writer) -> None:
        for turn in range(seconds // PAUSE):
            due = begun + PAUSE * (turn + place / len(open_))
            time.sleep(max(0, due - time.monotonic()))
            writer.save()
            # From when it was due: who waits in a queue waits for that too.
            waits.append(time.monotonic() - due)
            writer.browser.rest()

    with ThreadPoolExecutor(len(open_)) as pool:
        list(pool.map(write, range(len(open_)), open_))
    all_kept(open_)
    parts = quantiles(waits, n=100)
    middle, slow = parts[49], parts[98]
    who = f"{len(open_)} koordinatorer, {len(waits)} lagringer i {seconds} s"
    took = f"{who}; midten {middle * 1000:.0f} ms, en av hundre {slow * 1000:.0f} ms; ingen feil, alt er der etterpå"
    return [
        Figure("spread", "Lagringer fra mange: p99 mot p50", slow / middle, SPREAD, "×", note=took),
        Figure("middle", "Lagringer fra mange: p50", middle * 1000, MIDDLE, "ms"),
    ]
