"""Acts on the reports of a small round, each tried in the portal and expected by the model."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils.timezone import localdate

from portal import clock
from portal.errors import Conflict, Denied
from reporting import snapshot
from reporting.models import SealedReport, Section
from reporting.operations import deadlines, reports, signing, steps, writing
from tests.previews import as_previewed
from tests.reporting import by_hand
from tests.reporting.by_hand import DAY, DUE, REPORTS, SEALED, STEPS, WRITERS, Page, Paper, Seal, Values
from tests.reporting.small_round import digest, report_of, user

OPERATIONS: dict[str, Callable[..., Any]] = {
    "submit": reports.submit,
    "sign": signing.sign,
    "send_back": reports.send_back,
    "start_review": reports.start_review,
    "withdraw": reports.withdraw,
    "approve": reports.approve,
    "return": reports.return_to_region,
    "publish": reports.publish,
    "reopen": reports.reopen,
}
WORDS: dict[str, dict[str, Any]] = {action: {"comment": said} for action, said in by_hand.SAID.items()}
WORDS["return"] = {
    "comment": "",
    "section_comments": {chapter: said for (chapter, box), said in by_hand.ASKED.items() if box is None},
    "question_comments": {about: said for about, said in by_hand.ASKED.items() if about[1]},
}
OTHER_WORDS = {key: {boxes[0]: "Noe helt annet."} for key, boxes in by_hand.QUESTIONS.items()}
Act = tuple[Callable[..., Any], dict[str, Any]]


class Trying:
    """What everybody has before them, and what the portal should make of what they do."""

    def begin_anew(self) -> None:
        self.moment = by_hand.at(dt.date(2011, 2, 25), 10, 0)
        self.people = {name: set(held) for name, held in by_hand.PEOPLE.items()}
        self.pages: dict[tuple[str, str], Page] = {}
        self.left_open: dict[str, list[Page]] = {slug: [] for slug in REPORTS}
        self.papers = {slug: Paper(slug, begun(slug)) for slug in REPORTS}
        self.is_checked = False
        self.gone_through: set[tuple[object, ...]] = set()
        self.order: list[tuple[str, int]] = []  # the seals of both, as they were made
        self.sections = {row.key: row for row in Section.objects.filter(template__key="liten")}
        self.users = {name: user(name) for name in by_hand.PEOPLE}
        self.old = {slug: report_of(slug) for slug in REPORTS}  # what a page from long ago would hand on

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

    def takes(self, paper: Paper, action: str, page: Page) -> bool:
        """Whether the portal should."""
        _after, wanted = STEPS.get((paper.status, action), ("", set()))
        if not self.may(page.name, wanted, paper.slug):
            return False
        if action in {"submit", "sign"} and (paper.is_closed(self.today) or paper.lacking):
            return False
        return page.was == paper.now if action == "sign" else page.events == len(paper.events)

    def writes(self, paper: Paper, name: str) -> bool:
        is_open = paper.status == "draft" and not paper.is_closed(self.today)
        return is_open and self.may(name, WRITERS, paper.slug)

    def older(self, slug: str) -> list[Page]:
        """Of each state the newest page of before, which something has happened after."""
        found = [page for page in self.left_open[slug] if not page.shows(self.papers[slug])]
        return list({page.status: page for page in found}.values())

    # Trying

    def tried(self, expected: bool, act: Callable[..., Any], **details: Any) -> Any:
        """What it made; nothing where it was refused, and then nothing is another than it was."""
        before, made = "" if expected else digest(), None
        with override_settings(PORTAL_TODAY=self.today), clock.at(self.moment):
            done, made = outcome(act, details)
        self.is_checked = self.is_checked and not done
        assert done == expected, (act, details)
        assert expected or digest() == before
        return made

    def all_that_is_refused(self, slug: str) -> None:
        """In each kind of state, once for both reports: whatever the model does not expect is refused, and nothing is another
        afterwards."""
        paper = self.paper_a_minute_later(slug)
        kind = paper.kind_of_state(self.today)
        if kind in self.gone_through:
            return
        self.gone_through.add(kind)
        before = digest()
        with override_settings(PORTAL_TODAY=self.today), clock.at(self.moment):
            for act, details in [*self.steps_not_expected(paper), *self.words_not_expected(paper)]:
                assert not outcome(act, details)[0], (act, details)
        assert digest() == before

    def steps_not_expected(self, paper: Paper) -> Iterator[Act]:
        """Each step by everybody from the page as it is, and from older ones by one who may."""
        now = self.read(paper.slug, self.able(paper.slug, WRITERS))
        for action in by_hand.ACTIONS:
            wanted = STEPS.get((paper.status, action), ("", set()))[1]
            may = self.able(paper.slug, wanted or by_hand.WHO[action])
            pages = [now._replace(name=name) for name in (self.people if wanted else [may])]
            for page in [*pages, *(old._replace(name=may) for old in self.older(paper.slug) if wanted)]:
                if not self.takes(paper, action, page):
                    yield OPERATIONS[action], self.of_step(paper.slug, action, page)
        for name in self.people:
            if paper.status in SEALED or not self.may(name, {"difi"}, None):
                yield as_previewed, self.of_extension(paper.slug, DUE + 366 * DAY, name)

    def words_not_expected(self, paper: Paper) -> Iterator[Act]:
        """Other words, by the button and by themselves: by everybody, and on an older page by one who may."""
        now, may = self.page_of(paper.slug, self.able(paper.slug, WRITERS)), self.able(paper.slug, WRITERS)
        older = [old._replace(name=may) for old in self.older(paper.slug)]
        for page in [*(now._replace(name=name) for name in self.people), *older]:
            for key in by_hand.QUESTIONS if self.may(page.name, WRITERS, paper.slug) else ["planer"]:
                is_stale = page.versions[key] != len(paper.written[key])
                if is_stale or not self.writes(paper, page.name):
                    about = self.of_words(paper.slug, key, page) | {"values": OTHER_WORDS[key]}
                    yield from ((writing.save_section, about | {"looked_over": by}) for by in (True, False))

    def take(self, slug: str, action: str, page: Page) -> None:
        paper = self.paper_a_minute_later(slug)
        expected = self.takes(paper, action, page)
        made = self.tried(expected, OPERATIONS[action], **self.of_step(slug, action, page))
        if expected:
            self.note(paper, action, page, made)

    def of_step(self, slug: str, action: str, page: Page) -> dict[str, Any]:
        seen = page.mark if action == "sign" else page.newest
        about = {"report": self.old[slug], "seen": seen, "by": self.users[page.name]}
        return about | WORDS.get(action, {})

    def of_words(self, slug: str, key: str, page: Page) -> dict[str, Any]:
        about = {"report": self.old[slug], "section": self.sections[key]}
        return about | {"version": page.versions[key], "by": self.users[page.name]}

    def of_extension(self, slug: str, day: dt.date, name: str) -> dict[str, Any]:
        about = {"round_": self.old[slug].round, "regions": [slug], "due_on": day, "by": self.users[name]}
        return {"operation": deadlines.extend, "reason": "Sykdom.", **about}

    def note(self, paper: Paper, action: str, page: Page, made: Any) -> None:
        before = paper.status
        paper.status = STEPS[before, action][0]
        if action == "sign":
            holds_what_was_shown(made, page, paper)
            paper.seals.append(Seal(page.content, page.name, self.moment, paper.due))
            self.order.append((paper.slug, len(paper.seals)))
        number = len(paper.seals) if before in SEALED or action == "sign" else None
        said = by_hand.SAID.get(action, "")
        paper.events.append((action, before, paper.status, page.name, self.moment, number, said))
        told = [name for name in self.people if self.may(name, by_hand.TOLD[action], paper.slug)]
        paper.told += sorted((name, self.moment) for name in told)
        if action == "start_review":
            paper.reviewer = page.name
        if action == "return":
            paper.asked += [(self.moment, *about, said) for about, said in by_hand.ASKED.items()]
        if action == "withdraw":
            paper.withdrawn.add(len(paper.seals))
        if action == "approve":
            paper.approved[len(paper.seals)] = paper.numbers()
        if action == "publish":
            paper.published = number

    def page_of(self, slug: str, name: str) -> Page:
        return self.pages.get((slug, name)) or self.read(slug, name)

    def read(self, slug: str, name: str) -> Page:
        """The page as it is drawn, anew where it should be another than the one that was drawn last."""
        last = self.left_open[slug][-1:]
        is_same = last and last[0].shows(self.papers[slug])
        page = last[0]._replace(name=name) if is_same else self.drawn(slug, name)
        self.pages[slug, name] = page
        self.left_open[slug].append(page)
        return page

    def drawn(self, slug: str, name: str) -> Page:
        """As the pages do, whose mark is the hash of all that they show."""
        report, paper = report_of(slug), self.papers[slug]
        saved = {row.section.key: row for row in report.answers.select_related("section")}
        text = snapshot.canonical(snapshot.draft(report))
        return Page(
            name=name,
            status=paper.status,
            newest=steps.mark_of(report),
            events=len(paper.events),
            mark=snapshot.sha256(text),
            content=json.loads(text),
            versions={key: row.version for key, row in saved.items()},
            values={key: row.values for key, row in saved.items()},
            was=paper.now,
        )

    def keep(self, slug: str, key: str, typed: Values, page: Page, **by_what: Any) -> None:
        """Save what is typed; a writer's own page is the new version afterwards."""
        paper, seen, name = self.paper_a_minute_later(slug), page.versions[key], page.name
        kept = {question: said for question, said in typed.items() if said}
        same = kept == paper.live[key]
        expected = self.writes(paper, name) and (same or seen == len(paper.written[key]))
        self.tried(expected, **self.of_words(slug, key, page), **by_what)
        if expected and not same:
            paper.written[key].append(kept)
            self.read(slug, name)

    def wait_until(self, when: dt.datetime) -> None:
        self.moment = max(self.moment, when)

    def paper_a_minute_later(self, slug: str) -> Paper:
        """No two acts are of the same moment."""
        self.wait_until(self.moment + dt.timedelta(minutes=1))
        return self.papers[slug]


def outcome(act: Callable[..., Any], details: dict[str, Any]) -> tuple[bool, Any]:
    """Whether it was done, and what it made."""
    try:
        return True, act(**details)
    except (Denied, Conflict, ValidationError):
        return False, None


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
    for key in questions:
        assert questions[key]["answer"] == paper.answer(key)
