"""Django's `{% url %}`, in whose place every template has it, of addresses that are made once per process."""

from __future__ import annotations

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from portal.links import reverse

register = Library()


class AddressNode(URLNode):
    """An address whose parts stand in order."""

    child_nodelists = ()

    def render(self, context: Context) -> str:
        request = getattr(context, "request", None)  # none in a letter
        match = getattr(request, "resolver_match", None)  # none on an error page
        among = getattr(request, "current_app", match.namespace if match else "")
        parts = [part.resolve(context) for part in self.args]
        try:
            found = reverse(self.view_name.resolve(context), args=parts, among=among)
        except NoReverseMatch:
            if not self.asvar:
                raise
            found = ""
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


@register.tag("url")
def url(parser: Parser, token: Token) -> Node:
    """As Django's, which draws those whose parts have names."""
    node = djangos_url(parser, token)
    return node if node.kwargs else AddressNode(node.view_name, node.args, {}, node.asvar)
