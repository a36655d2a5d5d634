"""Links for those who read a draft without an account, and the page that they open."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock, throttle
from portal.access import Permission, require
from portal.errors import Conflict
from portal.http import SignedInRequest
from portal.lists import page_of
from reporting.forms import AgreeForm, ReaderCommentForm, ReaderForm
from reporting.models import ReaderComment, ReadingLink
from reporting.operations import readers
from reporting.views.find import find_report
from reporting.views.reading import compiled
from reporting.workspace import space_of

TWO_WEEKS = dt.timedelta(days=14)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader_list(request: SignedInRequest, round_slug: str, slug: str) -> HttpResponse:
    """Who reads the draft, what they have said, and a form for one more."""
    report = find_report(request, round_slug, slug)
    require(request.user, Permission.REPORT_WRITE, report)
    form = ReaderForm(request.POST or None, initial={"expires_on": clock.today() + TWO_WEEKS})
    if request.method == "POST" and form.is_valid():
        try:
            link = readers.invite(report=report, **form.cleaned_data, by=request.user)
        except Conflict as conflict:
            form.add_error(None, conflict.reason)
        else:
            messages.success(request, _("Lenken til %s er laget. Send den videre selv.") % link)
            return redirect(report.url("reader-list"))
    links = report.reading_links.select_related("created_by").prefetch_related("comments__section")
    context = {
        "report": report,
        "space": space_of(report, request.user, request.path),
        "form": form,
        "page": page_of(request, links),
        "today": clock.today(),
    }
    return render(request, "reporting/reader_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader_revoke(request: SignedInRequest, round_slug: str, slug: str, pk: int) -> HttpResponse:
    """A page that says what happens, and a POST that takes the link back."""
    report = find_report(request, round_slug, slug)
    require(request.user, Permission.REPORT_WRITE, report)
    link = get_object_or_404(report.reading_links.select_related("report"), pk=pk)
    if request.method == "POST":
        readers.revoke(link=link, by=request.user)
        messages.success(request, _("Lenken til %s gjelder ikke lenger.") % link)
        return redirect(report.url("reader-list"))
    space = space_of(report, request.user, report.url("reader-list"))
    context = {"report": report, "space": space, "link": link}
    return render(request, "reporting/reader_revoke.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader_page(request: HttpRequest, token: str) -> HttpResponse:
    """The whole draft, with room for a word on each chapter. Whoever has the link has the key."""
    links = ReadingLink.objects.select_related("report__round__template", "report__region__pulje")
    link = get_object_or_404(links, token=token)
    if not link.opens(on=clock.today()):
        return render(request, "reporting/reader_closed.html", {"link": link}, status=HTTPStatus.GONE)
    sections = {section.key: section for section in link.report.round.template.sections.order_by("number")}
    asked = request.POST.get("kapittel", "")
    agrees = AgreeForm(request.POST if request.method == "POST" and not asked else None)
    word = _word(asked, request.POST if asked else None)
    if agrees.is_bound and agrees.is_valid():
        readers.agree(link=link, seen=request.POST.get("seen", ""))
        messages.success(request, _("Takk. Det er notert at du har lest utkastet og slutter deg til det."))
        return redirect(link)
    if asked in sections and word.is_valid():
        if throttle.allows(request, "reader"):
            readers.comment(link=link, section=sections[asked], text=word.cleaned_data["text"])
            messages.success(request, _("Takk. De som skriver rapporten, ser kommentaren din."))
            return redirect(f"{link.get_absolute_url()}#kapittel-{asked}")
        word.add_error("text", throttle.words(request))
    whole = compiled(link.report, None)
    said: dict[str, list[ReaderComment]] = {}
    for comment in ReaderComment.objects.filter(link=link).select_related("section"):
        said.setdefault(comment.section.key, []).append(comment)
    context: dict[str, Any] = {
        "link": link,
        "compiled": whole,
        "chapters": [
            (part, word if part.key == asked else _word(part.key), said.get(part.key, []))
            for part in whole.sections
        ],
        "agrees": agrees,
        "has_agreed": link.agreed_sha256 == whole.sha256,
    }
    return render(request, "reporting/reader_page.html", context)


def _word(section: str, data: Any = None) -> ReaderCommentForm:
    """The form of a chapter, of which there are as many on the page as chapters."""
    return ReaderCommentForm(data, auto_id=f"ord-{section}-%s")
