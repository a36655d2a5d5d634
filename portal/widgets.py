"""Inputs and selects as HTML, drawn in Python: Django's templates take an include for each option and each attribute.

The markup is that of `django/forms/widgets/` with the portal's `attrs.html`; a test draws every form both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

PLAIN = format_html(' class="{}"', "ds-input")
Widget = Mapping[str, Any]  # what `forms.Widget.get_context()` gives as "widget"


def draw_input(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', str_of(widget["value"]))
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"], widget["name"], value, attributes(widget["attrs"]),
    )  # fmt: skip


def draw_option_input(widget: Widget) -> SafeString:
    """A radio button or a box to tick, inside its label where the caller wants one."""
    drawn = draw_input(widget)
    if not widget.get("wrap_label"):
        return drawn
    key = widget["attrs"].get("id")
    target = format_html(' for="{}"', key) if key else ""
    return format_html("<label{}>{} {}</label>", target, drawn, localize(widget["label"]))


def draw_choices(widget: Widget) -> SafeString:
    """Radio buttons or boxes, each in a row."""
    attrs = {name: widget["attrs"].get(name) for name in ("id", "class")}
    opening = format_html_join("", ' {}="{}"', ((name, value) for name, value in attrs.items() if value))
    return format_html("<div{}>{}</div>", opening, _grouped(widget, "<div><label>{}</label>{}</div>", _row))


def draw_select(widget: Widget) -> SafeString:
    options = _grouped(widget, '<optgroup label="{}">{}</optgroup>', draw_option)
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], attributes(widget["attrs"]), options
    )


def draw_option(option: Widget) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>',
        str_of(option["value"]), attributes(option["attrs"]), localize(option["label"]),
    )  # fmt: skip


def draw_textarea(widget: Widget) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"], attributes(widget["attrs"]), localize(widget["value"]) or "",
    )  # fmt: skip


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Designsystemet's class first; `True` gives a name alone, `False` nothing."""
    if not attrs:  # most options
        return PLAIN
    classes = attrs.get("class")
    named = _joined(_attribute(name, value) for name, value in attrs.items() if name != "class")
    return format_html(' class="ds-input{}{}"{}', " " if classes else "", classes or "", named)


def _attribute(name: str, value: Any) -> SafeString:
    if value is False:
        return SafeString()
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str_of(value))


def str_of(value: Any) -> str:
    """As code reads it, without a language's separators; what is safe stays so."""
    return value if isinstance(value, SafeString) else str(value)


def _grouped(widget: Widget, wrapped: str, draw: Callable[[Widget], SafeString]) -> SafeString:
    """The options, those of a named group inside `wrapped`."""
    groups = ((name, _joined(map(draw, options))) for name, options, _index in widget["optgroups"])
    return _joined(format_html(wrapped, name, inside) if name else inside for name, inside in groups)


def _joined(drawn: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in drawn))


def _row(option: Widget) -> SafeString:
    return format_html("<div>{}</div>", draw_option_input(option))


INPUTS = (
    "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "file", "search",
    "tel", "color", "input",
)  # fmt: skip
DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    **dict.fromkeys(INPUTS, draw_input),
    "radio_option": draw_option_input,
    "checkbox_option": draw_option_input,
    "input_option": draw_option_input,
    "radio": draw_choices,
    "checkbox_select": draw_choices,
    "multiple_input": draw_choices,
    "select": draw_select,
    "select_option": draw_option,
    "textarea": draw_textarea,
}
BY_TEMPLATE = {f"django/forms/widgets/{name}.html": draw for name, draw in DRAWN.items()}
