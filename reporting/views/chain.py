"""What the seals can be checked by without trusting the portal: the chain of receipts, and the certificates."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.files import FileAnswer, attachment, respond_table
from portal.lists import paged
from reporting.models import SealedReport
from reporting.operations.checking import fault_of_chain
from reporting.seal import authority
from reporting.tables import ChainTable


@login_not_required
@require_safe
def chain_list(request: HttpRequest) -> HttpResponse:
    """Every receipt there is, the newest first, also of reports that are not published: no word of what they say."""
    table = ChainTable(SealedReport.objects.in_chain().order_by("-pk"), exclude=["previous_sha256"])
    paged(request, table)
    context = {"table": table, "page": table.page, "broken": fault_of_chain()}
    return render(request, "reporting/chain_list.html", context)


@login_not_required
@require_safe
def chain_export(request: HttpRequest, kind: str) -> FileAnswer:
    """Oldest first, as it is computed."""
    return respond_table(ChainTable(SealedReport.objects.in_chain().order_by("pk")), kind, "kvitteringskjede")


@login_not_required
@require_safe
def seal_certificate(request: HttpRequest) -> HttpResponse:
    """The certificates that vouch for the seal, as PEM."""
    if not authority.published(settings.SEAL_AUTHORITIES):
        raise Http404
    content = Path(settings.SEAL_AUTHORITIES).read_bytes()
    return attachment(content, "application/x-pem-file", "innkjøpsportalens-sertifikat.pem")
