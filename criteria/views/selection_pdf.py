"""A selection's PDF. Asking for it is a POST; the same address shows it, how far it is, or the button."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from criteria.models import Selection, SelectionPdf
from criteria.operations import selection_pdf as printing
from criteria.session import owner_of
from criteria.views.selection import file_name, find
from portal import throttle
from portal.files import MEDIA, attachment
from portal.http import SignedInRequest, render_part
from portal.operations import jobs


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def selection_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    selection = find(request, pk)
    if request.method == "POST":
        _ask(request, selection)
        return redirect(selection.pdf_url)
    wanted = printing.current(selection)
    if wanted and wanted.file and not request.htmx:
        return _file(wanted, selection)
    context = {"selection": selection, "wanted": wanted, "job": wanted and printing.job_of(wanted)}
    return render_part(request, "criteria/selection_pdf.html", "progress", context)


def _ask(request: HttpRequest, selection: Selection) -> None:
    """A small one is drawn before the answer is sent, so that the browser gets the file at once."""
    throttle.require(request, "selection-pdf")
    wanted = printing.request(selection=selection, by=owner_of(request))
    job = None if wanted.file else printing.job_of(wanted)
    if job:
        jobs.wait_for(job, settings.SECONDS_TO_WAIT_FOR_A_FILE)


def _file(wanted: SelectionPdf, selection: Selection) -> HttpResponse:
    with wanted.file.open("rb") as file:
        return attachment(file.read(), MEDIA["pdf"], file_name(selection, "pdf"))
