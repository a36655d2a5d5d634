"""Is this receipt, or this file, genuine? Anyone may ask; nothing of the report's content is told."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal import clock, throttle
from portal.formats import day_in_words
from reporting.forms import PdfForm, ReceiptForm
from reporting.models import SealedReport
from reporting.operations.checking import link_of, lost_link
from reporting.seal import authority
from reporting.seal.reading import Reading, SignatureState, read_apart

SIGNATURE = {
    SignatureState.HOLDS: gettext_lazy(
        "Signaturen holder: filen er uendret siden «%(signer)s» signerte den %(when)s."
    ),
    SignatureState.NONE: gettext_lazy("Filen har ingen signatur."),
    SignatureState.CHANGED: gettext_lazy(
        "Signaturen holder ikke: filen er endret etter at «%(signer)s» signerte den."
    ),
    SignatureState.ADDED_TO: gettext_lazy(
        "Signaturen holder ikke for hele filen: noe er lagt til etter at «%(signer)s» signerte den."
    ),
    SignatureState.FOREIGN: gettext_lazy(
        "Signaturen er ikke portalens: filen er signert av «%(signer)s», som portalen ikke går god for."
    ),
    SignatureState.UNCHECKED: gettext_lazy(
        "Signaturen er ikke kontrollert: det tok for lang tid eller for mye plass å lese filen."
    ),
    SignatureState.UNREADABLE: gettext_lazy(
        "Signaturen kan ikke kontrolleres: filen kan ikke leses som PDF, eller den er låst."
    ),
}


class Verdict(NamedTuple):
    """One thing that was looked at. `holds` is None where that is not known, and says nothing against the file."""

    title: str
    holds: bool | None
    text: str


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
        if throttle.allows(request, "verify"):
            content = upload_form.cleaned_data["file"].read()
            digest = hashlib.sha256(content).hexdigest()
            seal = seals.filter(pdf__sha256=digest).first()
            verdicts = list(_verdicts(seal, read_apart(content)))
            genuine = seal is not None and all(verdict.holds is not False for verdict in verdicts)
            context |= {
                "asked": "file",
                "digest": digest,
                "seal": seal,
                "verdicts": verdicts,
                "genuine": genuine,
            }
        else:
            upload_form.add_error(None, throttle.words(request))
    context["certificates"] = authority.published(settings.SEAL_AUTHORITIES)
    return render(request, "reporting/verify.html", context)


def _verdicts(seal: SealedReport | None, reading: Reading) -> Iterator[Verdict]:
    """Hash, signature and chain, each for itself: one may hold where another does not."""
    if seal:
        yield Verdict(
            _("Hash"), True, _("Hashen stemmer: filen er lik den portalen forseglet, byte for byte.")
        )
    else:
        text = _(
            "Hashen er ukjent: portalen har ikke laget akkurat denne filen, eller den er endret etterpå."
        )
        yield Verdict(_("Hash"), False, text)
    yield Verdict(_("Signatur"), *_of_signature(seal, reading))
    if lost := lost_link(reading):
        text = _(
            "Kvitteringen %s i signaturen er ikke i kjeden: seglet er fjernet eller byttet ut. Si fra til DIFI."
        )
        yield Verdict(_("Kjede"), False, text % lost)
    elif link_of(reading):
        yield Verdict(
            _("Kjede"),
            True,
            _("Kvitteringen i signaturen står i kjeden, som da filen ble signert."),
        )


def _of_signature(seal: SealedReport | None, reading: Reading) -> tuple[bool | None, str]:
    text = str(SIGNATURE[reading.signature]) % {
        "signer": reading.signer or _("ukjent"),
        "when": _when(reading),
    }
    if seal and reading.signature == SignatureState.NONE:
        return None, text + " " + _("Rapporten ble forseglet før portalen begynte å signere filene.")
    if seal and reading.signature == SignatureState.UNCHECKED:
        return None, text
    return reading.signature == SignatureState.HOLDS, text


def _when(reading: Reading) -> str:
    if not reading.at:
        return _("på et ukjent tidspunkt")
    when = day_in_words(clock.told(dt.datetime.fromisoformat(reading.at)))
    source = _("tidsstemplet") if reading.stamped else _("etter portalens egen klokke")
    return f"{when} ({source})"
