"""What the overviews' tables have hundreds of, drawn without a template for each."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.templatetags.portal import nb_number
from reporting.overview.numbers import Figure

register = template.Library()

HIDDEN = SafeString('<span class="muted">–</span>')
OVERRULED = """<span class="overruled"
  title="{}"><span aria-hidden="true">{}</span><span class="ds-sr-only">
  {}</span></span>"""


@register.simple_tag
def figure(shown: Figure) -> str:
    """The number, with the way to its rows and a mark where published reports say otherwise."""
    if shown.value is None:
        return HIDDEN
    number = nb_number(shown.value)
    if shown.value and shown.url:
        number = format_html('<a class="ds-link" href="{}">{}</a>', shown.url, number)
    if not shown.remarks:
        return number
    said = format_html(OVERRULED, " ".join(map(str, shown.remarks)), shown.mark, _("overprøvd"))
    return format_html("{}{}", number, said)
