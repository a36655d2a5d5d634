"""A hearing while it runs: it opens and closes by its days, can be extended or called off, and reminds."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from criteria.hearing.days import far_words, is_far
from criteria.hearing.models import (
    HeardCriterion,
    Hearing,
    HearingExtension,
    HearingReminder,
    HearingReply,
    Showing,
)
from criteria.hearing.operations import letters
from criteria.hearing.operations.answering import confirmation_key
from criteria.hearing.workflow import CAME_IN, HEARING, HearingAction, HearingState, ReplyState
from criteria.operations import editions
from criteria.workflow import EditionAction
from portal import clock, formats
from portal.access import Role
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations import records
from portal.operations.notifications import notify
from portal.operations.outbox import post, post_as_previewed

REMINDED = (14, 3)  # days before the deadline
LATEST = 2  # days after its day that a reminder is still sent, if the portal was down


@transaction.atomic
def open_now(*, hearing: Hearing, by: User | None = None) -> Hearing:
    """Open an announced hearing: the text is kept as it stands, and the draft cannot be changed meanwhile.

    Raises `Conflict` where the edition is not fit for it, or the hearing is not announced.
    """
    hearing = _locked(hearing)
    hearing.state = HEARING.target(hearing, HearingAction.OPEN)
    editions.follow_hearing(edition=hearing.edition, action=EditionAction.SEND_ON_HEARING, by=by)
    HeardCriterion.objects.bulk_create(
        HeardCriterion(
            hearing=hearing,
            position=place,
            **{name: getattr(row, name) for name in ("code", "type", "level", "title", *TEXTS)},
        )
        for place, row in enumerate(hearing.edition.criteria.order_by("position", "pk"), start=1)
    )
    hearing.opened_at = clock.now()
    with because(_("Åpnet høringen"), by):
        hearing.save(update_fields=["state", "opened_at"])
    return hearing


TEXTS = ("text", "verification", "rationale")


@transaction.atomic
def close_now(*, hearing: Hearing, on: dt.date) -> bool:
    """After the last day: nobody writes any more, and the draft can be worked on. Returns whether this closed it.

    An answer that was sent, confirmed and taken up again for changes counts as it stands. Where all answers are shown
    at once, they are now. One that was extended meanwhile stays open.
    """
    hearing = _locked(hearing)
    if hearing.state != HearingState.OPEN or hearing.closes_on >= on:
        return False
    hearing.state = HEARING.target(hearing, HearingAction.CLOSE)
    hearing.closed_at = clock.now()
    with because(_("Fristen er ute"), None):
        taken_up = hearing.replies.filter(state=ReplyState.BEGUN, confirmed_at__isnull=False)
        for reply in taken_up.select_for_update(of=("self",)):
            reply.state = ReplyState.RECEIVED
            reply.save(update_fields=["state"])
        if hearing.showing == Showing.AT_CLOSING:
            hearing.replies.filter(state=ReplyState.RECEIVED).update(state=ReplyState.SHOWN)
        hearing.save(update_fields=["state", "closed_at"])
        editions.follow_hearing(edition=hearing.edition, action=EditionAction.CLOSE_HEARING)
    _tell_panel(
        _("Høringen er avsluttet: %s") % hearing,
        _("%d svar er kommet inn. Gå gjennom merknadene, så kan utgaven publiseres.")
        % hearing.replies.came_in().count(),
        f"{hearing.get_absolute_url()}arbeid/",
    )
    return True


@transaction.atomic
def extend(
    *, hearing: Hearing, to_on: dt.date, reason: str, seen: str | None = None, previewed: str = "", by: User
) -> HearingExtension:
    """A later deadline, told to all who are invited or have begun to answer.

    Raises `Denied`, `Stale`, `Conflict` where the day is not later, or `Unseen`.
    """
    hearing = _locked(hearing)
    HEARING.guard(hearing, HearingAction.EXTEND, by)
    records.require_same(seen, hearing.mark, about=hearing)
    if to_on <= hearing.closes_on or to_on < clock.today():
        raise Conflict(_("Den nye fristen må være etter %s.") % formats.day_in_words(hearing.closes_on))
    if is_far(to_on):
        raise Conflict(far_words(to_on))
    if not reason.strip():
        raise Conflict(_("Skriv hvorfor fristen forlenges."))
    extension = HearingExtension.objects.create(
        hearing=hearing,
        from_on=hearing.closes_on,
        to_on=to_on,
        reason=reason,
        extended_at=clock.now(),
        extended_by=by,
    )
    hearing.closes_on = to_on
    with because(reason, by):
        hearing.save(update_fields=["closes_on"])
    post_as_previewed(to_all(hearing, letters.of_extension(hearing, reason)), previewed)
    return extension


@transaction.atomic
def cancel(
    *, hearing: Hearing, reason: str, seen: str | None = None, previewed: str = "", by: User
) -> Hearing:
    """Call it off; the draft can be worked on again, and what has come in is kept but not shown.

    Those who have been told of it are told. Raises `Denied`, `Stale`, `Conflict` or `Unseen`.
    """
    hearing = _locked(hearing)
    target = HEARING.guard(hearing, HearingAction.CANCEL, by)
    records.require_same(seen, hearing.mark, about=hearing)
    if not reason.strip():
        raise Conflict(_("Skriv hvorfor høringen avlyses."))
    was_open = hearing.is_open
    hearing.state, hearing.cancelled_because = target, reason.strip()
    with because(reason, by):
        hearing.save(update_fields=["state", "cancelled_because"])
        if was_open:
            editions.follow_hearing(edition=hearing.edition, action=EditionAction.CLOSE_HEARING, by=by)
    post_as_previewed(to_all(hearing, letters.of_cancellation(hearing, reason)), previewed)
    return hearing


def to_all(hearing: Hearing, words: tuple[str, str]) -> list[Letter]:
    """Subject and text to each who got the invitation or has begun an answer, once to each address."""
    people = {one.email.lower(): one.email for one in hearing.invitations.filter(sent_at__isnull=False)}
    writing = hearing.replies.exclude(state=ReplyState.WITHDRAWN).exclude(email="")
    people |= {one.email.lower(): one.email for one in writing}
    return [letters.to_one(hearing, email, *words) for email in sorted(people.values())]


def follow_the_days(*, on: dt.date) -> int:
    """Open, close and remind as the days say; returns how many did. Two at the same time, or twice, is once."""
    done = 0
    for hearing in Hearing.objects.to_open(on=on):
        done += _open_or_say_why(hearing, on)
    for hearing in Hearing.objects.to_close(on=on):
        done += close_now(hearing=hearing, on=on)
    for hearing in Hearing.objects.filter(state=HearingState.OPEN):
        done += remind(hearing=hearing, on=on)
    return done


def _open_or_say_why(hearing: Hearing, on: dt.date) -> bool:
    """One whose draft is no longer fit stays as it is; the panel hears why, once."""
    try:
        open_now(hearing=hearing)
    except Conflict as conflict:
        hearing.refresh_from_db()
        if hearing.is_coming and _first_time(hearing, days_before=0, about=hearing.opens_on):
            _tell_panel(
                _("Høringen kunne ikke åpnes: %s") % hearing, conflict.reason, hearing.get_absolute_url()
            )
        return False
    return True


@transaction.atomic
def remind(*, hearing: Hearing, on: dt.date) -> bool:
    """Write to the invited who have not answered, and to those who have begun and not sent, near the deadline."""
    days = [d for d in REMINDED if 0 <= d - (hearing.closes_on - on).days <= LATEST]
    if not days or not _first_time(hearing, days_before=days[0], about=hearing.closes_on):
        return False
    replies = HearingReply.objects.filter(hearing=hearing)
    answered = {row.email.lower() for row in replies.filter(state__in=CAME_IN)}
    post(
        letters.of_reminder(hearing, one)
        for one in hearing.invitations.filter(sent_at__isnull=False)
        if one.email.lower() not in answered and not one.replies.filter(state__in=CAME_IN).exists()
    )
    post(
        letters.of_unsent(hearing, reply, confirmation_key(reply) if reply.waits_for_confirmation else "")
        for reply in replies.filter(state__in=UNSENT).exclude(email="")
    )
    return True


UNSENT = (ReplyState.BEGUN, ReplyState.UNCONFIRMED)


def _first_time(hearing: Hearing, *, days_before: int, about: dt.date) -> bool:
    """Whether nobody has said it yet; says that it is said."""
    try:
        with transaction.atomic():
            HearingReminder.objects.create(
                hearing=hearing, closes_on=about, days_before=days_before, sent_at=clock.now()
            )
    except IntegrityError:
        return False
    return True


def _tell_panel(subject: str, body: str, path: str) -> None:
    notify(
        users=User.objects.with_roles([Role.PANEL]), subject=subject, body=body, path=path, is_handover=True
    )


def _locked(hearing: Hearing) -> Hearing:
    return records.locked(hearing, Hearing.objects.select_related("edition__group"))
