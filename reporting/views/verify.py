"""Is this receipt, or this file, genuine? Anyone may ask; nothing of the report's content is told."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reporting.forms import PdfForm, ReceiptForm
from reporting.models import SealedReport


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """GET with `receipt` asks about a receipt number; POST with a file asks about the file."""
    receipt_form = ReceiptForm(request.GET) if "receipt" in request.GET else ReceiptForm()
    upload_form = PdfForm(request.POST, request.FILES) if request.method == "POST" else PdfForm()
    context: dict[str, object] = {"receipt_form": receipt_form, "upload_form": upload_form}
    seals = SealedReport.objects.select_related("report__round", "report__region", "signed_by", "pdf")
    if receipt_form.is_bound and receipt_form.is_valid():
        receipt = receipt_form.cleaned_data["receipt"]
        context |= {"asked": "receipt", "receipt": receipt, "seal": seals.filter(receipt=receipt).first()}
    if upload_form.is_bound and upload_form.is_valid():
        digest = _sha256(upload_form.cleaned_data["file"])
        context |= {"asked": "file", "digest": digest, "seal": seals.filter(pdf__sha256=digest).first()}
    return render(request, "reporting/verify.html", context)


def _sha256(file: object) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():  # type: ignore[attr-defined]
        digest.update(chunk)
    return digest.hexdigest()
