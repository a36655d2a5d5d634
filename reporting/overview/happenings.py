"""What has happened in the regions lately: sources for the desk, and a region's own list of the newest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    JSONField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties.models import (
    Activity,
    AssistanceRequest,
    Decision,
    Event,
    FrameworkAgreement,
    GrantLetter,
    Meeting,
    MilestoneReached,
    Region,
    Registration,
)
from portal import clock
from portal.desks import DeskRow, News, Source, desk_rows, said_of
from portal.links import reverse
from portal.prepared import Keys, Sql, prepared
from reporting.models import ReportEvent
from reporting.models.rounds import RoundKind
from reporting.workflow import DONE, Action

if TYPE_CHECKING:
    from portal.models import User

SHOWN = 12
NOBODY = "@"  # the address of who is not signed in


def happenings(region: Region, *, since: dt.datetime, person: User | None) -> list[News]:
    """The newest of a region first, at most `SHOWN`, without the person's own acts (1 query)."""
    told = [item for item in said_of(list(sources_of({region.pk}, since, person))) if isinstance(item, News)]
    return sorted(told, key=lambda item: item.when, reverse=True)[:SHOWN]


def sources_of(regions: Keys, since: dt.datetime, person: User | None) -> Iterator[Source]:
    """For those inside the regions; what the person did is no news to that person."""
    lately, by = (regions, since, clock.now()), person.pk if person else 0
    signed_up = _signed_up(*lately, person.email if person else NOBODY)
    for rows, tell in [*((asked(*lately, by), tell) for asked, tell in TOLD), (signed_up, _sign_ups)]:
        yield Source(rows, lambda row, tell=tell: _news(row, *tell(row)), shown=SHOWN)  # type: ignore[misc]


@prepared
def _activities(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = Activity.objects.filter(region__in=regions).exclude(recorded_by=by)
    return _lately(rows, since, now, "recorded_at", "title")


@prepared
def _agreements(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = _of_others(FrameworkAgreement, by).filter(region__in=regions)
    return _lately(rows, since, now, "from_on", "title")


@prepared
def _requests(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = AssistanceRequest.objects.filter(region__in=regions).exclude(asker=by)
    return _lately(rows, since, now, "created_at", "subject")


@prepared
def _milestones(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = _of_others(MilestoneReached, by).filter(region__in=regions)
    return _lately(rows, since, now, "happened_on", "milestone__title")


@prepared
def _calls(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = _of_others(Meeting, by).filter(styringsgruppe__region__in=regions).exclude(invited_at=None)
    return _lately(rows, since, now, "invited_at", "place", region="styringsgruppe__region")


@prepared
def _meetings(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    """Held, with what was decided or the minutes."""
    decided = Decision.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    rows: Any = _of_others(Meeting, by).filter(styringsgruppe__region__in=regions)
    rows = rows.annotate(decided=Subquery(decided.annotate(n=Count("pk")).values("n")))
    rows = rows.filter(Q(decided__gt=0) | ~Q(minutes=""))
    return _lately(rows, since, now, "ends_at", "place", region="styringsgruppe__region", total=F("decided"))


@prepared
def _letters(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    rows = GrantLetter.objects.filter(region__in=regions).exclude(created_by=by)
    return _lately(rows, since, now, "created_at", "year")


@prepared
def _steps(regions: Keys, since: dt.datetime, now: dt.datetime, by: int) -> Sql:
    yearly = ReportEvent.objects.filter(report__round__kind=RoundKind.YEARLY, report__region__in=regions)
    year = "report__round__year"
    return _lately(
        yearly.exclude(done_by=by), since, now, "done_at", year, region="report__region", note=F("action")
    )


@prepared
def _signed_up(regions: Keys, since: dt.datetime, now: dt.datetime, email: str) -> Sql:
    """Events, with how many others have signed up since, and when the newest did."""
    new = Registration.objects.filter(event=OuterRef("pk"), registered_at__gt=since)
    others = new.exclude(email__iexact=email).order_by().values("event")
    counted = others.annotate(n=Count("pk"), newest=Max("registered_at"))
    rows: Any = Event.objects.filter(region__in=regions).annotate(
        signed_up=Subquery(counted.values("n")), signed_up_at=Subquery(counted.values("newest"))
    )
    return _lately(rows, since, now, "signed_up_at", "title", total=F("signed_up"))


def _lately(
    rows: QuerySet[Any],
    since: dt.datetime,
    now: dt.datetime,
    at: str,
    text: str,
    *,
    region: str = "region",
    **columns: Any,
) -> Sql:
    """The newest first; what is only to happen is not told."""
    told: Any = rows.annotate(told_at=Cast(at, DateTimeField()))
    told = told.filter(told_at__gt=since, told_at__lte=now).order_by("-told_at")
    return desk_rows(told, at=F("told_at"), text=F(text), slug=F(f"{region}__slug"), **columns)


def _of_others(model: type[Model], by: int) -> QuerySet[Any]:
    """Rows that the person has never written, as their history knows."""
    user = Func(by, function="to_jsonb", output_field=JSONField())
    history = model.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), pgh_context__metadata__user=user
    )
    return model._default_manager.filter(~Exists(history))


def _news(row: DeskRow, what: str, kind: str, url: str) -> News:
    assert row.at is not None  # noqa: S101 - what has happened has a time
    return News(row.at, what, url, kind)


# What each is called, what has happened to it, and its page.


def _activity(row: DeskRow) -> tuple[str, str, str]:
    return row.text, _("Aktivitet registrert"), _register(row, "aktiviteter")


def _agreement(row: DeskRow) -> tuple[str, str, str]:
    return row.text, _("Fellesavtale begynte å gjelde"), _register(row, "avtaler")


def _request(row: DeskRow) -> tuple[str, str, str]:
    return row.text, _("Noen ba om bistand"), reverse("counties:request-detail", args=[row.key])


def _milestone(row: DeskRow) -> tuple[str, str, str]:
    return row.text, _("Milepæl nådd"), reverse("counties:region-detail", args=[row.slug])


def _sign_ups(row: DeskRow) -> tuple[str, str, str]:
    count = ngettext("%d ny påmelding", "%d nye påmeldinger", row.total) % row.total
    return row.text, count, reverse("counties:event-detail", args=[row.key])


def _called(row: DeskRow) -> tuple[str, str, str]:
    return _("Møte i styringsgruppen, %s") % row.text, _("Innkalt"), _register(row, "moter")


def _held(row: DeskRow) -> tuple[str, str, str]:
    said = (
        ngettext("%d vedtak", "%d vedtak", row.total) % row.total if row.total else _("Referatet er lagt inn")
    )
    return _("Møte i styringsgruppen, %s") % row.text, said, _register(row, "moter")


def _letter(row: DeskRow) -> tuple[str, str, str]:
    said = _("Tildelingsbrev om tilskudd for %s") % row.text
    return said, _("Brevet er laget"), reverse("counties:grant-account", args=[row.slug])


def _step(row: DeskRow) -> tuple[str, str, str]:
    url = reverse("reporting:report-detail", args=[row.text, row.slug])
    return _("Årsrapporten %s") % row.text, str(DONE[Action(row.note)]), url


def _register(row: DeskRow, key: str) -> str:
    return reverse("counties:register-detail", args=[row.slug, key, row.key])


TOLD = (
    (_activities, _activity),
    (_agreements, _agreement),
    (_requests, _request),
    (_milestones, _milestone),
    (_calls, _called),
    (_meetings, _held),
    (_letters, _letter),
    (_steps, _step),
)
