"""Which answers are for all to read: nothing is deleted, and what is not shown says why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.hearing.models import HearingReply
from criteria.hearing.operations import letters, printing
from criteria.hearing.workflow import REPLY, ReplyAction
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations import records
from portal.operations.outbox import post


@transaction.atomic
def show(*, reply: HearingReply, seen: str | None = None, by: User) -> HearingReply:
    """Let an answer through, as it was `seen`. Who was told that it is hidden is told that it is shown.

    Raises `Denied`, `Conflict` or `Stale`.
    """
    reply = _locked(reply)
    target = REPLY.guard(reply, ReplyAction.SHOW, by)
    records.require_same(seen, reply.mark, about=reply)
    was_hidden = reply.is_hidden
    reply.state, reply.hidden_because = target, ""
    with because(_("Viste svaret"), by):
        reply.save(update_fields=["state", "hidden_because"])
    if was_hidden and reply.email:
        post([letters.of_showing(reply)])
    printing.redraw(hearing=reply.hearing, by=by)
    return reply


@transaction.atomic
def hide(*, reply: HearingReply, reason: str, seen: str | None = None, by: User) -> HearingReply:
    """Keep an answer from being shown; `reason` stands in its place and is sent to its sender.

    It is worked through like the others. Raises `Denied`, `Conflict` or `Stale`.
    """
    reply = _locked(reply)
    target = REPLY.guard(reply, ReplyAction.HIDE, by)
    records.require_same(seen, reply.mark, about=reply)
    if not reason.strip():
        raise Conflict(_("Skriv hvorfor svaret ikke vises."), about=reply)
    reply.state, reply.hidden_because = target, reason.strip()
    with because(reason, by):
        reply.save(update_fields=["state", "hidden_because"])
    if reply.email:
        post([letters.of_hiding(reply, reply.hidden_because)])
    printing.redraw(hearing=reply.hearing, by=by)
    return reply


def _locked(reply: HearingReply) -> HearingReply:
    return records.locked(reply, HearingReply.objects.select_related("hearing__edition__group"))
