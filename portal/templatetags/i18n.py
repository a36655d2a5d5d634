"""Django's `i18n`, in whose place it is loaded, for a portal with one language.

A text is translated when its template is compiled, once per process, not each time that it is drawn.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import Context, Library, Node
from django.template.base import Parser, TextNode, Token
from django.templatetags import i18n
from django.utils.translation import gettext, override

from portal.drawing import drawn

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class WordsNode(Node):
    """A constant that is kept under a name."""

    child_nodelists = ()

    def __init__(self, name: str, words: str) -> None:
        self.name, self.words = name, words

    def render(self, context: Context) -> str:
        context[self.name] = self.words
        return ""


class SentenceNode(Node):
    """A sentence of which only what is put into it differs."""

    child_nodelists = ()

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        sentence, self.names = node.render_token_list(node.singular)
        with override(settings.LANGUAGE_CODE):
            self.sentence = gettext(sentence)
        self.own: dict[str, Any] = node.extra_context

    def render(self, context: Context) -> str:
        own = {name: value.resolve(context) for name, value in self.own.items()}
        said = (own[name] if name in own else context.get(name, "") for name in self.names)
        shown = [drawn(value, context) for value in said]
        return self.sentence % dict(zip(self.names, shown, strict=True))


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """As Django's; a constant becomes text of the template."""
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    if node.message_context or said.filters or said.var.literal is None:
        return node
    alone = Context()
    with override(settings.LANGUAGE_CODE):
        words = node.render(alone)
    return WordsNode(node.asvar, alone[node.asvar]) if node.asvar else TextNode(words)


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """As Django's; a sentence without a plural is one whose words are known."""
    node = i18n.do_block_translate(parser, token)
    return node if node.asvar or node.message_context or node.plural else SentenceNode(node)
