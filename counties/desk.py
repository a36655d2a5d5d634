"""What the counties put on people's desks beside the work of their regions: questions, meetings, the board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet
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
from portal.desks import Ahead, DeskRow, News, Source, Visit, Waiting, said_of, sources
from portal.links import reverse
from portal.menu import roles_of

if TYPE_CHECKING:
    from portal.models import User

QUOTED = 110
ANSWER = {Role.KNUTEPUNKT, Role.KS}  # the network is theirs


@sources
def the_board(person: User, visit: Visit) -> Iterator[Source]:
    """What others have written in the network; what nobody has answered, for those who answer each other there."""
    threads = Thread.objects.visible_to(person).exclude(author=person)
    if not scope(person, Permission.NETWORK).anywhere:
        return
    if not roles_of(person).isdisjoint(ANSWER):
        yield _without_an_answer(threads)

    written = {"note": F("place")}
    yield Source(
        threads.filter(created_at__gt=visit.since).order_by("-created_at"),
        lambda row: _written(row, _("Nytt spørsmål i nettverket")),
        {**written, "text": F("title"), "at": F("created_at")},
    )
    yield Source(
        Reply.objects.filter(written_at__gt=visit.since).exclude(author=person).order_by("-written_at"),
        lambda row: _written(row, _("Svar i nettverket")),
        {**written, "key": F("thread"), "text": F("thread__title"), "at": F("written_at")},
    )


def _without_an_answer(threads: QuerySet[Thread]) -> Source:
    return Source(
        threads.filter(replies=None).order_by("created_at"),
        lambda row: Waiting(
            _("Ingen har svart på «%s» i nettverket") % row.text,
            reverse("counties:thread-detail", args=[row.key]),
            _("Svar"),
            since=row.since,
            detail=row.note,
            among=_("alle i nettverket"),
        ),
        {"text": F("title"), "since": TruncDate("created_at"), "note": F("place")},
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
