"""What can go wrong in the rules, as sentences a user can act on; `portal.middleware` makes pages of them."""

from typing import Protocol

from django.core.exceptions import PermissionDenied


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


class LoginNeeded(Exception):
    """Nobody is signed in, and the address may lead somewhere for somebody who is."""
