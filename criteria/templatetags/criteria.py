"""What the pages of the criteria need beside Django's own tags."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.http import QueryDict
from django.template import RequestContext
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from criteria.difference import Piece
from criteria.search import START, STOP

register = template.Library()

CHANGES = {"added": "<ins>{}</ins>", "removed": "<del>{}</del>", "same": "{}"}


@register.filter
def marked(text: str) -> SafeString:
    """An excerpt of the search, with what was found in `<mark>`; everything else is escaped."""
    return mark_safe(escape(text).replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308 - escaped


@register.filter
def as_changes(pieces: Iterable[Piece]) -> SafeString:
    """A text with what is new in `<ins>` and what is gone in `<del>`, and no space but the text's own."""
    return format_html_join("", "{}", ((format_html(CHANGES[piece.kind], piece.text),) for piece in pieces))


@register.simple_tag(takes_context=True)
def with_facet(context: RequestContext, name: str, value: str) -> str:
    """The search's address with one more choice, from its first page."""
    query = _query(context)
    query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def without_facet(context: RequestContext, name: str) -> str:
    """The search's address without a choice."""
    query = _query(context)
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _query(context: RequestContext) -> QueryDict:
    query: QueryDict = context["request"].GET.copy()
    query.pop("side", None)
    return query
