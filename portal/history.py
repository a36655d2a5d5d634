"""Row history with who and why: pghistory's triggers write the rows, this says the reason.

In a web request pghistory's middleware adds the person and the address.
Everywhere else, and for the reason, use `because`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pghistory
from django.apps import apps
from django.db.models import Model

from portal import clock

if TYPE_CHECKING:
    from portal.models import User

Row = TypeVar("Row", bound=Model)


def because(reason: str, by: User | None) -> AbstractContextManager[object]:
    """Marks every row changed inside as changed by `by` (None: somebody without an account), for `reason`."""
    who = {} if by is None else {"user": by.pk}
    marked: AbstractContextManager[object] = pghistory.context(**who, reason=str(reason))
    return marked


def with_history(*, exclude: Sequence[str] = ()) -> Callable[[type[Row]], type[Row]]:
    """Keeps a model's rows from their first day to their deletion; the history is only ever added to.

    `exclude` are columns that follow from the others.
    """
    tracked: Callable[[type[Row]], type[Row]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        exclude=list(exclude) or None,
    )
    return tracked


@dataclass(frozen=True)
class Trace:
    """The last write of a row: who, by name (None where nobody was signed in), and when."""

    who: str | None
    when: dt.datetime


def last_write(row: Model) -> Trace | None:
    """From the row's own history; None where it has none (2 queries)."""
    events = getattr(row, "row_history", None)
    newest = events and events.select_related("pgh_context").order_by("-pgh_id").first()
    if not newest:
        return None
    key = newest.pgh_context.metadata.get("user") if newest.pgh_context else None
    people = apps.get_model("portal", "User").objects.filter(pk=key)
    return Trace(people.values_list("name", flat=True).first(), clock.told(newest.pgh_created_at))
