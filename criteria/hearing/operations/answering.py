"""An answer to a hearing, by whoever has its link: begun, written, sent, confirmed by e-mail, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from criteria.hearing.models import (
    HeardCriterion,
    Hearing,
    HearingComment,
    HearingReply,
    Invitation,
    SenderKind,
)
from criteria.hearing.operations import erasing, letters
from criteria.hearing.workflow import REPLY, HearingState, ReplyAction, ReplyState
from portal import clock, formats
from portal.errors import Conflict
from portal.history import because
from portal.operations import records
from portal.operations.outbox import post

CONFIRMS = "criteria.hearing.confirm"  # salt of the key in the mail
MAIL_AGAIN = dt.timedelta(minutes=10)  # between two mails that ask for the same confirmation
LATE_CONFIRMATION = dt.timedelta(days=7)  # after the deadline, of an answer that was sent in time


@transaction.atomic
def begin(
    *, hearing: Hearing, values: Mapping[str, Any], invitation: Invitation | None = None
) -> HearingReply:
    """An answer to write in, and its link by e-mail. `values` are the sender's own fields.

    Raises `Conflict` where the hearing is not open.
    """
    hearing = _open(hearing)
    reply = HearingReply(
        hearing=hearing, invitation=invitation, begun_at=clock.now(), consented_at=clock.now()
    )
    _take_sender(reply, values)
    with because(_("Begynte på et svar"), None):
        reply.save()
    post([letters.of_beginning(reply)])
    return reply


def _take_sender(reply: HearingReply, values: Mapping[str, Any]) -> None:
    """A private person has no organisation, an organisation shows its name."""
    records.fill(reply, values)
    if reply.kind == SenderKind.PRIVATE:
        reply.organisation = reply.org_number = ""
    else:
        reply.shows_name = False


@transaction.atomic
def describe(*, reply: HearingReply, values: Mapping[str, Any], seen: str | None = None) -> HearingReply:
    """Keep who answers, as it was `seen`. The address is not changed: it is whose answer it is.

    Raises `Conflict` or `Stale`.
    """
    reply = writable(reply, ReplyAction.WRITE)
    records.require_seen(reply, seen, values)
    _take_sender(reply, values)
    with because(_("Endret hvem som svarer"), None):
        reply.save()
    return reply


@transaction.atomic
def write(
    *, comment: HearingComment, values: Mapping[str, Any], seen: str | None = None
) -> HearingComment | None:
    """Keep what is said of one criterion or of the whole, new or as it was `seen`; nothing said is no comment.

    Returns None where it is taken out. Raises `Conflict`, or `Stale` where another window was there first.
    """
    reply = writable(comment.reply, ReplyAction.WRITE)
    standing = reply.comments.select_for_update(of=("self",)).filter(heard=comment.heard_id).first()
    if standing is not None:
        records.require_seen(standing, seen, values)
    comment = standing or HearingComment(reply=reply, heard=comment.heard)
    _require_said_of_criterion(comment, values)
    records.fill(comment, values)
    with because(_("Skrev i svaret"), None):
        if comment.asks_for_an_answer or comment.stance != "neutral":
            comment.save()
            return comment
        if comment.pk is not None:
            comment.delete()
        return None


def _require_said_of_criterion(comment: HearingComment, values: Mapping[str, Any]) -> None:
    """Raise `Conflict` for a wording of the whole, or of a criterion in another hearing."""
    heard: HeardCriterion | None = comment.heard
    if heard is None and values.get("proposal"):
        raise Conflict(_("Foreslå ordlyd på det enkelte kriteriet."))
    if heard is not None and heard.hearing_id != comment.reply.hearing_id:
        raise Conflict(_("Kriteriet er ikke med i denne høringen."))


@transaction.atomic
def send(*, reply: HearingReply, seen: str | None = None) -> HearingReply:
    """Hand the answer in. It counts when it is confirmed from the mail; an address is confirmed once. Twice changes
    nothing.

    `seen` is `mark_of` what the sender looked at. Raises `Conflict` where it is empty, or `Stale`.
    """
    _open(reply.hearing)
    reply = _locked(reply)
    if reply.waits_for_confirmation or reply.has_come_in:
        return reply
    REPLY.target(reply, ReplyAction.SEND)
    records.require_same(seen, mark_of(reply), about=reply)
    if not reply.comments.exists() and not reply.attachments.exists():
        raise Conflict(
            _("Svaret er tomt. Skriv en merknad, eller si hva dere mener om forslaget."), about=reply
        )
    before, reply.sent_at = reply.sent_at, clock.now()
    with because(_("Sendte inn svaret"), None):
        if reply.confirmed_at is not None:
            _receive(reply)
        else:
            reply.state = REPLY.target(reply, ReplyAction.SEND)
            reply.save(update_fields=["state", "sent_at"])
            if before is None or reply.sent_at - before > MAIL_AGAIN:  # the link in the last one is the same
                post([letters.of_confirmation(reply, confirmation_key(reply))])
    return reply


def mark_of(reply: HearingReply) -> str:
    """The answer with all that is in it, as a mark: which words were looked at."""
    said = reply.comments.order_by("pk").values_list("pk", "version")
    files = reply.attachments.order_by("pk").values_list("pk", flat=True)
    return f"{reply.mark}-{'.'.join(f'{pk}v{version}' for pk, version in said)}-{'.'.join(map(str, files))}"


def confirmation_key(reply: HearingReply) -> str:
    """What only the mail says: signed with the portal's secret, for this answer and this address."""
    return signing.Signer(salt=CONFIRMS).signature(f"{reply.pk}:{reply.email.lower()}").replace("=", "")


def confirms(reply: HearingReply, key: str) -> bool:
    return constant_time_compare(confirmation_key(reply), key)


@transaction.atomic
def confirm(*, reply: HearingReply, key: str) -> HearingReply:
    """The sender says, from the mail, that it is theirs. Twice changes nothing.

    Raises `Conflict` where the key is another's, or it is too late.
    """
    hearing = (
        Hearing.objects.select_for_update(of=("self",)).select_related("edition").get(pk=reply.hearing_id)
    )
    reply = _locked(reply)
    if not confirms(reply, key):
        raise Conflict(_("Lenken er ikke riktig. Bruk den nyeste e-posten du har fått."))
    if reply.has_come_in or (reply.is_written_in and reply.confirmed_at):
        return reply
    REPLY.target(reply, ReplyAction.CONFIRM)
    late = hearing.state == HearingState.CLOSED and clock.today() <= hearing.closes_on + LATE_CONFIRMATION
    if hearing.state != HearingState.OPEN and not late:
        raise Conflict(_closed_words(hearing), about=hearing)
    reply.confirmed_at = clock.now()
    with because(_("Bekreftet svaret"), None):
        _receive(reply)
        if hearing.state == HearingState.CLOSED and hearing.showing == "at_closing":
            reply.state = REPLY.target(reply, ReplyAction.SHOW)
            reply.save(update_fields=["state"])
    post([letters.of_receipt(reply)])
    return reply


def _receive(reply: HearingReply) -> None:
    """It has come in; it gets its number the first time."""
    if reply.number is None:
        others = HearingReply.objects.filter(hearing=reply.hearing_id)
        reply.number = (others.aggregate(last=Max("number"))["last"] or 0) + 1
    reply.state = ReplyState.RECEIVED
    reply.save(update_fields=["state", "number", "sent_at", "confirmed_at"])


@transaction.atomic
def change(*, reply: HearingReply) -> HearingReply:
    """Take it up again to write more, as long as the hearing is open. It must be sent again; at the deadline what
    stands counts. Raises `Conflict`."""
    reply = writable(reply, ReplyAction.CHANGE)
    reply.state = REPLY.target(reply, ReplyAction.CHANGE)
    with because(_("Tok opp svaret for å endre det"), None):
        reply.save(update_fields=["state"])
    return reply


@transaction.atomic
def withdraw(*, reply: HearingReply, seen: str | None = None) -> HearingReply:
    """Take the answer back, as it was `seen`, before the deadline: all in it is erased. Twice changes nothing.

    Raises `Conflict` after it, or `Stale`.
    """
    _open(reply.hearing)
    reply = _locked(reply)
    if reply.is_withdrawn:
        return reply
    records.require_same(seen, reply.mark, about=reply)
    reply.state = REPLY.target(reply, ReplyAction.WITHDRAW)
    reply.withdrawn_at, reply.hidden_because = clock.now(), ""
    with because(_("Trakk svaret"), None):
        reply.save(update_fields=["state", "withdrawn_at", "hidden_because"])
        erasing.empty(reply)
    return reply


def writable(reply: HearingReply, action: ReplyAction) -> HearingReply:
    """The locked answer where `action` is possible: by its state, and the hearing is open. Raises `Conflict`."""
    _open(reply.hearing)
    reply = _locked(reply)
    REPLY.target(reply, action)
    return reply


def is_open(hearing: Hearing) -> bool:
    """Whether it can be answered now, also where it is not closed yet though its last day is over."""
    return hearing.is_open and hearing.closes_on >= clock.today()


def require_open(hearing: Hearing) -> None:
    """Raise `Conflict`, in words, where it cannot be answered."""
    if not is_open(hearing):
        raise Conflict(_closed_words(hearing), about=hearing)


def _open(hearing: Hearing) -> Hearing:
    """The hearing with its lock, so that it does not close meanwhile. Raises `Conflict` where it is not open."""
    rows = Hearing.objects.select_for_update(of=("self",), no_key=True).select_related("edition__group")
    hearing = rows.get(pk=hearing.pk)
    require_open(hearing)
    return hearing


def _closed_words(hearing: Hearing) -> str:
    if hearing.is_coming:
        return _("Høringen åpner %s. Da kan du svare.") % formats.day_in_words(hearing.opens_on)
    if hearing.is_cancelled:
        return _("Høringen er avlyst, og det kan ikke svares på den.")
    return _("Fristen var %s, og svaret kan ikke endres lenger.") % formats.day_in_words(hearing.closes_on)


def _locked(reply: HearingReply) -> HearingReply:
    return records.locked(reply, HearingReply.objects.select_related("hearing__edition__group"))
