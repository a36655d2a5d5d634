"""The states of an annual report and the ways between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.workflow import Button, State, Workflow


class Status(State):
    DRAFT = "draft", "neutral", _("Under arbeid")
    AWAITING_SIGNATURE = "awaiting_signature", "accent", _("Til signering")
    DELIVERED = "delivered", "accent", _("Levert")
    IN_REVIEW = "in_review", "accent", _("Til vurdering")
    APPROVED = "approved", "success", _("Godkjent")
    PUBLISHED = "published", "success", _("Publisert")


class Action(TextChoices):
    SUBMIT = "submit", _("Send til signering")
    SEND_BACK = "send_back", _("Send tilbake til koordinatoren")
    SIGN = "sign", _("Signer og lever")
    WITHDRAW = "withdraw", _("Trekk tilbake")
    START_REVIEW = "start_review", _("Start vurderingen")
    RETURN = "return", _("Returner til fylket")
    APPROVE = "approve", _("Godkjenn")
    PUBLISH = "publish", _("Publiser")
    REOPEN = "reopen", _("Åpne på nytt")


# What history calls a step once it is taken.
DONE: dict[Action, str | Promise] = {
    Action.SUBMIT: _("Sendt til signering"),
    Action.SEND_BACK: _("Sendt tilbake til koordinatoren"),
    Action.SIGN: _("Signert og levert"),
    Action.WITHDRAW: _("Trukket tilbake"),
    Action.START_REVIEW: _("Vurdering startet"),
    Action.RETURN: _("Returnert til fylket"),
    Action.APPROVE: _("Godkjent"),
    Action.PUBLISH: _("Publisert"),
    Action.REOPEN: _("Åpnet på nytt"),
}

# Taken on the page where the report is read and commented on, chapter by chapter.
REVIEW = frozenset({Action.START_REVIEW, Action.RETURN, Action.APPROVE})

# These open the report for writing again.
BACK = (Action.SEND_BACK, Action.RETURN, Action.WITHDRAW, Action.REOPEN)

REPORT = Workflow[Status, Action](
    name="An annual report",
    states=Status,
    initial=(Status.DRAFT,),
    column="status",
    table={
        (Status.DRAFT, Action.SUBMIT): (Status.AWAITING_SIGNATURE, Permission.REPORT_SUBMIT),
        (Status.AWAITING_SIGNATURE, Action.SIGN): (Status.DELIVERED, Permission.REPORT_SIGN),
        (Status.AWAITING_SIGNATURE, Action.SEND_BACK): (Status.DRAFT, Permission.REPORT_SEND_BACK),
        (Status.DELIVERED, Action.WITHDRAW): (Status.DRAFT, Permission.REPORT_WITHDRAW),
        (Status.DELIVERED, Action.START_REVIEW): (Status.IN_REVIEW, Permission.REPORT_REVIEW),
        (Status.IN_REVIEW, Action.RETURN): (Status.DRAFT, Permission.REPORT_REVIEW),
        (Status.IN_REVIEW, Action.APPROVE): (Status.APPROVED, Permission.REPORT_REVIEW),
        (Status.APPROVED, Action.PUBLISH): (Status.PUBLISHED, Permission.REPORT_PUBLISH),
        (Status.APPROVED, Action.REOPEN): (Status.DRAFT, Permission.REPORT_REVIEW),
        (Status.PUBLISHED, Action.REOPEN): (Status.DRAFT, Permission.REPORT_REVIEW),
    },
    refused=_(
        "Rapporten er «%(state)s», så «%(action)s» er ikke mulig nå. Noen kan ha vært her før deg. "
        "Ingenting er endret."
    ),
    buttons={
        Action.SUBMIT: Button(),
        Action.SIGN: Button(),
        Action.SEND_BACK: Button("secondary"),
        Action.WITHDRAW: Button("secondary"),
        Action.PUBLISH: Button(),
        Action.REOPEN: Button("secondary"),
    },
)

# In these the newest sealed version is the report; in the others the live answers are.
HANDED_IN = frozenset({Status.DELIVERED, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED})
