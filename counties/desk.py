"""What the counties put on people's desks: requests, attendance, agreements, milestones, follow-up, meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties.models import (
    AssistanceRequest,
    Event,
    FrameworkAgreement,
    Knutepunkt,
    Meeting,
    Region,
    RegistrationState,
    Styringsgruppe,
    Thread,
)
from counties.standing import plan_of_all
from portal.access import Permission, scope
from portal.desks import Ahead, DeskRow, Source, Visit, Waiting, said_of, sources

if TYPE_CHECKING:
    from portal.models import User

SOON = dt.timedelta(days=90)  # before an agreement ends
QUOTED = 110


@sources
def work_of_the_knutepunkt(person: User, visit: Visit) -> Iterator[Source]:
    """Who asks, events without attendance, agreements that end, and the board, for those who record the work."""
    records = scope(person, Permission.WORK_RECORD).region_ids
    if not records:
        return
    requests = AssistanceRequest.objects.filter(region__in=records).unanswered()
    yield Source(
        requests.order_by(F("needed_by").asc(nulls_last=True), "created_at"),
        lambda row: _waiting(_("Svar på «%s»"), row, "request-detail", _("Svar")),
        {
            "text": F("subject"),
            "slug": F("region__slug"),
            "due": F("needed_by"),
            "since": TruncDate("created_at"),
            "note": F("organisation"),
        },
        lambda left, row: Waiting(
            ngettext("%d bistandssak til venter", "%d bistandssaker til venter", left) % left,
            reverse("counties:request-list", args=[row.slug]),
            _("Se alle"),
        ),
    )
    held = Event.objects.published().filter(region__in=records, ends_at__date__lt=visit.today, activity=None)
    yield Source(
        held.order_by("ends_at"),
        lambda row: _waiting(_("Før oppmøtet for «%s»"), row, "participant-list", _("Før oppmøtet")),
        {"text": F("title"), "slug": F("region__slug"), "since": TruncDate("ends_at")},
        lambda left, row: Waiting(
            ngettext("%d arrangement til mangler oppmøte", "%d arrangementer til mangler oppmøte", left)
            % left,
            f"{reverse('counties:event-list')}?region={row.slug}&when=past",
            _("Se alle"),
        ),
    )
    today = visit.today
    ending = FrameworkAgreement.objects.filter(region__in=records, to_on__range=(today, today + SOON))
    yield Source(
        ending.order_by("to_on"),
        lambda row: Waiting(
            _("Avtalen «%s» går ut") % row.text,
            reverse("counties:register-detail", args=[row.slug, "avtaler", row.key]),
            _("Se avtalen"),
            due=row.due,
            detail=row.note,
        ),
        {"text": F("title"), "slug": F("region__slug"), "due": F("to_on"), "note": F("supplier")},
        lambda left, row: Waiting(
            ngettext("%d avtale til går snart ut", "%d avtaler til går snart ut", left) % left,
            reverse("counties:register-list", args=[row.slug, "avtaler"]),
            _("Se alle"),
        ),
    )
    silent = Thread.objects.filter(replies=None).exclude(author=person)
    yield Source(
        silent.order_by("created_at"),
        lambda row: _waiting(_("Ingen har svart på «%s» i nettverket"), row, "thread-detail", _("Svar")),
        {"text": F("title"), "since": TruncDate("created_at"), "note": F("place")},
        lambda left, _row: Waiting(
            ngettext("%d spørsmål til står uten svar", "%d spørsmål til står uten svar", left) % left,
            reverse("counties:thread-list"),
            _("Se alle"),
        ),
        shown=2,
    )


@sources
def groundwork(person: User, visit: Visit) -> Iterator[Source]:
    """What a region must have, and its milestones, for those who organise it."""
    leads = scope(person, Permission.ORGANISATION_EDIT).region_ids
    if not leads:
        return
    regions, here, on = Region.objects.filter(pk__in=leads).order_by("number"), OuterRef("pk"), visit.today
    group = Styringsgruppe.objects.filter(region=here).active(on=on)
    appointed = group.exclude(established_on=None)
    missing = [
        (~Exists(group), _("Ta initiativet til styringsgruppen"), _("Opprett gruppen"), "styringsgruppe"),
        (
            Exists(group) & ~Exists(appointed),
            _("Styringsgruppen er ikke oppnevnt ennå"),
            _("Sett sammen gruppen"),
            "styringsgruppe",
        ),
        (
            ~Exists(Knutepunkt.objects.filter(region=here).active(on=on)),
            _("Knutepunktet er ikke valgt"),
            _("Gå til valget"),
            "knutepunkt",
        ),
    ]
    for lacks, what, act, page in missing:
        yield Source(
            regions.filter(lacks),
            lambda row, what=what, act=act, page=page: Waiting(  # type: ignore[misc]
                what, reverse(f"counties:{page}", args=[row.slug]), act, detail=row.text
            ),
            {"text": F("name"), "slug": F("slug")},
        )
    plan: QuerySet[Any] = plan_of_all(on=on)
    yield Source(
        plan.filter(at__in=leads, planned_to__lt=on, happened_on=None).order_by("planned_to"),
        lambda row: Waiting(
            _("Milepælen «%s» er ikke nådd") % row.text,
            reverse("counties:milestone-edit", args=[row.slug]),
            _("Før datoen"),
            due=row.due,
        ),
        {
            "text": F("title"),
            "due": F("planned_to"),
            "slug": Region.objects.filter(pk=OuterRef("at")).values("slug")[:1],
        },
    )


@sources
def follow_up(person: User, visit: Visit) -> Iterator[Source]:
    """Last year's follow-up of the kommuner, where it isn't done."""
    regions = scope(person, Permission.FOLLOW_UP).region_ids
    if not regions:
        return
    year, kommuner = visit.today.year - 1, "fylker__kommuner"
    counted: Any = Region.objects.filter(pk__in=regions).annotate(
        kommuner=Count(kommuner, distinct=True),
        followed=Count(kommuner, filter=Q(**{f"{kommuner}__follow_ups__year": year}), distinct=True),
    )
    yield Source(
        counted.filter(followed__lt=F("kommuner")).order_by("number"),
        lambda row: Waiting(
            _("Oppfølgingen av kommunene for %d") % year,
            reverse("counties:kommune-grid", args=[row.slug]) + f"?year={year}",
            _("Før oppfølgingen"),
            done=row.done,
            total=row.total,
        ),
        {"slug": F("slug"), "done": F("followed"), "total": F("kommuner")},
    )


@sources
def own_questions(person: User, _visit: Visit) -> Iterator[Source]:
    """What a person has asked a knutepunkt, with those who answer."""
    asked = AssistanceRequest.objects.filter(asker=person).unanswered()
    yield Source(
        asked.order_by("created_at"),
        lambda row: Waiting(
            _("Spørsmålet ditt «%s»") % row.text,
            reverse("counties:request-follow", args=[row.slug]),
            _("Se saken"),
            since=row.since,
            who=_("knutepunktet i %s") % row.note,
        ),
        {
            "text": F("subject"),
            "slug": F("token"),
            "note": F("region__name"),
            "since": TruncDate("created_at"),
        },
    )


@sources
def meetings_and_courses(person: User, visit: Visit) -> Iterator[Source]:
    """What the person has signed up for, and the region's next meetings and events."""
    events = Event.objects.published().filter(ends_at__date__gte=visit.today).order_by("starts_at")
    about_it = {"at": F("starts_at"), "text": F("title"), "note": F("place")}
    signed_up = Q(registrations__email__iexact=person.email) & ~Q(
        registrations__state=RegistrationState.CANCELLED
    )
    inside = scope(person, Permission.COUNTY_READ).region_ids
    own = Q(region__in=inside) if inside else Q(pk__in=[])
    if scope(person, Permission.NATIONAL_PLAN).everywhere:
        own |= Q(region=None)
    yield Source(events.filter(own), lambda row: _ahead(row, row.note), about_it)
    yield Source(
        events.filter(signed_up), lambda row: _ahead(row, _("Du er påmeldt. %s") % row.note), about_it
    )
    if inside:
        yield _meetings(Meeting.objects.filter(styringsgruppe__region__in=inside), visit.today)


def coming_in(region: Region, *, on: dt.date) -> list[Ahead]:
    """The region's next events and meetings, for those inside it (1 query)."""
    events = Event.objects.filter(region=region, ends_at__date__gte=on).order_by("starts_at")
    about_it = {"at": F("starts_at"), "text": F("title"), "note": F("place")}
    asked = [
        Source(events, lambda row: _ahead(row, row.note), about_it),
        _meetings(Meeting.objects.of_region(region), on),
    ]
    found = [item for item in said_of(asked) if isinstance(item, Ahead)]
    return sorted(found, key=lambda item: item.when)


def _meetings(rows: QuerySet[Meeting], on: dt.date) -> Source:
    return Source(
        rows.filter(ends_at__date__gte=on).order_by("starts_at"),
        _meeting,
        {
            "at": F("starts_at"),
            "text": F("agenda"),
            "note": F("place"),
            "slug": F("styringsgruppe__region__slug"),
        },
    )


def _waiting(what: str, row: DeskRow, page: str, act: str) -> Waiting:
    url = reverse(f"counties:{page}", args=[row.key])
    return Waiting(what % row.text, url, act, due=row.due, since=row.since, detail=row.note)


def _ahead(row: DeskRow, detail: str) -> Ahead:
    assert row.at is not None  # noqa: S101 - an event has a time
    return Ahead(row.at, row.text, reverse("counties:event-detail", args=[row.key]), detail)


def _meeting(row: DeskRow) -> Ahead:
    assert row.at is not None  # noqa: S101 - a meeting has a time
    agenda = Truncator(" ".join(row.text.split())).chars(QUOTED)
    return Ahead(
        row.at,
        _("Møte i styringsgruppen, %s") % row.note,
        reverse("counties:register-detail", args=[row.slug, "moter", row.key]),
        _("Saksliste: %s") % agenda if agenda else _("Sakslisten er ikke skrevet ennå."),
    )
