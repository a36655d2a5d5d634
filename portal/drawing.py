"""Django's templates, whose values are drawn in a few calls where Django takes forty: a page has hundreds.

What is drawn is the same: most values are text, and need neither a time zone nor a language's numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template
from django.template.base import Origin, VariableNode, render_value_in_context
from django.template.loaders import cached
from django.utils.safestring import SafeString

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
LOCAL = (str, int, float, Decimal, dt.date, dt.time)  # kinds, or kinds of them, that a language has ways for


def drawn(value: Any, context: Context) -> str:
    """A value as templates show it."""
    if type(value) is SafeString:
        return value
    if type(value) is str:
        return value.translate(ESCAPED) if context.autoescape else value
    if type(value) is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    if isinstance(value, LOCAL):
        return render_value_in_context(value, context)
    text = str(value)
    return text.translate(ESCAPED) if context.autoescape and not isinstance(text, SafeString) else text


class ValueNode(VariableNode):
    """`{{ value }}`."""

    def render(self, context: Context) -> str:
        return drawn(self.filter_expression.resolve(context), context)


class Loader(cached.Loader):
    """Django's own; each template that it has compiled has its values drawn by `ValueNode`."""

    def __init__(self, engine: Engine, loaders: Sequence[Any]) -> None:
        super().__init__(engine, loaders)
        self._ready: set[Template] = set()

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if template not in self._ready:
            for node in template.nodelist.get_nodes_by_type(VariableNode):
                node.__class__ = ValueNode
            self._ready.add(template)
        return template

    def reset(self) -> None:
        super().reset()
        self._ready.clear()
