"""The states of a file of rows on its way in, and the ways between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.workflow import Button, Hand, OfRow, State, Workflow


class UploadState(State):
    CHECKING = "checking", "accent", _("Kontrolleres")
    UNREAD = "unread", "danger", _("Ikke kontrollert")
    ASKED = "asked", "accent", _("Venter på valg")
    WRONG = "wrong", "danger", _("Må rettes")
    READY = "ready", "success", _("Klar til import")
    IMPORTING = "importing", "accent", _("Importeres")
    STOPPED = "stopped", "danger", _("Stoppet")
    DONE = "done", "success", _("Importert")
    UNDONE = "undone", "neutral", _("Angret")


class UploadAction(TextChoices):
    ASK = "ask", _("Spør om filen")
    CHOOSE = "choose", _("Kontroller med disse valgene")
    REJECT = "reject", _("Finn feil")
    CLEAR = "clear", _("Kontroller uten feil")
    READ_AGAIN = "read_again", _("Les filen på nytt")
    ACCEPT = "accept", _("Importer radene")
    FINISH = "finish", _("Fullfør importen")
    STOP = "stop", _("Stopp")
    UNDO = "undo", _("Angre importen")


KEEPER = OfRow(frozenset({Permission.WORK_RECORD, Permission.FOLLOW_UP}), lambda upload: upload.permission)

UPLOAD = Workflow[UploadState, UploadAction](
    name="A file of rows to import",
    states=UploadState,
    initial=(UploadState.CHECKING,),
    table={
        (UploadState.CHECKING, UploadAction.ASK): (UploadState.ASKED, Hand.PORTAL),
        (UploadState.ASKED, UploadAction.CHOOSE): (UploadState.CHECKING, KEEPER),
        (UploadState.CHECKING, UploadAction.REJECT): (UploadState.WRONG, Hand.PORTAL),
        (UploadState.CHECKING, UploadAction.CLEAR): (UploadState.READY, Hand.PORTAL),
        (UploadState.CHECKING, UploadAction.STOP): (UploadState.UNREAD, Hand.PORTAL),
        (UploadState.UNREAD, UploadAction.READ_AGAIN): (UploadState.CHECKING, KEEPER),
        (UploadState.UNREAD, UploadAction.ASK): (UploadState.ASKED, Hand.PORTAL),
        (UploadState.UNREAD, UploadAction.REJECT): (UploadState.WRONG, Hand.PORTAL),
        (UploadState.UNREAD, UploadAction.CLEAR): (UploadState.READY, Hand.PORTAL),
        (UploadState.READY, UploadAction.ACCEPT): (UploadState.IMPORTING, KEEPER),
        (UploadState.READY, UploadAction.READ_AGAIN): (UploadState.CHECKING, KEEPER),
        (UploadState.WRONG, UploadAction.READ_AGAIN): (UploadState.CHECKING, KEEPER),
        (UploadState.STOPPED, UploadAction.READ_AGAIN): (UploadState.CHECKING, KEEPER),
        (UploadState.IMPORTING, UploadAction.FINISH): (UploadState.DONE, Hand.PORTAL),
        (UploadState.IMPORTING, UploadAction.REJECT): (UploadState.WRONG, Hand.PORTAL),
        (UploadState.IMPORTING, UploadAction.STOP): (UploadState.STOPPED, Hand.PORTAL),
        (UploadState.STOPPED, UploadAction.ACCEPT): (UploadState.IMPORTING, KEEPER),
        (UploadState.STOPPED, UploadAction.FINISH): (UploadState.DONE, Hand.PORTAL),
        (UploadState.STOPPED, UploadAction.REJECT): (UploadState.WRONG, Hand.PORTAL),
        (UploadState.DONE, UploadAction.UNDO): (UploadState.UNDONE, KEEPER),
    },
    refused=_("Filen er «%(state)s», så «%(action)s» er ikke mulig nå. Ingenting er endret."),
    buttons={
        UploadAction.READ_AGAIN: Button(at_once=True),
        UploadAction.ACCEPT: Button(at_once=True),
        UploadAction.UNDO: Button("tertiary", "danger", at_once=True),
    },
)
