"""Row history with who and why: pghistory's triggers write the rows, this says the reason.

In a web request pghistory's middleware adds the person and the address.
Everywhere else, and for the reason, use `because`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar

import pghistory
from django.db.models import Model

if TYPE_CHECKING:
    from portal.models import User

Row = TypeVar("Row", bound=Model)


def because(reason: str, by: User) -> AbstractContextManager[object]:
    """Marks every row changed inside as changed by `by`, for `reason`."""
    return pghistory.context(user=by.pk, reason=str(reason))


def with_history() -> Callable[[type[Row]], type[Row]]:
    """Keeps a model's rows from their first day to their deletion; the history is only ever added to."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True
    )
