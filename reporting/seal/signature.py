"""Signing a drawing: PAdES, certified so that nothing may be changed, and invisible on the page."""

from __future__ import annotations

import io
import logging

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from portal.errors import Conflict
from reporting.seal import key
from reporting.seal.reading import SignatureState, read

logger = logging.getLogger(__name__)

FIELD = "Segl"
SPOKEN = "Portalens elektroniske segl"  # what a screen reader calls the field
SECONDS_FOR_THE_TIME = 15
# PDF/UA wants a field on the page to be tagged, and PDF/A wants it not to be hidden: it lies outside the page.
OUTSIDE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


class NoTime(Conflict):
    """The time stamp service did not answer."""


class Addition(IncrementalPdfFileWriter):
    """Adds the signature alone: description (XMP) and version stay those of the drawing, as PDF/A-2 has them."""

    def _update_meta(self) -> None: ...

    def ensure_output_version(self, version: tuple[int, int]) -> None: ...


def signed(drawing: bytes, *, reason: str) -> bytes:
    """The drawing, byte for byte, with the portal's signature after it. Raises `NoKey`, `NoTime`."""
    url = settings.SEAL_TIMESTAMP_URL
    field = SigFieldSpec(FIELD, readable_field_name=SPOKEN, invis_sig_settings=OUTSIDE)
    with key.opened() as signer:
        about = signers.PdfSignatureMetadata(
            field_name=FIELD,
            name=signer.subject_name,
            reason=reason,
            contact_info=settings.PORTAL_BASE_URL,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
        )
        try:
            whole = signers.sign_pdf(
                Addition(io.BytesIO(drawing)),
                about,
                signer,
                timestamper=HTTPTimeStamper(url, timeout=SECONDS_FOR_THE_TIME) if url else None,
                new_field_spec=field,
            ).getvalue()
        except TimestampRequestError as error:
            logger.exception("The time stamp service in SEAL_TIMESTAMP_URL did not give a time stamp")
            raise NoTime(
                _("Tidsstempeltjenesten svarer ikke, så PDF-en er ikke forseglet. Prøv på nytt.")
            ) from error
    if not whole.startswith(drawing):
        raise ValueError("The signature changed the drawing")
    if read(whole, settings.SEAL_AUTHORITIES).signature != SignatureState.HOLDS:
        raise key.NoKey(
            _("Seglet holder ikke: sertifikatene i SEAL_AUTHORITIES er utløpt eller gjelder en annen nøkkel.")
        )
    return bytes(whole)
