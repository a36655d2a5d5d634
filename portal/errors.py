"""What can go wrong in the rules, as sentences a user can act on; `portal.middleware` makes pages of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from portal.letters import Letter
    from portal.models.versions import Versioned


class HasPage(Protocol):
    def get_absolute_url(self) -> str: ...


class Denied(PermissionDenied):
    """A right is missing inside something the person may see. Answered with 403 and the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(Exception):
    """The thing is not, or no longer, in a state that allows the action; nothing was changed.

    With `about`, the user is sent to that thing's page with the reason as a message (the usual
    end of a double click); without it, the 409 page says it.
    """

    def __init__(self, reason: str, about: HasPage | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


class Gone(Conflict):
    """The thing was deleted by somebody else meanwhile."""


class Stale(Conflict):
    """Optimistic lock: somebody has changed the thing since the person opened it; nothing was changed now.

    `row` is what stands there, locked; for a grid, `cells` are the values that stand in the way, by the cells' keys,
    and `lost` what was typed in rows that are gone: the cell's label and the words.
    """

    def __init__(
        self,
        reason: str,
        *,
        row: Versioned | None = None,
        cells: Mapping[Any, Any] | None = None,
        lost: Sequence[tuple[str, str]] = (),
        about: HasPage | None = None,
    ) -> None:
        super().__init__(reason, about)
        self.row = row
        self.cells = dict(cells or {})
        self.lost = lost


class Unseen(Conflict):
    """What is done would send `letters` that the person has not looked at; nothing was changed or sent."""

    def __init__(self, reason: str, *, letters: Sequence[Letter]) -> None:
        super().__init__(reason)
        self.letters = letters


class TooMany(Exception):
    """It was done too often; `wait` is in seconds. Answered with 429 and the reason."""

    def __init__(self, reason: str, *, wait: int) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class LoginNeeded(Exception):
    """Nobody is signed in, and the address may lead somewhere for somebody who is."""
