"""Columns of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.forms import KronerField

if TYPE_CHECKING:  # generic to type checkers alone
    LargeNumber = models.PositiveBigIntegerField[Any, Any]
else:
    LargeNumber = models.PositiveBigIntegerField


class AmountField(LargeNumber):
    """Whole kroner. To the database, and so to migrations, a large number like any other."""

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**details | {"form_class": KronerField})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveBigIntegerField", args, kwargs
