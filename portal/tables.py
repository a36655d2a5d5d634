"""What lists drawn with django-tables2 have in common: the portal's markup, and columns that page and file both read.

`render` is what the page shows, `value` what the file gets: the number, the day, the yes or no itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, signature

from portal.drawing import ESCAPED
from portal.formats import day, moment, yes_or_no
from portal.norwegian import NorwegianOrder
from portal.templatetags.portal import nb_number
from portal.widgets import escaped

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}
NOWRAP = {"td": {"class": "nowrap"}}


def named(*paths: str) -> dict[str, Any]:
    """A link's name of more than its cell's words, for those who hear it alone: rows may have the same title."""

    def name(record: Any) -> str:
        return ", ".join(_spoken(Accessor(path).resolve(record)) for path in paths)

    return {"a": {"aria-label": name}}


def _spoken(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return moment(value)
    return day(value) if isinstance(value, dt.date) else str(value)


class ListTable(tables.Table):
    """The portal's markup, Norwegian parameters, a dash for nothing."""

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sorter"
        default = "–"

    @property
    def caption(self) -> str:
        """What a screen reader calls the table: what its rows are."""
        model = self._meta.model
        return capfirst(str(model._meta.verbose_name_plural)) if model else str(_("Tabell"))

    @property
    def body(self) -> SafeString:
        """The page's rows as HTML: a template would ask at every cell what its column says once."""
        columns = [ColumnCells(column) for column in self.columns]
        rows = ("".join(column.draw(row) for column in columns) for row in self.paginated_rows)
        return SafeString("\n".join(f"<tr>{cells}</tr>" for cells in rows))


class ColumnCells:
    """A column's cells on a page, as `BoundRow.get_cell` has them; what is the same for all is asked once."""

    def __init__(self, column: BoundColumn) -> None:
        self.column = column
        self.accessor = Accessor(column.accessor)
        held = "held" if column.link else ""  # it leads to its row
        classes = filter(None, [column.attrs["td"].get("class"), held])
        self.opening = format_html('<td class="{}" data-label="{}">', " ".join(classes), column.header)
        self.wanted, self.takes_all = signature(column.render)
        self.labels: dict[Any, str] | None = None  # as the first row says

    def draw(self, row: BoundRow) -> str:
        return f"{self.opening}{_shown(self._content(row))}</td>"

    def _content(self, row: BoundRow) -> Any:
        value = self._value(row.record)
        if value in self.column.column.empty_values:
            return self.column.default
        about = {
            "value": value,
            "record": row.record,
            "column": self.column.column,
            "bound_column": self.column,
            "bound_row": row,
            "table": row.table,
        }
        content = self.column.render(
            **about if self.takes_all else {name: about[name] for name in self.wanted}
        )
        link = self.column.link
        if not link:
            return content
        if link.attrs:  # by row
            return link(content, **about)
        return SafeString(f'<a href="{escaped(link.compose_url(**about))}">{escaped(content)}</a>')

    def _value(self, record: Any) -> Any:
        """What the row has there, a choice in words; nothing where the path leads nowhere."""
        if self.labels is None:
            self.labels = _labels(self.accessor, record)
        value = self.accessor.resolve(record, quiet=True)
        return self.labels.get(value, value) if self.labels else value


def _labels(accessor: Accessor, record: Any) -> dict[Any, str]:
    """The words of a field with choices; none where the path ends at something else."""
    field = accessor.get_field(record)
    is_choice = field is not None and field.name == accessor.bits[-1] and field.choices
    return {value: str(words) for value, words in field.flatchoices} if is_choice else {}


def _shown(value: Any) -> str:
    """As a template would."""
    if type(value) is str:
        return value.translate(ESCAPED)
    return value if isinstance(value, SafeString) else conditional_escape(localize(template_localtime(value)))


class TextColumn(tables.Column):
    """A name or a title, in Norwegian order. `path` leads to it; `order_by` where it may come by several ways."""

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(accessor=path, **kwargs)

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        words = [NorwegianOrder(str(path)) for path in self.order_by or (self.accessor,)]
        ways = [word.desc() if is_descending else word.asc() for word in words]
        return queryset.order_by(*ways, "pk"), True


class ValueColumn(tables.Column):
    """A column whose file has the value itself."""

    def value(self, value: Any, **_more: Any) -> Any:
        return value


class NumberColumn(ValueColumn):
    """Right-aligned, with spaces between the thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: Any) -> str:
        return nb_number(value)


class DayColumn(ValueColumn):
    """A day, or the local day of a moment; written without a template, since there are many."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NOWRAP, **kwargs)

    def render(self, value: Any) -> str:
        return day(value)


class MomentColumn(DayColumn):
    def render(self, value: Any) -> str:
        return moment(value)


class YesNoColumn(ValueColumn):
    def render(self, value: bool) -> str:
        return yes_or_no(value)


class NamesColumn(ValueColumn):
    """Many things on one line: a list, or rows that are fetched beforehand."""

    def render(self, value: Any) -> str:
        return self.value(value) or "–"

    def value(self, value: Any, **_more: Any) -> str:
        return ", ".join(map(str, value.all() if hasattr(value, "all") else value))


class FileColumn(ValueColumn):
    """Only in files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(visible=False, **kwargs)
