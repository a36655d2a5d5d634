"""The states of a request for help and the ways between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.workflow import Button, Hand, State, Workflow


class RequestState(State):
    NEW = "new", "accent", _("Ny")
    ACTIVE = "active", "accent", _("Under arbeid")
    CLOSED = "closed", "success", _("Lukket")


class RequestAction(TextChoices):
    ANSWER = "answer", _("Send svar")
    CLOSE = "close", _("Lukk saken")
    HAND_OVER = "hand_over", _("Overfør til et annet knutepunkt")
    REOPEN = "reopen", _("Åpne på nytt")
    WRITE = "write", _("Skriv mer")


RECORD = Permission.WORK_RECORD

# WRITE is the asker's: a word more opens a closed request again.
REQUEST = Workflow[RequestState, RequestAction](
    name="A request for help",
    states=RequestState,
    initial=(RequestState.NEW,),
    table={
        (RequestState.NEW, RequestAction.ANSWER): (RequestState.ACTIVE, RECORD),
        (RequestState.NEW, RequestAction.CLOSE): (RequestState.CLOSED, RECORD),
        (RequestState.NEW, RequestAction.HAND_OVER): (RequestState.NEW, RECORD),
        (RequestState.NEW, RequestAction.WRITE): (RequestState.NEW, Hand.LINK),
        (RequestState.ACTIVE, RequestAction.ANSWER): (RequestState.ACTIVE, RECORD),
        (RequestState.ACTIVE, RequestAction.CLOSE): (RequestState.CLOSED, RECORD),
        (RequestState.ACTIVE, RequestAction.HAND_OVER): (RequestState.NEW, RECORD),
        (RequestState.ACTIVE, RequestAction.WRITE): (RequestState.ACTIVE, Hand.LINK),
        (RequestState.CLOSED, RequestAction.REOPEN): (RequestState.ACTIVE, RECORD),
        (RequestState.CLOSED, RequestAction.WRITE): (RequestState.ACTIVE, Hand.LINK),
    },
    refused=_("Saken er «%(state)s», så «%(action)s» er ikke mulig nå. Ingenting er endret."),
    buttons={
        RequestAction.CLOSE: Button(),
        RequestAction.HAND_OVER: Button("secondary"),
        RequestAction.REOPEN: Button("secondary", at_once=True),
    },
)
