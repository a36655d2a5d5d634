"""What every view does with what a person may not see, and how it says what comes next."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.errors import LoginNeeded

Row = TypeVar("Row", bound=Model)


def get_visible(request: HttpRequest, rows: QuerySet[Row], **lookup: Any) -> Row:
    """The one row of `rows` (already narrowed by `visible_to`).

    Raises `Http404` for somebody signed in, `LoginNeeded` for somebody who may see it after signing in.
    """
    try:
        return get_object_or_404(rows, **lookup)
    except Http404:
        if request.user.is_authenticated:
            raise
        raise LoginNeeded from None


def say_next(request: HttpRequest, done: str, act: str, url: str) -> None:
    """After a save: what is done, and the natural next act as a link."""
    link = format_html('<a class="ds-link" href="{}">{}</a>', url, act)
    messages.success(request, format_html("{} {} {}", done, _("Neste:"), link))
