"""What the hearings' pages need beside Django's own tags."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from criteria.difference import words_between
from criteria.hearing.models import HearingComment
from criteria.templatetags.criteria import as_changes

register = template.Library()


@register.simple_tag
def wording(comment: HearingComment) -> SafeString:
    """The proposed text against the one that was heard, word by word."""
    return as_changes(words_between(comment.heard.text if comment.heard else "", comment.proposal))
