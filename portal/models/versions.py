"""Optimistic lock: what people edit counts its versions, and the database does the counting."""

from __future__ import annotations

import pgtrigger
from django.db import models


def next_version(*beside: str, computed: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """The trigger that raises `version` at every update, whoever writes it and whatever they say it is.

    An update of the columns `beside` alone, which nobody writes in a form, leaves it as it was.
    `computed` are the columns that the database fills in itself, after this.
    """
    count = "NEW.version := OLD.version + 1;"
    if beside:
        old, new = (", ".join(f"{row}.{column}" for column in beside) for row in ("OLD", "NEW"))
        rest = "ARRAY[" + ", ".join(f"'{column}'" for column in (*beside, *computed, "version")) + "]"
        count = f"""
            IF ({old}) IS DISTINCT FROM ({new}) AND to_jsonb(OLD) - {rest} = to_jsonb(NEW) - {rest} THEN
                NEW.version := OLD.version;
            ELSE
                NEW.version := OLD.version + 1;
            END IF;
        """
    return pgtrigger.Trigger(
        name="every_change_is_a_new_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"{count} RETURN NEW;",
    )


class Versioned(models.Model):
    """A row that people edit. Whoever saves it says which version they saw; see `portal.operations.records`.

    A change of its links only, which are rows of other tables, is saved together with the row itself.
    """

    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True
        triggers = [next_version()]

    @property
    def mark(self) -> str:
        """Which row in which version: what a page carries to say what it was made from."""
        return f"{self.pk}.{self.version}"
