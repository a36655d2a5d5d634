"""Pages about the portal itself and about the person."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

import portal
from portal import health
from portal.http import SignedInRequest, render_part
from portal.lists import page_of
from portal.models import Job, MailChoice
from portal.operations import jobs, notifications
from portal.personal import MailForm


@login_not_required
@never_cache
@require_safe
def health_check(request: HttpRequest) -> JsonResponse:
    """JSON: database, broker, workers, version; 503 when one is down."""
    state = health.check()
    status = HTTPStatus.OK if state.is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(asdict(state) | {"version": portal.__version__}, status=status)


@login_not_required
@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about_data.html")


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@require_safe
def my_page(request: SignedInRequest) -> HttpResponse:
    page = page_of(request, request.user.notifications.all())
    return render(request, "portal/my_page.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request: SignedInRequest) -> HttpResponse:
    chosen = MailChoice.objects.filter(user=request.user).first() or MailChoice(user=request.user)
    form = MailForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        choice = notifications.choose_mails(mails=form.cleaned_data["mails"], by=request.user)
        messages.success(request, _("E-post om varsler: %s.") % choice)
        return redirect("portal:my-page")
    return render(request, "portal/mail_choice.html", {"form": form})


@require_POST
def notifications_read(request: SignedInRequest) -> HttpResponse:
    notifications.mark_read(user=request.user)
    return redirect("portal:my-page")


@never_cache
@require_GET
def job_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    context = {"job": job, "region": job.region, "may_cancel": job.may_be_cancelled_by(request.user)}
    return render_part(request, "portal/job_detail.html", "progress", context)


@require_POST
def job_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    jobs.retry(job=job, by=request.user)
    messages.success(request, _("Jobben er satt i gang på nytt."))
    return redirect(job)


@require_POST
def job_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    job = jobs.cancel(job=get_object_or_404(Job.objects.visible_to(request.user), pk=pk), by=request.user)
    if not job.has_ended:
        messages.info(request, _("Arbeidet stopper ved neste steg."))
    return redirect(job)
