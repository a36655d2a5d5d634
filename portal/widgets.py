"""Inputs and selects as HTML, drawn in Python: Django's templates take an include for each option and each attribute.

The markup is that of `django/forms/widgets/` with the portal's `attrs.html`; a test draws every form both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString

from portal.drawing import ESCAPED

PLAIN = ' class="ds-input"'
Widget = Mapping[str, Any]  # what `forms.Widget.get_context()` gives as "widget"


def draw_input(widget: Widget) -> SafeString:
    given = widget["value"]
    value = "" if given is None else f' value="{escaped(given)}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return SafeString(f'<input type="{kind}" name="{name}"{value}{attributes(widget["attrs"])}>')


def draw_option_input(widget: Widget) -> SafeString:
    """A radio button or a box to tick, inside its label where the caller wants one."""
    drawn = draw_input(widget)
    if not widget.get("wrap_label"):
        return drawn
    key = widget["attrs"].get("id")
    target = f' for="{escaped(key)}"' if key else ""
    return SafeString(f"<label{target}>{drawn} {escaped(localize(widget['label']))}</label>")


def draw_choices(widget: Widget) -> SafeString:
    """Radio buttons or boxes, each in a row."""
    attrs = {name: widget["attrs"].get(name) for name in ("id", "class")}
    opening = "".join(f' {name}="{escaped(value)}"' for name, value in attrs.items() if value)
    rows = _grouped(widget, lambda label, inside: f"<div><label>{label}</label>{inside}</div>", _row)
    return SafeString(f"<div{opening}>{rows}</div>")


def draw_select(widget: Widget) -> SafeString:
    options = _grouped(
        widget, lambda label, inside: f'<optgroup label="{label}">{inside}</optgroup>', draw_option
    )
    return SafeString(
        f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>{options}</select>'
    )


def draw_option(option: Widget) -> SafeString:
    value, label = escaped(option["value"]), escaped(localize(option["label"]))
    return SafeString(f'<option value="{value}"{attributes(option["attrs"])}>{label}</option>')


def draw_textarea(widget: Widget) -> SafeString:
    text = escaped(localize(widget["value"]) or "")
    return SafeString(
        f'<textarea name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'
    )


def attributes(attrs: Mapping[str, Any]) -> str:
    """Designsystemet's class first; `True` gives a name alone, `False` nothing."""
    if not attrs:  # most options
        return PLAIN
    classes = attrs.get("class")
    named = [_attribute(name, value) for name, value in attrs.items() if name != "class"]
    return f' class="ds-input{" " if classes else ""}{escaped(classes or "")}"{"".join(named)}'


def _attribute(name: str, value: Any) -> str:
    if value is False:
        return ""
    return f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'


def escaped(value: Any) -> str:
    """As code reads it, without a language's separators; what is safe stays so. `format_html` costs several times
    this, and a grid has thousands."""
    return value if isinstance(value, SafeString) else str(value).translate(ESCAPED)


def _grouped(widget: Widget, wrap: Callable[[str, str], str], draw: Callable[[Widget], str]) -> str:
    """The options, those of a named group inside `wrap`."""
    groups = ((name, "".join(map(draw, options))) for name, options, _index in widget["optgroups"])
    return "".join(wrap(escaped(name), inside) if name else inside for name, inside in groups)


def _row(option: Widget) -> str:
    return f"<div>{draw_option_input(option)}</div>"


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
