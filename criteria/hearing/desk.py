"""What the hearings put on people's desks: to the panel what waits, to those who follow a group what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.hearing.models import ExpertComment, Hearing, HearingComment, HearingReply
from criteria.hearing.workflow import CAME_IN, HearingState, ReplyState
from criteria.workflow import EDITABLE
from portal.access import Permission, Role, can
from portal.desks import DeskRow, News, Source, Visit, Waiting, desk_rows, sources
from portal.links import reverse
from portal.models import User
from portal.prepared import Sql, prepared


@sources
def hearings_to_run(person: User, visit: Visit) -> Iterator[Source]:
    """For the panel: those to announce, answers to look at, comments to answer; and what has come in."""
    if can(person, Permission.CRITERIA_EDIT):
        yield _to_announce()
        yield _to_look_at()
        yield _to_work_through()
        yield _to_answer(person)
        yield _left_behind(visit)
        yield _came_in(visit)
        yield _experts_said(visit)


@prepared
def _drafts() -> Sql:
    rows = Hearing.objects.filter(state=HearingState.DRAFT).order_by("opens_on")
    return desk_rows(rows, text=F("title"), due=F("opens_on"))


def _to_announce() -> Source:
    return Source(
        _drafts(),
        lambda row: Waiting(_("Kunngjør høringen «%s»") % row.text, _page(row), _("Kunngjør"), due=row.due),
    )


@prepared
def _unseen() -> Sql:
    unseen = Count("replies", filter=Q(replies__state=ReplyState.RECEIVED))
    rows: Any = Hearing.objects.filter(state__in=[HearingState.OPEN, HearingState.CLOSED])
    rows = rows.annotate(unseen=unseen).filter(unseen__gt=0).order_by("closes_on")
    return desk_rows(rows, text=F("title"), total=F("unseen"))


def _to_look_at() -> Source:

    def in_words(row: DeskRow) -> Waiting:
        said = ngettext(
            "%(count)d svar på «%(hearing)s» er ikke sett på",
            "%(count)d svar på «%(hearing)s» er ikke sett på",
            row.total,
        )
        return Waiting(
            said % {"count": row.total, "hearing": row.text}, f"{_page(row)}svar/", _("Se på svarene")
        )

    return Source(_unseen(), in_words)


@prepared
def _unresolved() -> Sql:
    words = ~Q(replies__comments__text="", replies__comments__proposal="")
    came_in = Q(replies__state__in=CAME_IN, replies__comments__resolution=None)
    rows: Any = Hearing.objects.filter(state=HearingState.CLOSED, edition__state__in=EDITABLE)
    rows = rows.annotate(left=Count("replies__comments", filter=came_in & words)).filter(left__gt=0)
    return desk_rows(
        rows.order_by("closed_at"), text=F("title"), total=F("left"), since=TruncDate("closed_at")
    )


def _to_work_through() -> Source:

    def in_words(row: DeskRow) -> Waiting:
        said = ngettext(
            "%(count)d merknad til «%(hearing)s» er ikke besvart",
            "%(count)d merknader til «%(hearing)s» er ikke besvart",
            row.total,
        )
        return Waiting(
            said % {"count": row.total, "hearing": row.text},
            f"{_page(row)}arbeid/",
            _("Gå gjennom"),
            since=row.since,
        )

    return Source(_unresolved(), in_words)


@prepared
def _assigned(person: int) -> Sql:
    mine = HearingComment.objects.unresolved().filter(
        assigned_to=person, reply__hearing__state=HearingState.CLOSED
    )
    return desk_rows(mine.order_by("heard__position"), note=F("heard__code"), total=F("reply__hearing"))


def _to_answer(person: User) -> Source:
    return Source(
        _assigned(person.pk),
        lambda row: Waiting(
            _("Svar på merknad til %s") % (row.note or _("forslaget som helhet")),
            reverse("hearing:comment-answer", args=[row.total, row.key]),
            _("Svar"),
        ),
    )


@prepared
def _unattended(today: dt.date) -> Sql:
    left = HearingComment.objects.unresolved().filter(reply__hearing__state=HearingState.CLOSED)
    in_panel = User.objects.with_roles([Role.PANEL], on=today)
    left = left.exclude(assigned_to=None).exclude(assigned_to__in=in_panel)
    return desk_rows(
        left.order_by("heard__position", "pk"),
        note=F("heard__code"),
        text=F("assigned_to__name"),
        total=F("reply__hearing"),
    )


def _left_behind(visit: Visit) -> Source:
    """Comments with somebody who is no longer in the panel."""
    return Source(
        _unattended(visit.today),
        lambda row: Waiting(
            _("Ingen følger opp merknad til %s") % (row.note or _("forslaget som helhet")),
            reverse("hearing:comment-answer", args=[row.total, row.key]),
            _("Svar"),
            detail=_("%s har ikke lenger rollen") % row.text,
        ),
    )


@prepared
def _replies(since: dt.datetime) -> Sql:
    rows = HearingReply.objects.filter(state__in=CAME_IN, confirmed_at__gt=since)
    return desk_rows(
        rows.order_by("-confirmed_at"),
        at=F("confirmed_at"),
        text=F("hearing__title"),
        key=F("hearing"),
        total=F("number"),
        note=F("organisation"),
    )


def _came_in(visit: Visit) -> Source:
    return Source(
        _replies(visit.since),
        lambda row: News(
            row.at or visit.since,
            _("Svar nummer %(number)d på «%(hearing)s»") % {"number": row.total, "hearing": row.text},
            reverse("hearing:reply-detail", args=[row.key, row.total]),
            row.note,
        ),
    )


@prepared
def _experts(since: dt.datetime) -> Sql:
    return desk_rows(
        ExpertComment.objects.filter(said_at__gt=since).order_by("-said_at"),
        at=F("said_at"),
        text=F("expert__name"),
        slug=F("expert__edition__group__key"),
        note=F("expert__edition__number"),
    )


def _experts_said(visit: Visit) -> Source:
    return Source(
        _experts(visit.since),
        lambda row: News(
            row.at or visit.since,
            _("%s har kommentert et utkast") % row.text,
            reverse("hearing:expert-list", args=[row.slug, row.note]),
        ),
    )


@prepared
def _open(person: int) -> Sql:
    rows = Hearing.objects.filter(state=HearingState.OPEN, edition__group__subscriptions__user=person)
    return desk_rows(rows.order_by("closes_on"), text=F("title"), due=F("closes_on"))


@sources
def hearings_of_followed_groups(person: User, _visit: Visit) -> Iterator[Source]:
    """For those who follow a group: that its next edition can be answered."""
    if can(person, Permission.CRITERIA_EDIT):
        return
    yield Source(
        _open(person.pk),
        lambda row: Waiting(_("Høring: %s") % row.text, _page(row), _("Les og svar"), due=row.due),
    )


def _page(row: DeskRow) -> str:
    return reverse("hearing:hearing-detail", args=[row.key])
