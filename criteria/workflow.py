"""The states of an edition of criteria and the ways between them.

The one table draws the buttons, guards the operations, and gives `docs/workflow.md` its diagram.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can, require
from portal.errors import Conflict

if TYPE_CHECKING:
    from criteria.models import CriteriaSet
    from portal.access import Person


class State(TextChoices):
    DRAFT = "draft", _("Utkast")
    ON_HEARING = "on_hearing", _("På høring")
    REVISED = "revised", _("Bearbeides etter høring")
    PUBLISHED = "published", _("Gjeldende")
    SUPERSEDED = "superseded", _("Erstattet")
    WITHDRAWN = "withdrawn", _("Trukket tilbake")


class Action(TextChoices):
    SEND_ON_HEARING = "send_on_hearing", _("Send på høring")
    CLOSE_HEARING = "close_hearing", _("Avslutt høringen")
    PUBLISH = "publish", _("Publiser")
    WITHDRAW = "withdraw", _("Trekk tilbake")
    SUPERSEDE = "supersede", _("Erstatt med ny utgave")


EDIT = Permission.CRITERIA_EDIT

# SUPERSEDE has no button: publishing the next edition takes it.
TRANSITIONS: dict[tuple[State, Action], tuple[State, Permission]] = {
    (State.DRAFT, Action.SEND_ON_HEARING): (State.ON_HEARING, EDIT),
    (State.DRAFT, Action.PUBLISH): (State.PUBLISHED, EDIT),
    (State.ON_HEARING, Action.CLOSE_HEARING): (State.REVISED, EDIT),
    (State.REVISED, Action.SEND_ON_HEARING): (State.ON_HEARING, EDIT),
    (State.REVISED, Action.PUBLISH): (State.PUBLISHED, EDIT),
    (State.PUBLISHED, Action.SUPERSEDE): (State.SUPERSEDED, EDIT),
    (State.PUBLISHED, Action.WITHDRAW): (State.WITHDRAWN, EDIT),
}

EDITABLE = frozenset({State.DRAFT, State.REVISED})
UNFINISHED = frozenset({State.DRAFT, State.ON_HEARING, State.REVISED})
PUBLIC = frozenset(State) - EDITABLE
FINAL = frozenset({State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN})  # no word of them changes again


def actions_for(user: Person, edition: CriteriaSet) -> list[Action]:
    """The steps with a button that `user` may take from here."""
    return [
        action
        for (state, action), (_target, permission) in TRANSITIONS.items()
        if state == edition.state and action != Action.SUPERSEDE and can(user, permission)
    ]


def step(user: Person, edition: CriteriaSet, action: Action) -> State:
    """The state that `action` leads to. Raises `Denied`, or `Conflict` where it isn't possible from here."""
    target = TRANSITIONS.get((State(edition.state), action))
    require(user, target[1] if target else EDIT)
    if target is None:
        raise Conflict(
            _t("Utgaven er «%(state)s». Derfor kan du ikke velge «%(action)s».")
            % {"state": State(edition.state).label, "action": action.label},
            about=edition,
        )
    return target[0]


def require_editable(user: Person, edition: CriteriaSet) -> None:
    """Raise `Denied`, or `Conflict` where the edition's words can no longer be changed."""
    require(user, EDIT)
    if edition.state not in EDITABLE:
        raise Conflict(
            _t("Utgaven er «%s» og kan ikke endres. Lag en ny utgave, eller skriv en rettelse.")
            % State(edition.state).label,
            about=edition,
        )
