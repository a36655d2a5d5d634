"""Row history with who and why: pghistory's triggers write the rows, this says the reason.

In a web request pghistory's middleware adds the person and the address.
Everywhere else, and for the reason, use `because`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

import pghistory

from portal.models import User


def because(reason: str, by: User) -> AbstractContextManager[object]:
    """Marks every row changed inside as changed by `by`, for `reason`."""
    return pghistory.context(user=by.pk, reason=str(reason))
