"""The log, for administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.access import Permission, require
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.logbook import LogFilterForm, LogTable
from portal.models import LogEntry
from portal.models.log import LogQuerySet
from portal.operations.log import hands_out_persons


def _entries(request: SignedInRequest) -> LogQuerySet:
    """Raises `Denied`."""
    require(request.user, Permission.USERS_MANAGE)
    return LogEntry.objects.visible_to(request.user).select_related("who", "about", "region")


@never_cache
@require_safe
def log_list(request: SignedInRequest) -> HttpResponse:
    form = LogFilterForm(request.GET)
    table = paged(request, LogTable(form.rows(_entries(request))))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "portal/log_list.html", context)


@never_cache
@require_safe
@hands_out_persons(_("Loggen"))
def log_export(request: SignedInRequest, kind: str) -> FileAnswer:
    return respond_table(LogTable(LogFilterForm(request.GET).rows(_entries(request))), kind, "logg")
