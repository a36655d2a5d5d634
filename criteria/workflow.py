"""The states of an edition of criteria and the ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, require
from portal.errors import Conflict
from portal.workflow import Button, Hand, State, Workflow

if TYPE_CHECKING:
    from criteria.models import CriteriaSet
    from portal.access import Person


class EditionState(State):
    DRAFT = "draft", "neutral", _("Utkast")
    ON_HEARING = "on_hearing", "accent", _("På høring")
    REVISED = "revised", "neutral", _("Bearbeides etter høring")
    PUBLISHED = "published", "success", _("Gjeldende")
    SUPERSEDED = "superseded", "neutral", _("Erstattet")
    WITHDRAWN = "withdrawn", "neutral", _("Trukket tilbake")


class EditionAction(TextChoices):
    SEND_ON_HEARING = "send_on_hearing", _("Send på høring")
    CLOSE_HEARING = "close_hearing", _("Avslutt høringen")
    PUBLISH = "publish", _("Publiser")
    WITHDRAW = "withdraw", _("Trekk tilbake")
    SUPERSEDE = "supersede", _("Erstatt med ny utgave")


EDIT = Permission.CRITERIA_EDIT

# Nobody takes SUPERSEDE by hand, for publishing the next edition does; nor the hearing's two, for it opens and closes
# by its own days (`criteria.hearing`).
EDITION = Workflow[EditionState, EditionAction](
    name="An edition of criteria",
    states=EditionState,
    initial=(EditionState.DRAFT,),
    table={
        (EditionState.DRAFT, EditionAction.SEND_ON_HEARING): (EditionState.ON_HEARING, Hand.PORTAL),
        (EditionState.DRAFT, EditionAction.PUBLISH): (EditionState.PUBLISHED, EDIT),
        (EditionState.ON_HEARING, EditionAction.CLOSE_HEARING): (EditionState.REVISED, Hand.PORTAL),
        (EditionState.REVISED, EditionAction.SEND_ON_HEARING): (EditionState.ON_HEARING, Hand.PORTAL),
        (EditionState.REVISED, EditionAction.PUBLISH): (EditionState.PUBLISHED, EDIT),
        (EditionState.PUBLISHED, EditionAction.SUPERSEDE): (EditionState.SUPERSEDED, Hand.PORTAL),
        (EditionState.PUBLISHED, EditionAction.WITHDRAW): (EditionState.WITHDRAWN, EDIT),
    },
    refused=_("Utgaven er «%(state)s». Derfor kan du ikke velge «%(action)s»."),
    buttons={
        EditionAction.PUBLISH: Button("secondary"),
        EditionAction.WITHDRAW: Button("tertiary", "danger"),
    },
)

EDITABLE = frozenset({EditionState.DRAFT, EditionState.REVISED})
UNFINISHED = frozenset({EditionState.DRAFT, EditionState.ON_HEARING, EditionState.REVISED})
PUBLIC = frozenset(EditionState) - EDITABLE
FINAL = frozenset(EditionState) - UNFINISHED  # no word of them changes again


def require_editable(user: Person, edition: CriteriaSet) -> None:
    """Raise `Denied`, or `Conflict` where the edition's words can no longer be changed."""
    require(user, EDIT)
    if edition.state not in EDITABLE:
        raise Conflict(
            _t("Utgaven er «%s» og kan ikke endres. Lag en ny utgave, eller skriv en rettelse.")
            % edition.shown_state.label,
            about=edition,
        )
