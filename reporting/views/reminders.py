"""DIFI reminds those who have not handed in; the letters are looked at first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.access import Permission, require
from portal.editing import sent
from portal.http import SignedInRequest
from reporting.deadline_forms import ReminderForm
from reporting.models import ReportingRound
from reporting.operations import reminders


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def round_remind(request: SignedInRequest, round_slug: str) -> HttpResponse:
    require(request.user, Permission.REPORT_REVIEW)
    round_ = get_object_or_404(ReportingRound.objects.real(), slug=round_slug)
    missing = reminders.not_handed_in(round_)
    form = ReminderForm(request.POST or None, missing=missing)
    count = sent(form, reminders.remind, round_=round_, by=request.user)
    if count is None:
        return render(
            request, "reporting/round_remind.html", {"round": round_, "missing": missing, "form": form}
        )
    text = ngettext("Påminnelsen er sendt til %d person.", "Påminnelsen er sendt til %d personer.", count)
    messages.success(request, text % count)
    return redirect("portal:home")
