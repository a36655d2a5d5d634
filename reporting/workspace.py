"""The report's workspace: its chapters beside every page of it, how far each is, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, can
from portal.links import reverse
from reporting.workflow import REPORT, Action, Status

if TYPE_CHECKING:
    from portal.access import Person
    from reporting.compiled import CompiledReport
    from reporting.completion import ReportCompletion, SectionCompletion
    from reporting.models import AnnualReport


@dataclass(frozen=True)
class ReportChapter:
    """A line of the list: where the reader meets the chapter, and its state while it is being written."""

    number: int
    title: str
    url: str
    progress: SectionCompletion | None = None
    is_current: bool = False


@dataclass(frozen=True)
class ReportPage:
    words: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Space:
    """`progress` is there while the report is open for writing, `pages` for those inside."""

    report: AnnualReport
    chapters: list[ReportChapter]
    pages: list[ReportPage]
    progress: ReportCompletion | None
    home: str  # the county's workspace, or its face for everyone

    @property
    def current(self) -> ReportChapter | None:
        return next((chapter for chapter in self.chapters if chapter.is_current), None)


def space_of(
    report: AnnualReport,
    person: Person,
    path: str,
    progress: ReportCompletion | None = None,
    compiled: CompiledReport | None = None,
) -> Space:
    """From what the page has read already (1 query where it has read neither).

    `compiled` is what a page with all chapters is drawn from: there they are a step down, else a page away.
    """
    is_inside = can(person, Permission.REPORT_READ, report)
    is_written = progress is not None and report.is_draft and is_inside
    home = "region-work" if can(person, Permission.COUNTY_READ, report) else "region-detail"
    return Space(
        report=report,
        chapters=list(_chapters(report, person, path, progress if is_written else None, compiled)),
        pages=_pages(report, person, path) if is_inside else [],
        progress=progress if is_written else None,
        home=reverse(f"counties:{home}", args=[report.region.slug]),
    )


def _chapters(
    report: AnnualReport,
    person: Person,
    path: str,
    progress: ReportCompletion | None,
    compiled: CompiledReport | None,
) -> Iterator[ReportChapter]:
    whole = "" if compiled else report.url("report-read")
    if progress is not None:
        writes = can(person, Permission.REPORT_WRITE, report) and not compiled
        for row in progress.sections:
            about = row.section
            url = row.url if writes else f"{whole}#kapittel-{about.key}"
            yield ReportChapter(about.number, about.title, url, row, is_current=path == row.url)
    else:
        rows = compiled.sections if compiled else report.round.template.sections.order_by("number")
        for section in rows:
            yield ReportChapter(section.number, section.title, f"{whole}#kapittel-{section.key}")


def _pages(report: AnnualReport, person: Person, path: str) -> list[ReportPage]:
    named = [
        (_("Oversikt"), report.get_absolute_url()),
        (_("Les hele"), report.url("report-read")),
        (_("Historikk"), report.url("report-history")),
    ]
    if can(person, Permission.REPORT_WRITE, report):
        named.append((_("Lesere uten konto"), report.url("reader-list")))
    return [ReportPage(words, url, url == path) for words, url in named]


@dataclass(frozen=True)
class NextStep:
    """What the reader does next with the report; without `url` it is `who` that does it."""

    words: str = ""
    url: str = ""
    action: Action | None = None
    who: str = ""


def next_step(report: AnnualReport, person: Person, progress: ReportCompletion) -> NextStep:
    """Write the next chapter, send, sign, judge or publish, as the state and the reader's rights have it."""
    if report.is_closed(on=clock.today()):
        return NextStep(who="DIFI")
    if report.is_draft:
        return _of_draft(report, person, progress)
    steps: dict[Action, str] = {
        Action.SIGN: _("Les og signer"),
        Action.START_REVIEW: _("Les og vurder"),
        Action.APPROVE: _("Fortsett vurderingen"),
        Action.PUBLISH: _("Publiser"),
    }
    for action in REPORT.open_to(report, person):
        if action in steps:
            return NextStep(steps[action], report.step_url(action), action)
    if report.status == Status.PUBLISHED:
        return NextStep(_("Les rapporten"), report.url("report-read"))
    return NextStep(who=_("fylkesmannen") if report.awaits_signature else "DIFI")


def _of_draft(report: AnnualReport, person: Person, progress: ReportCompletion) -> NextStep:
    if not can(person, Permission.REPORT_WRITE, report):
        return NextStep(who=_("koordinatoren"))
    if progress.next is not None:
        return NextStep(_("Neste: %s") % progress.next.section.title, progress.next.url)
    return NextStep(_("Send til fylkesmannen"), report.url("report-submit"), Action.SUBMIT)
