"""Acts on the reports of a small round, each tried in the portal and expected by the model."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils.timezone import localdate

from portal import clock
from portal.errors import Conflict, Denied
from reporting import snapshot
from reporting.models import SealedReport, Section
from reporting.operations import reports, signing, steps
from tests.reporting import by_hand
from tests.reporting.by_hand import REPORTS, SEALED, STEPS, WRITERS, Page, Paper, Seal, Values
from tests.reporting.small_round import digest, report_of, user

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


class Trying:
    """What everybody has before them, and what the portal should make of what they do."""

    def begin_anew(self) -> None:
        self.moment = by_hand.at(dt.date(2011, 2, 25), 10, 0)
        self.people = {name: set(held) for name, held in by_hand.PEOPLE.items()}
        self.pages: dict[tuple[str, str], Page] = {}
        self.left_open: dict[str, list[Page]] = {slug: [] for slug in REPORTS}
        self.papers = {slug: Paper(slug, begun(slug)) for slug in REPORTS}
        self.is_checked = False
        self.order: list[tuple[str, int]] = []  # the seals of both, as they were made
        self.sections = {row.key: row for row in Section.objects.filter(template__key="liten")}
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

    def unable(self, slug: str, wanted: set[str], choice: int) -> str:
        names = [name for name in sorted(self.people) if not self.may(name, wanted, slug)]
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

    def overtaken(self) -> list[tuple[Paper, Page, str]]:
        """Each step on a page of before that its reader could take now, had nothing happened since."""
        return [
            (paper, page, action)
            for slug, paper in self.papers.items()
            for page, action in paper.overtaken(self.left_open[slug])
            if self.may(page.name, STEPS[paper.status, action][1], slug)
        ]

    # Trying

    def tried(self, expected: bool, act: Callable[..., Any], **details: Any) -> Any:
        """What it made; nothing where it was refused, and then nothing is another than it was."""
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

    def take(self, slug: str, action: str, page: Page) -> None:
        paper = self.paper_a_minute_later(slug)
        seen = page.mark if action == "sign" else page.newest
        expected = self.takes(paper, action, page)
        made = self.tried(expected, OPERATIONS[action], report=self.old[slug], seen=seen, by=user(page.name))
        if expected:
            self.note(paper, action, page, made)

    def note(self, paper: Paper, action: str, page: Page, made: Any) -> None:
        before = paper.status
        paper.status = STEPS[before, action][0]
        if action == "sign":
            holds_what_was_shown(made, page, paper)
            paper.seals.append(Seal(page.content, page.name, self.moment, paper.due))
            self.order.append((paper.slug, len(paper.seals)))
        number = len(paper.seals) if before in SEALED or action == "sign" else None
        paper.events.append((action, before, paper.status, page.name, self.moment, number))
        if action == "withdraw":
            paper.withdrawn.add(len(paper.seals))
        if action == "approve":
            paper.approved.add(len(paper.seals))
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
        about = {"report": self.old[slug], "section": self.sections[key], "version": seen, "by": user(name)}
        self.tried(expected, **about, **by_what)
        if expected and not same:
            paper.written[key].append(kept)
            self.read(slug, name)

    def wait_until(self, when: dt.datetime) -> None:
        self.moment = max(self.moment, when)

    def paper_a_minute_later(self, slug: str) -> Paper:
        """No two acts are of the same moment."""
        self.wait_until(self.moment + dt.timedelta(minutes=1))
        return self.papers[slug]


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
