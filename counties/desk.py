"""What the counties put on people's desks beside the work of their regions: questions, meetings, the board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counties import work  # noqa: F401 - registers itself
from counties.models import (
    AssistanceRequest,
    Event,
    Meeting,
    Region,
    RegistrationState,
    Reply,
    Thread,
)
from portal.access import Permission, Role, scope
from portal.desks import Ahead, DeskRow, News, Source, Visit, Waiting, desk_rows, said_of, sources
from portal.links import reverse
from portal.menu import roles_of
from portal.prepared import Keys, Sql, prepared

if TYPE_CHECKING:
    from portal.models import User

QUOTED = 110
ANSWER = {Role.KNUTEPUNKT, Role.KS}  # the network is theirs


@prepared
def _unanswered(person: User) -> Sql:
    threads = Thread.objects.visible_to(person).exclude(author=person.pk)
    threads = threads.filter(replies=None).order_by("created_at")
    return desk_rows(threads, text=F("title"), since=TruncDate("created_at"), note=F("place"))


@prepared
def _asked(person: User, since: dt.datetime) -> Sql:
    threads = Thread.objects.visible_to(person).exclude(author=person.pk)
    threads = threads.filter(created_at__gt=since).order_by("-created_at")
    return desk_rows(threads, text=F("title"), at=F("created_at"), note=F("place"))


@prepared
def _replied(person: int, since: dt.datetime) -> Sql:
    replies = Reply.objects.filter(written_at__gt=since).exclude(author=person).order_by("-written_at")
    return desk_rows(replies, key=F("thread"), text=F("thread__title"), at=F("written_at"), note=F("place"))


@sources
def the_board(person: User, visit: Visit) -> Iterator[Source]:
    """What others have written in the network; what nobody has answered, for those who answer each other there."""
    if not scope(person, Permission.NETWORK).anywhere:
        return
    if not roles_of(person).isdisjoint(ANSWER):
        yield _without_an_answer(person)
    asked, replied = _asked(person, visit.since), _replied(person.pk, visit.since)
    yield Source(asked, lambda row: _written(row, _("Nytt spørsmål i nettverket")))
    yield Source(replied, lambda row: _written(row, _("Svar i nettverket")))


def _without_an_answer(person: User) -> Source:
    return Source(
        _unanswered(person),
        lambda row: Waiting(
            _("Ingen har svart på «%s» i nettverket") % row.text,
            reverse("counties:thread-detail", args=[row.key]),
            _("Svar"),
            since=row.since,
            detail=row.note,
            among=_("alle i nettverket"),
        ),
        lambda left, _row: Waiting(
            ngettext("%d spørsmål til står uten svar", "%d spørsmål til står uten svar", left) % left,
            reverse("counties:thread-list"),
            _("Se alle"),
            among=_("alle i nettverket"),
        ),
        shown=2,
    )


def _written(row: DeskRow, kind: str) -> News:
    assert row.at is not None  # noqa: S101 - what is written has a time
    return News(row.at, row.text, reverse("counties:thread-detail", args=[row.key]), f"{kind}, {row.note}")


@prepared
def _own_questions(person: int) -> Sql:
    asked = AssistanceRequest.objects.filter(asker=person).unanswered().order_by("created_at")
    return desk_rows(
        asked,
        text=F("subject"),
        slug=F("token"),
        note=F("region__name"),
        since=TruncDate("created_at"),
    )


@sources
def own_questions(person: User, _visit: Visit) -> Iterator[Source]:
    """What a person has asked a knutepunkt, with those who answer."""
    yield Source(
        _own_questions(person.pk),
        lambda row: Waiting(
            _("Spørsmålet ditt «%s»") % row.text,
            reverse("counties:request-follow", args=[row.slug]),
            _("Se saken"),
            since=row.since,
            who=_("knutepunktet i %s") % row.note,
        ),
    )


ABOUT_IT = {"at": F("starts_at"), "text": F("title"), "note": F("place")}


@prepared
def _events(person: User, today: dt.date) -> Sql:
    own = Q(region__in=scope(person, Permission.COUNTY_READ).region_ids)
    if scope(person, Permission.NATIONAL_PLAN).everywhere:
        own |= Q(region=None)
    events = Event.objects.published().filter(own, ends_at__date__gte=today)
    return desk_rows(events.order_by("starts_at"), **ABOUT_IT)


@prepared
def _signed_up(email: str, today: dt.date) -> Sql:
    signed_up = Q(registrations__email__iexact=email) & ~Q(registrations__state=RegistrationState.CANCELLED)
    events = Event.objects.published().filter(ends_at__date__gte=today).order_by("starts_at")
    return desk_rows(events.filter(signed_up), **ABOUT_IT)


@prepared
def _events_in(region: int, today: dt.date) -> Sql:
    """Those of the region, also what isn't published."""
    events = Event.objects.filter(region=region, ends_at__date__gte=today).order_by("starts_at")
    return desk_rows(events, **ABOUT_IT)


@prepared
def _meetings(regions: Keys, today: dt.date) -> Sql:
    meetings = Meeting.objects.filter(styringsgruppe__region__in=regions, ends_at__date__gte=today)
    return desk_rows(
        meetings.order_by("starts_at"),
        at=F("starts_at"),
        text=F("agenda"),
        note=F("place"),
        slug=F("styringsgruppe__region__slug"),
    )


@sources
def meetings_and_courses(person: User, visit: Visit) -> Iterator[Source]:
    """What the person has signed up for, and the region's next meetings and events."""
    inside = scope(person, Permission.COUNTY_READ).region_ids
    if inside or scope(person, Permission.NATIONAL_PLAN).everywhere:
        yield Source(_events(person, visit.today), lambda row: _ahead(row, row.note))
    signed_up = _signed_up(person.email, visit.today)
    yield Source(signed_up, lambda row: _ahead(row, _("Du er påmeldt. %s") % row.note))
    if inside:
        yield Source(_meetings(inside, visit.today), _meeting)


def coming_in(region: Region, *, on: dt.date) -> list[Ahead]:
    """The region's next events and meetings, for those inside it (1 query)."""
    asked = [
        Source(_events_in(region.pk, on), lambda row: _ahead(row, row.note)),
        Source(_meetings({region.pk}, on), _meeting),
    ]
    found = [item for item in said_of(asked) if isinstance(item, Ahead)]
    return sorted(found, key=lambda item: item.when)


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
