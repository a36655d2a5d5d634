"""Where a person chooses the week's summary."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.access import Permission, require, scope
from portal.http import SignedInRequest
from reporting.overview.forms import DigestForm
from reporting.overview.models import DigestChoice
from reporting.overview.operations import digests


@require_http_methods(["GET", "HEAD", "POST"])
def digest_edit(request: SignedInRequest) -> HttpResponse:
    if not scope(request.user, Permission.DIGEST).anywhere:
        require(request.user, Permission.DIGEST)
    choice = DigestChoice.objects.filter(user=request.user).first() or DigestChoice(user=request.user)
    form = DigestForm(request.POST or None, instance=choice)
    if request.method == "POST" and form.is_valid():
        digests.choose(weekday=form.cleaned_data["weekday"], by=request.user)
        messages.success(request, _("Lagret."))
        return redirect("portal:my-page")
    text = digests.text_for(request.user, on=clock.today())
    return render(request, "overview/digest_edit.html", {"form": form, "text": text})
