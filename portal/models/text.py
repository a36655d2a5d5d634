"""Text columns that no page, file, mail or feed can break on, whoever writes in them.

Python cleans what it writes; the database refuses what was never cleaned. Migrations make the two SQL functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.forms import WrittenField
from portal.reading import written

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class _Written:
    """Text as `reading.written` leaves it, in the row, in the database, and when it is looked for."""

    has_lines: bool
    sql_check: str
    attname: str
    column: str

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self._cleaned(super().pre_save(model_instance, add))  # type: ignore[misc]  # the column's class
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return self._cleaned(super().get_prep_value(value))  # type: ignore[misc]

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return f"{self.sql_check}({connection.ops.quote_name(self.column)})"

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**{"form_class": WrittenField} | details)  # type: ignore[misc]

    def _cleaned(self, value: Any) -> Any:
        return written(value, lines=self.has_lines) if isinstance(value, str) else value


class TextsField(models.JSONField):
    """JSON whose texts are clean; who writes it has cleaned them."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return f"portal_are_texts({connection.ops.quote_name(str(self.column))})"


if TYPE_CHECKING:  # who checks types knows Django's own columns, and what is in them
    LineField = models.CharField
    ProseField = models.TextField
else:

    class LineField(_Written, models.CharField):
        """One line of text."""

        has_lines = False
        sql_check = "portal_is_one_line"

    class ProseField(_Written, models.TextField):
        """Text with line breaks and tabs."""

        has_lines = True
        sql_check = "portal_is_text"
