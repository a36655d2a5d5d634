"""What every app's templates need beside Django's own tags: fields, numbers, files, slots."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template import Context, Engine
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from portal import formats
from portal.editing import in_words
from portal.files import KINDS
from portal.forms import parts_of
from portal.links import reverse
from portal.slots import SLOTS
from portal.text import ADDRESS, EMAIL, LEADS_TO, TextBlock, blocks, with_addresses

register = template.Library()

BREAK = SafeString("<br>")
PARTING = re.compile(r"([@.])")
FILE_NAMES = {"csv": "CSV", "xlsx": "Excel", "ods": "ODS", "json": "JSON"}


@register.filter
def widget_kind(field: BoundField) -> str:
    """How Designsystemet marks the field up: "choices" (a fieldset), "checkbox" or "input"."""
    if isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    return "checkbox" if isinstance(field.field.widget, forms.CheckboxInput) else "input"


register.filter("parts", parts_of)


@register.filter
def nb_number(number: int | None) -> str:
    """4799252 → "4 799 252", with spaces that do not break; nothing for None."""
    return "" if number is None else formats.whole(number)


@register.filter
def nb_decimal(number: Decimal | float | None) -> str:
    """12.5 → "12,5", 4000.0 → "4 000": one decimal where it says something."""
    return "" if number is None else formats.one_decimal(number)


@register.filter
def nb_exact(number: Decimal | float | None) -> str:
    """0.750 → "0,75": a sum as it is, never rounded."""
    return "" if number is None else formats.exact(number)


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: Context, url_name: str, *parts: object) -> dict[str, object]:
    """Links to a table's files, with the page's own choices; the address ends with the kind of file."""
    return {"files": _files(context, url_name, parts)}


@register.inclusion_tag("components/list_tools.html", takes_context=True)
def list_tools(context: Context, url_name: str, *parts: object, note: str = "") -> dict[str, object]:
    """The line above a list: how many there are, or the note, and the list's files as `downloads` has them."""
    page = context.get("page")
    return {
        "files": _files(context, url_name, parts),
        "count": page and page.paginator.count,
        "filtered": context.get("filtered"),
        "note": note,
    }


def _files(context: Context, url_name: str, parts: tuple[object, ...]) -> list[tuple[str, str]]:
    """Each kind of file by name, and its address; all pages of the list are in it."""
    chosen = context["request"].GET.copy()
    chosen.pop("side", None)
    query = f"?{chosen.urlencode()}" if chosen else ""
    return [(FILE_NAMES[kind], reverse(url_name, args=[*parts, kind]) + query) for kind in KINDS]


@register.filter
def as_typed(text: object) -> SafeString:
    """A text in the shape it was typed or pasted in: paragraphs, lists, address lines; all escaped."""
    return format_html_join("\n", "{}", ((_block(block),) for block in blocks(str(text or ""))))


@register.filter
def as_mail(text: str) -> SafeString:
    """As `as_typed`, of a mail shown on a page: what leads somewhere is a link, by its words where it has any."""
    return format_html_join("\n", "{}", ((_block(block, _linked),) for block in blocks(with_addresses(text))))


def _linked(line: str) -> SafeString:
    words, _leads_to, address = line.partition(LEADS_TO)
    if address:
        return _link(words, address)
    pieces = zip(ADDRESS.split(line), [*ADDRESS.findall(line), ""], strict=True)
    return format_html_join("", "{}{}", ((before, _link(found, found)) for before, found in pieces))


def _link(words: str, address: str) -> SafeString:
    """The portal's own pages without its host, as all its links are."""
    here = address.removeprefix(settings.PORTAL_BASE_URL)
    return format_html('<a class="ds-link" href="{}">{}</a>', here, words) if address else SafeString("")


@register.filter
def breakable(text: object) -> SafeString:
    """Text or markup whose e-mail addresses are divided before "@" and dots, where a line is too short for them."""
    return SafeString(
        EMAIL.sub(lambda found: PARTING.sub(r"<wbr>\1", found[0]), conditional_escape(str(text)))
    )


def _block(block: TextBlock, draw: Callable[[str], str] = str) -> SafeString:
    if block.kind == "p":
        return format_html(
            "<p>{}</p>", format_html_join(BREAK, "{}", ((draw(line),) for line in block.lines))
        )
    items = format_html_join("", "<li>{}</li>", ((draw(line),) for line in block.lines))
    return format_html('<{0} class="ds-list">{1}</{0}>', block.kind, items)


@register.filter
def get(mapping: dict[str, object] | None, key: str) -> object:
    """The mapping's value for the key, None where there is no mapping or no such key."""
    return mapping.get(key) if mapping else None


@register.filter
def shown_value(field: BoundField) -> str:
    """What a bound field holds, in the words the reader sees: option labels, not their keys."""
    return in_words(field.field, field.value())


@register.simple_tag
def status(state: Any) -> SafeString:
    """A state, or what has a state's `color` and `label`."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', state.color, state.label)


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, about: Any = None) -> SafeString:
    """What the apps above put here, about this; drawn without the page's own context."""
    request = context.get("request")
    if request is None:  # an error page that is drawn without one
        return SafeString("")
    found = [(filling.template, filling.context(request, about)) for filling in SLOTS.get(name, [])]
    drawn = ((_drawn(context, template, details),) for template, details in found if details is not None)
    return format_html_join("", "{}", drawn)


def _drawn(context: Context, template: str, details: dict[str, Any]) -> SafeString:
    drawn = Engine.get_default().get_template(template)
    return drawn.render(context.new({"request": context["request"], **details}))
