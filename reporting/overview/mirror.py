"""A region against its own pulje and its own last year, what is left to do, and what has happened lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counties.measures.places import Place
from counties.measures.registry import in_facts
from counties.models import Activity, AssistanceRequest, FrameworkAgreement, MilestoneReached, Region
from counties.standing import Left, left_for
from portal import clock, formats
from reporting.models import AnnualReport, ReportEvent
from reporting.models.reports import IN_FORCE
from reporting.models.rounds import RoundKind
from reporting.overview.comparison import FEWEST
from reporting.overview.models import FactCount, Median, MirrorMark
from reporting.overview.numbers import Choice, Figure, numbers_of, remarks_on
from reporting.remarks import Remark
from reporting.workflow import DONE, Action, Status

if TYPE_CHECKING:
    from portal.access import Person

SHOWN = 12  # of what has happened
OPEN = (Status.DRAFT, Status.AWAITING_SIGNATURE)


@dataclass(frozen=True)
class MirrorRow:
    now: Figure
    before: Figure
    median: Decimal | None  # of the region's pulje this year; None where it is of too few

    @property
    def remarks(self) -> list[Remark]:
        """What the region's own reports say instead."""
        return remarks_on([self.now, self.before])

    @property
    def change(self) -> int:
        return (self.now.value or 0) - (self.before.value or 0)


def mirror_of(user: Person, region: Region, year: int) -> list[MirrorRow]:
    """What the person may see of the region, measure by measure (3 queries)."""
    numbers = numbers_of(user, Choice(year, Place(region=region)))
    medians = dict(
        Median.objects.filter(pulje=region.pulje_id, year=year, regions__gte=FEWEST)
        .order_by()
        .values_list("measure", "value")
    )
    return [
        MirrorRow(now, numbers.figure(measure.key, year=year - 1), medians.get(measure.key))
        for measure in in_facts()
        if measure.by_year
        and measure.rows_key != "rapporter"
        and (now := numbers.figure(measure.key, year=year)).value is not None
    ]


def begin_of(day: dt.date) -> dt.datetime:
    """Midnight in Norway."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@dataclass(frozen=True)
class Frame:
    """What stands around the figures: when they were counted, how far the person has read, the open report."""

    counted_at: dt.datetime | None
    seen_at: dt.datetime | None
    report: Left | None


def frame_of(user: Person, region: Region) -> Frame:
    """For those inside the region (1 query)."""
    here = {"user": user.pk, "region": OuterRef("pk")}
    reports = (
        AnnualReport.objects.yearly().filter(region=OuterRef("pk"), status__in=OPEN).order_by("round__year")
    )
    asked = JSONObject(year="round__year", status="status", due=IN_FORCE)
    found = (
        Region.objects.filter(pk=region.pk)
        .values(
            counted_at=Subquery(FactCount.objects.values("counted_at")[:1]),
            seen_at=Subquery(MirrorMark.objects.filter(**here).values("seen_at")),
            report=Subquery(reports.values(asked=asked)[:1]),
        )
        .get()
    )
    return Frame(found["counted_at"], found["seen_at"], _report_left(region, found["report"]))


def _report_left(region: Region, report: dict[str, Any] | None) -> Left | None:
    if report is None:
        return None
    text = _("Årsrapporten for %(year)d er «%(status)s». Fristen er %(due)s.")
    details = {
        "year": report["year"],
        "status": Status(report["status"]).label,
        "due": formats.day(dt.date.fromisoformat(report["due"])),
    }
    return Left(text % details, reverse("reporting:report-detail", args=[report["year"], region.slug]))


def left_in(region: Region, report: Left | None, *, on: dt.date) -> list[Left]:
    """The report first, then what is missing in the region (about 6 queries)."""
    return ([report] if report else []) + left_for(region, on=on)


@dataclass(frozen=True)
class Happening:
    at: dt.datetime
    kind: str
    text: str
    url: str


KINDS = {
    "aktivitet": gettext_lazy("Aktivitet registrert"),
    "avtale": gettext_lazy("Fellesavtale begynte å gjelde"),
    "sak": gettext_lazy("Noen ba om bistand"),
    "milepael": gettext_lazy("Milepæl nådd"),
}


def happenings(region: Region, *, since: dt.datetime) -> list[Happening]:
    """The newest first, at most `SHOWN` (1 query). For those inside the region."""
    found = [
        _rows(Activity.objects.filter(region=region), "aktivitet", "recorded_at", "title"),
        _rows(
            FrameworkAgreement.objects.filter(region=region, from_on__lte=clock.today()),
            "avtale",
            "from_on",
            "title",
        ),
        _rows(AssistanceRequest.objects.filter(region=region), "sak", "created_at", "subject"),
        _rows(MilestoneReached.objects.filter(region=region), "milepael", "happened_on", "milestone__title"),
        _rows(
            ReportEvent.objects.filter(report__region=region, report__round__kind=RoundKind.YEARLY),
            "rapport",
            "done_at",
            "action",
            "report__round__year",
        ),
    ]
    found = [rows.filter(h_at__gt=since).order_by("-h_at")[:SHOWN] for rows in found]
    newest = found[0].union(*found[1:], all=True).order_by("-h_at", "h_kind", "h_number")[:SHOWN]
    return [_told(row, region) for row in newest]


def _rows(rows: QuerySet[Any], kind: str, at: str, text: str, number: str = "pk") -> QuerySet[Any]:
    return rows.order_by().values(
        h_at=Cast(at, DateTimeField()),
        h_kind=Value(kind, output_field=CharField()),
        h_text=Cast(text, CharField()),
        h_number=F(number),
    )


def _told(row: dict[str, Any], region: Region) -> Happening:
    slug, number = region.slug, row["h_number"]
    if row["h_kind"] == "rapport":
        words = _("Årsrapporten %(year)d: %(what)s") % {"year": number, "what": DONE[Action(row["h_text"])]}
        return Happening(row["h_at"], words, "", reverse("reporting:report-detail", args=[number, slug]))
    url = {
        "aktivitet": lambda: reverse("counties:register-detail", args=[slug, "aktiviteter", number]),
        "avtale": lambda: reverse("counties:register-detail", args=[slug, "avtaler", number]),
        "sak": lambda: reverse("counties:request-detail", args=[number]),
        "milepael": lambda: reverse("counties:milestone-edit", args=[slug]),
    }[row["h_kind"]]()
    return Happening(row["h_at"], str(KINDS[row["h_kind"]]), row["h_text"], url)
