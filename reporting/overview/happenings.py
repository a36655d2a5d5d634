"""What has happened in the regions lately: sources for the desk, and a region's own list of the newest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery
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
from portal.desks import DeskRow, News, Source, said_of
from portal.links import reverse
from reporting.models import ReportEvent
from reporting.models.rounds import RoundKind
from reporting.workflow import DONE, Action

if TYPE_CHECKING:
    from portal.models import User

SHOWN = 12


def happenings(region: Region, *, since: dt.datetime, person: User | None) -> list[News]:
    """The newest of a region first, at most `SHOWN`, without the person's own acts (1 query)."""
    told = [item for item in said_of(list(sources_of([region.pk], since, person))) if isinstance(item, News)]
    return sorted(told, key=lambda item: item.when, reverse=True)[:SHOWN]


def sources_of(regions: Collection[int], since: dt.datetime, person: User | None) -> Iterator[Source]:
    """For those inside the regions; what the person did is no news to that person."""
    by = person.pk if person else 0

    def lately(
        rows: QuerySet[Any],
        at: str,
        text: str,
        tell: Callable[[DeskRow], tuple[str, str, str]],
        *,
        region: str = "region",
        **columns: Any,
    ) -> Source:
        recent: Any = rows.filter(**{f"{region}__in": regions}).annotate(told_at=Cast(at, DateTimeField()))
        return Source(
            recent.filter(told_at__gt=since, told_at__lte=clock.now()).order_by("-told_at"),
            lambda row: _news(row, *tell(row)),
            {"at": F("told_at"), "text": F(text), "slug": F(f"{region}__slug"), **columns},
            shown=SHOWN,
        )

    yield lately(Activity.objects.exclude(recorded_by=by), "recorded_at", "title", _activity)
    yield lately(_of_others(FrameworkAgreement, by), "from_on", "title", _agreement)
    yield lately(AssistanceRequest.objects.exclude(asker=by), "created_at", "subject", _request)
    yield lately(_of_others(MilestoneReached, by), "happened_on", "milestone__title", _milestone)
    yield lately(_with_sign_ups(since, person), "signed_up_at", "title", _sign_ups, total=F("signed_up"))
    meetings, group = _of_others(Meeting, by), "styringsgruppe__region"
    yield lately(meetings.exclude(invited_at=None), "invited_at", "place", _called, region=group)
    decided = Decision.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    held: Any = meetings.annotate(decided=Subquery(decided.annotate(n=Count("pk")).values("n")))
    held = held.filter(Q(decided__gt=0) | ~Q(minutes=""))
    yield lately(held, "ends_at", "place", _held, region=group, total=F("decided"))
    yield lately(GrantLetter.objects.exclude(created_by=by), "created_at", "year", _letter)
    yield lately(
        ReportEvent.objects.filter(report__round__kind=RoundKind.YEARLY).exclude(done_by=by),
        "done_at",
        "report__round__year",
        _step,
        region="report__region",
        note=F("action"),
    )


def _of_others(model: type[Model], by: int) -> QuerySet[Any]:
    """Rows that the person has never written, as their history knows."""
    history = model.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=OuterRef("pk"), pgh_context__metadata__user=by
    )
    return model._default_manager.filter(~Exists(history))


def _with_sign_ups(since: dt.datetime, person: User | None) -> QuerySet[Any]:
    """Events, with how many have signed up since, and when the newest did."""
    new = Registration.objects.filter(event=OuterRef("pk"), registered_at__gt=since)
    if person:
        new = new.exclude(email__iexact=person.email)
    counted = new.order_by().values("event").annotate(n=Count("pk"), newest=Max("registered_at"))
    events: Any = Event.objects.annotate(
        signed_up=Subquery(counted.values("n")), signed_up_at=Subquery(counted.values("newest"))
    )
    found: QuerySet[Any] = events
    return found


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
