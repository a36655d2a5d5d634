"""The outbox, for administrators: what has not gone, what the mail server said, and sending it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.access import Permission, require
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest
from portal.lists import paged
from portal.mails import MailFilterForm, MailTable
from portal.models import OutgoingMail
from portal.models.mail import OutgoingMailQuerySet
from portal.operations import outbox
from portal.operations.log import hands_out_persons


def _letters(request: SignedInRequest) -> OutgoingMailQuerySet:
    """Raises `Denied`."""
    require(request.user, Permission.USERS_MANAGE)
    return OutgoingMail.objects.visible_to(request.user).first_what_stands_still()


def _letter(request: SignedInRequest, pk: int) -> OutgoingMail:
    """Raises `Http404`."""
    return get_object_or_404(OutgoingMail.objects.visible_to(request.user).select_related("user"), pk=pk)


@never_cache
@require_safe
def mail_list(request: SignedInRequest) -> HttpResponse:
    form = MailFilterForm(request.GET)
    table = paged(request, MailTable(form.rows(_letters(request))))
    context = {"form": form, "table": table, "page": table.page, "filtered": bool(form.wanted)}
    return render(request, "portal/mail_list.html", context)


@never_cache
@require_safe
@hands_out_persons(gettext_lazy("Utgående e-post"))
def mail_export(request: SignedInRequest, kind: str) -> FileAnswer:
    return respond_table(MailTable(MailFilterForm(request.GET).rows(_letters(request))), kind, "e-post")


@never_cache
@require_safe
def mail_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return render(request, "portal/mail_detail.html", {"letter": _letter(request, pk)})


@require_POST
def mail_again(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = outbox.send_again(letter=_letter(request, pk), by=request.user)
    messages.success(request, _("E-posten til %s sendes på nytt.") % letter.to)
    return redirect(letter)
