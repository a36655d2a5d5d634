"""What a choice is called: `get_status_display()` of every model, from words that are put in order once.

Django puts all of a field's choices in order for each row that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partialmethod
from typing import Any

from django.db import models
from django.utils.encoding import force_str


def name_choices(kinds: Iterable[type[models.Model]]) -> None:
    """For those whose model does not say it in a way of its own."""
    for kind in kinds:
        for column in kind._meta.local_fields:
            name = f"get_{column.name}_display"
            if isinstance(vars(kind).get(name), partialmethod):
                setattr(kind, name, _shown(column))


def _shown(column: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    labels = dict(column.flatchoices)

    def shown(row: models.Model) -> Any:
        value = getattr(row, column.attname)
        return force_str(labels.get(value, value), strings_only=True)

    return shown
