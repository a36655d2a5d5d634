"""The states of an annual report and the ways between them.

The one table draws the buttons, guards the operations, and gives `docs/workflow.md` its diagram.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can, refusal
from portal.errors import Conflict

if TYPE_CHECKING:
    from portal.access import Person
    from reporting.models import AnnualReport


class Status(TextChoices):
    DRAFT = "draft", _("Under arbeid")
    AWAITING_SIGNATURE = "awaiting_signature", _("Til signering")
    DELIVERED = "delivered", _("Levert")
    IN_REVIEW = "in_review", _("Til vurdering")
    APPROVED = "approved", _("Godkjent")
    PUBLISHED = "published", _("Publisert")


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

TRANSITIONS: dict[tuple[Status, Action], tuple[Status, Permission]] = {
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
}

PERMISSION_FOR: dict[Action, Permission] = {
    action: permission for (_state, action), (_target, permission) in TRANSITIONS.items()
}

# In these the newest sealed version is the report; in the others the live answers are.
HANDED_IN = frozenset({Status.DELIVERED, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED})


@dataclass(frozen=True)
class Step:
    """One button: what it does, and why it is not for this person where it is not."""

    action: Action
    allowed: bool
    reason: str

    @property
    def url_name(self) -> str:
        return f"reporting:report-{self.action.value.replace('_', '-')}"


def target(report: AnnualReport, action: Action) -> Status:
    """The state that `action` leads to. Raises `Conflict` where the report's state does not allow it."""
    try:
        return TRANSITIONS[Status(report.status), action][0]
    except KeyError:
        reason = _t(
            "Rapporten er «%(status)s», så «%(action)s» er ikke mulig nå. Noen kan ha vært her før deg. "
            "Ingenting er endret."
        ) % {"status": report.get_status_display(), "action": action.label}
        raise Conflict(reason, about=report) from None


def steps(report: AnnualReport, user: Person) -> list[Step]:
    """The ways on from the report's state, in the table's order."""
    return [
        Step(action, allowed := can(user, permission, report), "" if allowed else refusal(permission))
        for (state, action), (_target, permission) in TRANSITIONS.items()
        if state == report.status
    ]
