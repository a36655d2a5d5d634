"""What the hearings put on people's desks: to the panel what waits, to those who follow a group what is open."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.hearing.models import ExpertComment, Hearing, HearingComment, HearingReply
from criteria.hearing.workflow import CAME_IN, HearingState, ReplyState
from criteria.workflow import EDITABLE
from portal.access import Permission, Role, can
from portal.desks import DeskRow, News, Source, Visit, Waiting, sources
from portal.links import reverse
from portal.models import User


@sources
def hearings_to_run(person: User, visit: Visit) -> Iterator[Source]:
    """For the panel: those to announce, answers to look at, comments to answer; and what has come in."""
    if can(person, Permission.CRITERIA_EDIT):
        yield _to_announce()
        yield _to_look_at()
        yield _to_work_through()
        yield _to_answer(person)
        yield _left_behind()
        yield _came_in(visit)
        yield _experts_said(visit)


HEARING = {"text": F("title"), "key": F("pk")}


def _to_announce() -> Source:
    return Source(
        Hearing.objects.filter(state=HearingState.DRAFT).order_by("opens_on"),
        lambda row: Waiting(_("Kunngjør høringen «%s»") % row.text, _page(row), _("Kunngjør"), due=row.due),
        HEARING | {"due": F("opens_on")},
    )


def _to_look_at() -> Source:
    unseen = Count("replies", filter=Q(replies__state=ReplyState.RECEIVED))
    rows = Hearing.objects.filter(state__in=[HearingState.OPEN, HearingState.CLOSED])

    def in_words(row: DeskRow) -> Waiting:
        said = ngettext(
            "%(count)d svar på «%(hearing)s» er ikke sett på",
            "%(count)d svar på «%(hearing)s» er ikke sett på",
            row.total,
        )
        return Waiting(
            said % {"count": row.total, "hearing": row.text}, f"{_page(row)}svar/", _("Se på svarene")
        )

    return Source(
        rows.annotate(unseen=unseen).filter(unseen__gt=0).order_by("closes_on"),
        in_words,
        HEARING | {"total": F("unseen")},
    )


def _to_work_through() -> Source:
    words = ~Q(replies__comments__text="", replies__comments__proposal="")
    came_in = Q(replies__state__in=CAME_IN, replies__comments__resolution=None)
    rows = Hearing.objects.filter(state=HearingState.CLOSED, edition__state__in=EDITABLE)

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

    return Source(
        rows.annotate(left=Count("replies__comments", filter=came_in & words))
        .filter(left__gt=0)
        .order_by("closed_at"),
        in_words,
        HEARING | {"total": F("left"), "since": TruncDate("closed_at")},
    )


def _to_answer(person: User) -> Source:
    mine = HearingComment.objects.unresolved().filter(
        assigned_to=person, reply__hearing__state=HearingState.CLOSED
    )
    return Source(
        mine.order_by("heard__position"),
        lambda row: Waiting(
            _("Svar på merknad til %s") % (row.note or _("forslaget som helhet")),
            reverse("hearing:comment-answer", args=[row.total, row.key]),
            _("Svar"),
        ),
        {"note": F("heard__code"), "total": F("reply__hearing"), "key": F("pk")},
    )


def _left_behind() -> Source:
    """Comments with somebody who is no longer in the panel."""
    left = HearingComment.objects.unresolved().filter(reply__hearing__state=HearingState.CLOSED)
    in_panel = User.objects.with_roles([Role.PANEL])
    return Source(
        left.exclude(assigned_to=None).exclude(assigned_to__in=in_panel).order_by("heard__position", "pk"),
        lambda row: Waiting(
            _("Ingen følger opp merknad til %s") % (row.note or _("forslaget som helhet")),
            reverse("hearing:comment-answer", args=[row.total, row.key]),
            _("Svar"),
            detail=_("%s har ikke lenger rollen") % row.text,
        ),
        {
            "note": F("heard__code"),
            "text": F("assigned_to__name"),
            "total": F("reply__hearing"),
            "key": F("pk"),
        },
    )


def _came_in(visit: Visit) -> Source:
    rows = HearingReply.objects.filter(state__in=CAME_IN, confirmed_at__gt=visit.since)
    return Source(
        rows.order_by("-confirmed_at"),
        lambda row: News(
            row.at or visit.since,
            _("Svar nummer %(number)d på «%(hearing)s»") % {"number": row.total, "hearing": row.text},
            reverse("hearing:reply-detail", args=[row.key, row.total]),
            row.note,
        ),
        {
            "at": F("confirmed_at"),
            "text": F("hearing__title"),
            "key": F("hearing"),
            "total": F("number"),
            "note": F("organisation"),
        },
    )


def _experts_said(visit: Visit) -> Source:
    return Source(
        ExpertComment.objects.filter(said_at__gt=visit.since).order_by("-said_at"),
        lambda row: News(
            row.at or visit.since,
            _("%s har kommentert et utkast") % row.text,
            reverse("hearing:expert-list", args=[row.slug, row.note]),
        ),
        {
            "at": F("said_at"),
            "text": F("expert__name"),
            "slug": F("expert__edition__group__key"),
            "note": F("expert__edition__number"),
        },
    )


@sources
def hearings_of_followed_groups(person: User, _visit: Visit) -> Iterator[Source]:
    """For those who follow a group: that its next edition can be answered."""
    if can(person, Permission.CRITERIA_EDIT):
        return
    rows = Hearing.objects.filter(state=HearingState.OPEN, edition__group__subscriptions__user=person)
    yield Source(
        rows.order_by("closes_on"),
        lambda row: Waiting(_("Høring: %s") % row.text, _page(row), _("Les og svar"), due=row.due),
        {"text": F("title"), "key": F("pk"), "due": F("closes_on")},
    )


def _page(row: DeskRow) -> str:
    return reverse("hearing:hearing-detail", args=[row.key])
