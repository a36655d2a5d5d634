"""State machines: one enum of states and one table `(state, action) → (state, who)` for each.

The table draws the buttons, guards the operations, and gives `docs/workflow.md` its diagrams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal.access import GRANTS, Permission, Role, can, refusal, require
from portal.errors import Conflict, Denied

if TYPE_CHECKING:
    from portal.access import Person


class State(TextChoices):
    """A state with its colour (Designsystemet's `data-color`) and its word: `NEW = "new", "warning", _("Ny")`."""

    color: str

    # The default is for type checkers: to them the look-up `State("new")` is a call of this.
    def __new__(cls, value: str, color: str = "") -> Self:
        if not color:
            raise TypeError(f"The state {value!r} has no colour")
        state = str.__new__(cls, value)
        state._value_ = value
        state.color = color
        return state


class Hand(TextChoices):
    """Who takes a step that no role is needed for."""

    PORTAL = "portal", _("Portalen selv")
    LINK = "link", _("Den som har lenken")


@dataclass(frozen=True)
class OfRow:
    """A permission that the row decides, as a national event asks for another than a region's."""

    permissions: frozenset[Permission]
    pick: Callable[[Any], Permission]


Who = Permission | Hand | OfRow
S = TypeVar("S", bound=State)
A = TypeVar("A", bound=TextChoices)


@dataclass(frozen=True)
class Button:
    """How a step is offered: Designsystemet's variant and colour, and whether a POST takes it at once
    or a page asks first."""

    variant: str = "primary"
    color: str = "accent"
    at_once: bool = False


@dataclass(frozen=True)
class Step(Generic[A]):
    """A way on from a row's state: where it is taken, and why it is not for this person where it is not."""

    action: A
    url: str
    button: Button | None
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Workflow(Generic[S, A]):
    """The states of one kind of row and the ways between them.

    `refused` is the sentence for an action that the row's state does not allow, with `%(state)s` and `%(action)s`.
    `buttons` are the actions offered with one; the rest have a form of their own, or nobody takes them by hand.
    The rows have `step_url(action)`.
    """

    name: str
    states: type[S]
    initial: tuple[S, ...]
    table: Mapping[tuple[S, A], tuple[S, Who]]
    refused: str | Promise
    buttons: Mapping[A, Button] = field(default_factory=dict)
    column: str = "state"

    def state_of(self, row: Any) -> S:
        return self.states(getattr(row, self.column))

    def allows(self, row: Any, action: A) -> bool:
        """Whether the row's state does, whoever asks."""
        return (self.state_of(row), action) in self.table

    def target(self, row: Any, action: A) -> S:
        """The state that `action` leads to. Raises `Conflict` where the row's state does not allow it."""
        state = self.state_of(row)
        if (state, action) not in self.table:
            details = {"state": state.label, "action": action.label}
            raise Conflict(str(self.refused) % details, about=row)
        return self.table[state, action][0]

    def guard(self, row: Any, action: A, by: Person) -> S:
        """As `target`, for a person: raises `Denied` first where `by` may never take it here."""
        self.require(row, action, by)
        return self.target(row, action)

    def require(self, row: Any, action: A, by: Person) -> None:
        """Raise `Denied` unless `by` may take `action` on this row in some state."""
        who = self._who(action)
        if who == Hand.PORTAL:
            raise Denied(_t("«%s» gjør portalen selv.") % action.label)
        if who != Hand.LINK:
            require(by, _permission(who, row), row)

    def steps(self, row: Any, user: Person) -> list[Step[A]]:
        """What people can do from the row's state, in the table's order."""
        state = self.state_of(row)
        return [
            Step(action, row.step_url(action), self.buttons.get(action), _reason(who, row, user))
            for (source, action), (_target, who) in self.table.items()
            if source == state and who != Hand.PORTAL
        ]

    def open_to(self, row: Any, user: Person) -> list[A]:
        """The actions that `user` can take now."""
        return [step.action for step in self.steps(row, user) if step.allowed]

    def _who(self, action: A) -> Who:
        return next(who for (_state, other), (_target, who) in self.table.items() if other == action)

    def diagram(self) -> Iterator[str]:
        """Lines of Markdown: a Mermaid diagram, and a table that says who takes each step."""
        yield from [f"## {self.name}", "", "```mermaid", "stateDiagram-v2"]
        yield from (f"    [*] --> {state.value}" for state in self.initial)
        yield from (f'    state "{state.label}" as {state.value}' for state in self.states)
        for (state, action), (target, _who) in self.table.items():
            yield f"    {state.value} --> {target.value}: {action.label}"
        yield from ["```", "", "| From | Step | To | Who |", "|---|---|---|---|"]
        for (state, action), (target, who) in self.table.items():
            yield f"| {state.label} | {action.label} | {target.label} | {_people(who)} |"


def _permission(who: Permission | OfRow | Hand, row: Any) -> Permission:
    return who.pick(row) if isinstance(who, OfRow) else Permission(who)


def _reason(who: Who, row: Any, user: Person) -> str:
    """Why the step is not for `user`; nothing where it is."""
    if who == Hand.LINK:
        return ""
    permission = _permission(who, row)
    return "" if can(user, permission, row) else refusal(permission)


def _people(who: Who) -> str:
    if isinstance(who, Hand):
        return str(who.label)
    wanted = who.permissions if isinstance(who, OfRow) else {who}
    return ", ".join(str(role.label) for role in Role if wanted & GRANTS[role])
