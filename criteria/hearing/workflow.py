"""The states of a hearing and of an answer to it, and the ways between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from criteria.workflow import EDIT
from portal.workflow import Button, Hand, State, Workflow


class HearingState(State):
    DRAFT = "draft", "neutral", _("Kladd")
    ANNOUNCED = "announced", "accent", _("Kommer")
    OPEN = "open", "accent", _("Åpen")
    CLOSED = "closed", "accent", _("Svarene behandles")
    SETTLED = "settled", "success", _("Ferdig behandlet")
    CANCELLED = "cancelled", "neutral", _("Avlyst")


class HearingAction(TextChoices):
    EDIT = "edit", _("Endre")
    ANNOUNCE = "announce", _("Kunngjør høringen")
    INVITE = "invite", _("Inviter flere")
    OPEN = "open", _("Åpne")
    EXTEND = "extend", _("Forleng fristen")
    CANCEL = "cancel", _("Avlys høringen")
    CLOSE = "close", _("Avslutt")
    SETTLE = "settle", _("Publiser hva som kom inn, og hva det førte til")


# The portal opens and closes on the days that were announced; settling comes with publishing the edition.
HEARING = Workflow[HearingState, HearingAction](
    name="A hearing",
    states=HearingState,
    initial=(HearingState.DRAFT,),
    table={
        (HearingState.DRAFT, HearingAction.EDIT): (HearingState.DRAFT, EDIT),
        (HearingState.DRAFT, HearingAction.INVITE): (HearingState.DRAFT, EDIT),
        (HearingState.DRAFT, HearingAction.ANNOUNCE): (HearingState.ANNOUNCED, EDIT),
        (HearingState.DRAFT, HearingAction.CANCEL): (HearingState.CANCELLED, EDIT),
        (HearingState.ANNOUNCED, HearingAction.INVITE): (HearingState.ANNOUNCED, EDIT),
        (HearingState.ANNOUNCED, HearingAction.OPEN): (HearingState.OPEN, Hand.PORTAL),
        (HearingState.ANNOUNCED, HearingAction.CANCEL): (HearingState.CANCELLED, EDIT),
        (HearingState.OPEN, HearingAction.INVITE): (HearingState.OPEN, EDIT),
        (HearingState.OPEN, HearingAction.EXTEND): (HearingState.OPEN, EDIT),
        (HearingState.OPEN, HearingAction.CANCEL): (HearingState.CANCELLED, EDIT),
        (HearingState.OPEN, HearingAction.CLOSE): (HearingState.CLOSED, Hand.PORTAL),
        (HearingState.CLOSED, HearingAction.SETTLE): (HearingState.SETTLED, Hand.PORTAL),
    },
    refused=_("Høringen er «%(state)s», så «%(action)s» er ikke mulig nå. Ingenting er endret."),
    buttons={
        HearingAction.EDIT: Button("secondary"),
        HearingAction.ANNOUNCE: Button(),
        HearingAction.INVITE: Button("secondary"),
        HearingAction.EXTEND: Button("secondary"),
        HearingAction.CANCEL: Button("tertiary", "danger"),
    },
)

# Anyone may read that it is, when it is, and what it asks about.
SEEN_BY_ALL = frozenset(HearingState) - {HearingState.DRAFT}
HAS_BEEN = frozenset({HearingState.CLOSED, HearingState.SETTLED})
IS_OVER = HAS_BEEN | {HearingState.CANCELLED}
UPCOMING = frozenset({HearingState.DRAFT, HearingState.ANNOUNCED})


class ReplyState(State):
    BEGUN = "begun", "neutral", _("Påbegynt")
    UNCONFIRMED = "unconfirmed", "accent", _("Venter på bekreftelse")
    RECEIVED = "received", "accent", _("Mottatt")
    SHOWN = "shown", "success", _("Vises")
    HIDDEN = "hidden", "neutral", _("Vises ikke")
    WITHDRAWN = "withdrawn", "neutral", _("Trukket")


class ReplyAction(TextChoices):
    WRITE = "write", _("Skriv")
    SEND = "send", _("Send inn svaret")
    CONFIRM = "confirm", _("Bekreft svaret")
    CHANGE = "change", _("Endre svaret")
    WITHDRAW = "withdraw", _("Trekk svaret")
    SHOW = "show", _("Vis svaret")
    HIDE = "hide", _("Ikke vis svaret")


# SEND leads to RECEIVED at once where the sender's address is confirmed already; see `operations/answering.py`.
REPLY = Workflow[ReplyState, ReplyAction](
    name="An answer to a hearing",
    states=ReplyState,
    initial=(ReplyState.BEGUN,),
    table={
        (ReplyState.BEGUN, ReplyAction.WRITE): (ReplyState.BEGUN, Hand.LINK),
        (ReplyState.BEGUN, ReplyAction.SEND): (ReplyState.UNCONFIRMED, Hand.LINK),
        (ReplyState.BEGUN, ReplyAction.WITHDRAW): (ReplyState.WITHDRAWN, Hand.LINK),
        (ReplyState.UNCONFIRMED, ReplyAction.CHANGE): (ReplyState.BEGUN, Hand.LINK),
        (ReplyState.UNCONFIRMED, ReplyAction.CONFIRM): (ReplyState.RECEIVED, Hand.LINK),
        (ReplyState.UNCONFIRMED, ReplyAction.WITHDRAW): (ReplyState.WITHDRAWN, Hand.LINK),
        (ReplyState.RECEIVED, ReplyAction.CHANGE): (ReplyState.BEGUN, Hand.LINK),
        (ReplyState.RECEIVED, ReplyAction.WITHDRAW): (ReplyState.WITHDRAWN, Hand.LINK),
        (ReplyState.RECEIVED, ReplyAction.SHOW): (ReplyState.SHOWN, EDIT),
        (ReplyState.RECEIVED, ReplyAction.HIDE): (ReplyState.HIDDEN, EDIT),
        (ReplyState.SHOWN, ReplyAction.CHANGE): (ReplyState.BEGUN, Hand.LINK),
        (ReplyState.SHOWN, ReplyAction.WITHDRAW): (ReplyState.WITHDRAWN, Hand.LINK),
        (ReplyState.SHOWN, ReplyAction.HIDE): (ReplyState.HIDDEN, EDIT),
        (ReplyState.HIDDEN, ReplyAction.SHOW): (ReplyState.SHOWN, EDIT),
        (ReplyState.HIDDEN, ReplyAction.WITHDRAW): (ReplyState.WITHDRAWN, Hand.LINK),
    },
    refused=_("Svaret er «%(state)s», så «%(action)s» er ikke mulig nå. Ingenting er endret."),
    buttons={
        ReplyAction.SHOW: Button("secondary", at_once=True),
        ReplyAction.HIDE: Button("tertiary", "danger"),
    },
)

# Has come in: counted, and every word of it is to be answered.
CAME_IN = frozenset({ReplyState.RECEIVED, ReplyState.SHOWN, ReplyState.HIDDEN})
