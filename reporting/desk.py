"""What the reports put on people's desks: what to write, sign and judge next, and who has the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject
from django.http import HttpRequest
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from counties.hands import Duty, Hands, own_hands
from counties.work import adds_work
from portal import clock, formats
from portal.access import Permission, Role, can, scope
from portal.desks import Item, News, Source, Visit, Waiting, desk_rows, items, sources
from portal.links import reverse
from portal.prepared import Sql, prepared
from portal.slots import fills
from reporting.completion import ReportCompletion, completion_of_many
from reporting.models import AnnualReport, ReportEvent, ReportingRound
from reporting.models.rounds import RoundKind
from reporting.operations import reviewing
from reporting.since import SinceItCame, since_they_came
from reporting.workflow import BACK, DONE, HANDED_IN, REPORT, Action, Status

if TYPE_CHECKING:
    from portal.models import User

WRITE = Duty(Permission.REPORT_WRITE, (Role.KOORDINATOR, Role.FYLKESMANN))
SIGN = Duty(Permission.REPORT_SIGN, (Role.FYLKESMANN,))
HANDED_OVER = (Action.SIGN, Action.APPROVE, Action.PUBLISH)  # what the ministry may know of
SHOWN = 8
QUOTED = 160


@dataclass(frozen=True)
class OnDesk:
    """A report of the newest round, with its newest event and the newest that sent it back, from `_events`."""

    report: AnnualReport
    newest: dict[str, Any] | None
    back: dict[str, Any] | None

    @property
    def moved_on(self) -> dt.date:
        """Since when it has been in its state."""
        return _day(self.newest) or self.report.round.opens_on

    @property
    def title(self) -> str:
        return capfirst(self.report.name)

    def said(self, words: str) -> str:
        """A sentence with the report's name in it."""
        return words % self.report.name

    @property
    def why_back(self) -> str:
        """Who wanted something changed, when, and their own words."""
        if self.back is None:
            return ""
        words = {"what": DONE[Action(self.back["action"])], "by": self.back["by"], "day": _written(self.back)}
        said = _("%(what)s av %(by)s %(day)s") % words
        quoted = Truncator(" ".join(self.back["comment"].split())).chars(QUOTED)
        return f"{said}: «{quoted}»" if quoted else f"{said}."


def _day(event: dict[str, Any] | None) -> dt.date | None:
    return localdate(dt.datetime.fromisoformat(event["at"])) if event else None


def _written(event: dict[str, Any]) -> str:
    return formats.day_of_month(localdate(dt.datetime.fromisoformat(event["at"])), on=clock.today())


def newest_reports(wanted: Q, *, on: dt.date, unfinished: bool = False) -> list[OnDesk]:
    """Those of the newest yearly round that has opened, and of all final evaluations, region by region (1 query).

    `unfinished`: and those of other rounds that are not published, or are opened again; the oldest first.
    """
    newest = ReportingRound.objects.yearly().filter(opens_on__lte=on).order_by("-year").values("pk")[:1]
    events = ReportEvent.objects.filter(report=OuterRef("pk")).order_by("-pk")
    said = JSONObject(at="done_at", action="action", comment="comment", by="done_by__name")
    rounds = Q(round=Subquery(newest)) | Q(round__kind=RoundKind.FINAL, round__opens_on__lte=on)
    if unfinished:
        rounds |= Q(round__opens_on__lte=on) & ~Q(status=Status.PUBLISHED)
    rows: Any = (
        AnnualReport.objects.filter(wanted, rounds)
        .with_signing()
        .annotate(
            newest_event=Subquery(events.values(said=said)[:1]),
            back_event=Subquery(events.filter(action__in=BACK).values(said=said)[:1]),
        )
    )
    return [
        OnDesk(row, row.newest_event, row.back_event if row.is_draft or row.awaits_signature else None)
        for row in rows.for_lists().order_by("round__year", "region__number")
    ]


@items
def reports_of_regions(person: User, visit: Visit) -> Iterator[Item]:
    """For those who write, sign or follow a region's report (7 queries)."""
    if not scope(person, Permission.REPORT_READ).region_ids:
        return
    here = own_hands(person, visit)
    found = newest_reports(Q(region__in=here.ids), on=visit.today, unfinished=True)
    own = here.own(WRITE)
    written = [row.report for row in found if row.report.is_draft and not row.report.round.is_rehearsal]
    drafts = [report for report in written if report.region_id in own]
    progress = completion_of_many(drafts) if drafts else {}
    to_sign = [row.report for row in found if row.report.awaits_signature and _signs(person, row.report)]
    since = since_they_came(to_sign) if to_sign else {}
    for row in found:
        if not row.report.is_closed(on=visit.today) and row.report.pk in progress:
            yield _writes(row, progress[row.report.pk])
        else:
            yield from _in_short(person, row, here, since.get(row.report.pk), visit)


@adds_work
def reports_in(person: User, here: Hands, visit: Visit) -> Iterator[Waiting]:
    """A region's, in its workspace, where the report's own page has the rest (1 query)."""
    for row in newest_reports(Q(region__in=here.ids), on=visit.today, unfinished=True):
        yield from _in_short(person, row, here, None, visit)


def _in_short(
    person: User, row: OnDesk, here: Hands, since: SinceItCame | None, visit: Visit
) -> Iterator[Waiting]:
    report = row.report
    if report.is_closed(on=visit.today):
        yield _closed(row)
    elif report.round.is_rehearsal:
        yield Waiting(row.said(_("Prøv %s")), report.get_absolute_url(), _("Åpne"), since=row.moved_on)
    elif report.is_draft:
        yield _draft(person, row, here)
    elif report.awaits_signature:
        yield _to_sign(row, since) if _signs(person, report) else _signed_by_another(row, here)
    elif report.counted_status != Status.PUBLISHED:
        yield _judged(person, row)


def _signs(person: User, report: AnnualReport) -> bool:
    return Action.SIGN in REPORT.open_to(report, person)


def _closed(row: OnDesk) -> Waiting:
    """Never handed in, and too late now: only DIFI can open it, by another deadline."""
    report, said = row.report, _("Runden er lukket. Be DIFI om utsatt frist for å levere.")
    act = _("Åpne rapporten")
    return Waiting(row.title, report.get_absolute_url(), act, since=report.closes_on, detail=said, who="DIFI")


def _to_sign(row: OnDesk, since: SinceItCame | None) -> Waiting:
    """For the one who signs: from whom it came, and what has changed since the time before."""
    report = row.report
    said = _("Sendt av %s.") % row.newest["by"] if row.newest else ""
    return Waiting(
        row.said(_("Signer %s")),
        report.url("report-sign"),
        _("Les og signer"),
        due=report.due_on,
        since=row.moved_on,
        detail=" ".join(filter(None, [said, since.in_words if since else ""])),
    )


def _signed_by_another(row: OnDesk, here: Hands) -> Waiting:
    report = row.report
    return Waiting(
        row.title,
        report.get_absolute_url(),
        _("Åpne rapporten"),
        due=report.due_on,
        since=row.moved_on,
        detail=_("Sendt av %s.") % row.newest["by"] if row.newest else "",
        who=here.who(report.region.slug, SIGN),
    )


def _judged(person: User, row: OnDesk) -> Waiting:
    """Handed in: DIFI's, on the page where it is judged for those who judge."""
    report, judges = row.report, can(person, Permission.REPORT_REVIEW)
    return Waiting(
        row.title,
        report.url("report-review") if judges else report.get_absolute_url(),
        _("Vurder") if judges else _("Åpne rapporten"),
        since=row.moved_on,
        detail=str(report.shown_state.label),
        who="" if judges else "DIFI",
    )


def _writes(row: OnDesk, progress: ReportCompletion) -> Waiting:
    """For the one who writes it: how far it is, and the next chapter."""
    chapter = progress.next
    if chapter is None:
        act, page = _("Se over og send"), row.report.url("report-submit")
        what = row.said(_("Send %s til signering"))
    else:
        act, page = _("Skriv «%s»") % chapter.section.title, chapter.url
        what = row.title
    return Waiting(
        what,
        page,
        act,
        due=row.report.due_on,
        since=row.moved_on,
        detail=" ".join(filter(None, [row.why_back, _moved(progress)])),
        done=progress.required_done,
        total=progress.required_count,
    )


def _draft(person: User, row: OnDesk, here: Hands) -> Waiting:
    """With who writes it; the styringsgruppe is to read it."""
    report, slug = row.report, row.report.region.slug
    writer = here.who(slug, WRITE)
    common: dict[str, Any] = {"due": report.due_on, "since": row.moved_on}
    if here.is_own(slug, WRITE):
        return Waiting(row.title, report.get_absolute_url(), _("Skriv videre"), **common)
    page = report.url("report-read")
    if here.plays(Role.STYRINGSGRUPPE, slug):
        return Waiting(row.said(_("Les utkastet til %s")), page, _("Les utkastet"), among=writer, **common)
    return Waiting(row.title, page, _("Les utkastet"), who=writer, **common)


def _moved(progress: ReportCompletion) -> str:
    """The chapters that have been saved with figures that are counted otherwise now."""
    titles = get_text_list([f"«{chapter.section.title}»" for chapter in progress.moved], _("og"))
    return _("Tall er endret siden %s ble lagret.") % titles if titles else ""


@items
def reports_to_judge(person: User, visit: Visit) -> Iterator[Waiting]:
    """For DIFI: to judge, to publish, and those that were returned and aren't back (2 queries)."""
    if not can(person, Permission.REPORT_REVIEW):
        return
    returned = Q(status=Status.DRAFT, events__action=Action.RETURN)
    wanted = Q(status__in=[Status.DELIVERED, Status.IN_REVIEW, Status.APPROVED]) | returned
    pks = AnnualReport.objects.filter(wanted).values("pk")
    judges = {judge.pk: judge.name for judge in reviewing.reviewers()}
    for row in newest_reports(Q(pk__in=pks), on=visit.today):
        report = row.report
        common: dict[str, Any] = {"since": row.moved_on, "detail": str(report.shown_state.label)}
        if report.is_draft:
            if row.back and row.back["action"] == Action.RETURN:
                who = _("koordinatoren i %s") % report.region
                common["detail"] = row.why_back
                yield Waiting(row.title, report.get_absolute_url(), _("Se rapporten"), who=who, **common)
        elif report.status == Status.APPROVED:
            what = row.said(_("Publiser %s"))
            yield Waiting(what, report.url("report-publish"), _("Publiser"), among="DIFI", **common)
        else:
            what = row.said(_("Vurder %s"))
            colleague = "" if report.reviewer_id == person.pk else judges.get(report.reviewer_id or 0, "")
            among = "" if report.reviewer_id else "DIFI"
            yield Waiting(
                what, report.url("report-review"), _("Vurder"), who=colleague, among=among, **common
            )


@prepared
def _steps(person: User, since: dt.datetime) -> Sql:
    """Those who read no drafts know only what was handed over."""
    events = ReportEvent.objects.filter(done_at__gt=since).exclude(done_by=person.pk)
    if not scope(person, Permission.REPORT_READ).everywhere:
        events = events.filter(action__in=HANDED_OVER, report__in=AnnualReport.objects.visible_to(person))
    return desk_rows(
        events.order_by("-pk"),
        at=F("done_at"),
        text=_joined("report__region__name", " ", "report__round__slug"),
        slug=_joined("report__round__slug", "/", "report__region__slug"),
        note=F("action"),
    )


@sources
def reports_handed_over(person: User, visit: Visit) -> Iterator[Source]:
    """What has been done to the country's reports, for those who follow them."""
    reads = scope(person, Permission.REPORT_READ).everywhere
    if not (reads or scope(person, Permission.REPORT_READ_DELIVERED).everywhere):
        return
    yield Source(
        _steps(person, visit.since),
        lambda row: News(
            row.at or visit.since,
            f"{row.text}: {str(DONE[Action(row.note)]).lower()}",
            reverse("reporting:report-detail", args=row.slug.split("/")),
        ),
        shown=SHOWN,
    )


def _joined(first: str, between: str, last: str) -> Concat:
    return Concat(first, Value(between), last, output_field=TextField())


@dataclass(frozen=True)
class RoundInShort:
    """How many reports of the newest round are where, and who hasn't handed in."""

    round: ReportingRound
    counts: list[tuple[str, str, int]]  # status, its label, number of reports in it
    missing: list[AnnualReport]
    to_review: list[AnnualReport]

    @property
    def total(self) -> int:
        return sum(count for _status, _label, count in self.counts)


def round_in_short(*, on: dt.date) -> RoundInShort | None:
    """None before the first round has opened (1 query)."""
    rows = [row.report for row in newest_reports(Q(round__kind=RoundKind.YEARLY), on=on)]
    if not rows:
        return None
    counts = [(s.value, str(s.label), sum(row.counted_status == s for row in rows)) for s in Status]
    return RoundInShort(
        rows[0].round,
        counts,
        missing=[row for row in rows if row.counted_status not in HANDED_IN],
        to_review=[row for row in rows if row.status in (Status.DELIVERED, Status.IN_REVIEW)],
    )


@fills("desk", "reporting/desk_round.html")
def round_on_desk(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """For those who follow the country's reports."""
    if not scope(request.user, Permission.REPORT_READ_DELIVERED).everywhere:
        return None
    return {
        "round": round_in_short(on=clock.today()),
        "today": clock.today(),
        "may_remind": can(request.user, Permission.REPORT_REVIEW),
        "opens_drafts": scope(request.user, Permission.REPORT_READ).everywhere,
        "handed_in": HANDED_IN,
    }
