"""Columns of money."""

from __future__ import annotations

from typing import Any

from django.db import models

from portal.forms import KronerField


class AmountField(models.PositiveBigIntegerField):
    """Whole kroner. To the database, and so to migrations, a large number like any other."""

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**details | {"form_class": KronerField})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveBigIntegerField", args, kwargs
