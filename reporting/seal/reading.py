"""What a file is signed with. A stranger's file is read in a process of its own that may use little.

python -m reporting.seal.reading AUTHORITIES < FILE
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus

logger = logging.getLogger(__name__)

SECONDS, MEMORY = 10, 1024**3  # of the processor, and bytes
PATIENCE = 30  # seconds by the clock
USES = {"digital_signature", "non_repudiation"}


class SignatureState(StrEnum):
    UNREADABLE = "unreadable"
    UNCHECKED = "unchecked"  # the process that should read it was ended
    NONE = "none"
    CHANGED = "changed"  # other bytes than were signed
    ADDED_TO = "added_to"  # the signed bytes are there, and more
    FOREIGN = "foreign"  # by a certificate that the portal does not vouch for, or not as the portal signs
    HOLDS = "holds"


@dataclass(frozen=True)
class Reading:
    """`at` is ISO 8601, and the signer's own word where it is not `stamped` by a time stamp service."""

    signature: SignatureState
    signer: str = ""
    issuer: str = ""
    at: str = ""
    stamped: bool = False
    reason: str = ""


def read(content: bytes, authorities: str) -> Reading:
    """Read the file here, by the certificates in a PEM file. For files of the portal's own."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - views import this module, but never read PDFs

    try:
        file = PdfFileReader(io.BytesIO(content))
        if file.encrypted:
            return Reading(SignatureState.UNREADABLE)
        found = list(file.embedded_regular_signatures)
        if not found:
            return Reading(SignatureState.NONE)
        return _read_signature(found[0], authorities, alone=len(found) == 1)
    except Exception:  # whatever a stranger's file can make a parser say
        logger.info("A file could not be read as PDF", exc_info=True)
        return Reading(SignatureState.UNREADABLE)


def read_apart(content: bytes) -> Reading:
    """Read a stranger's file in another process, which is ended where it takes too much."""
    command = [sys.executable, "-m", "reporting.seal.reading", settings.SEAL_AUTHORITIES]
    try:
        done = subprocess.run(  # noqa: S603 - the portal's own code; the file is only its input
            command,
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": os.environ.get("PYTHONPATH", "")},  # none of the portal's secrets
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        logger.warning("A file sent for verification could not be read: %s", error)
        return Reading(SignatureState.UNCHECKED)
    reading = Reading(**json.loads(done.stdout))
    return replace(reading, signature=SignatureState(reading.signature))


def _read_signature(found: EmbeddedPdfSignature, authorities: str, *, alone: bool) -> Reading:
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    vouching = Path(authorities).read_bytes() if Path(authorities).is_file() else b""
    roots = list(load_certs_from_pemder_data(vouching))
    # As it was when it was signed: a seal outlives its certificate.
    then = ValidationContext(trust_roots=roots, moment=found.self_reported_timestamp)
    status = validate_pdf_signature(
        found,
        signer_validation_context=then,
        ts_validation_context=ValidationContext(trust_roots=roots),
        key_usage_settings=KeyUsageConstraints(key_usage=USES, match_all_key_usages=False),
    )
    stamp = status.timestamp_validity
    at = stamp.timestamp if stamp else found.self_reported_timestamp
    return Reading(
        _state(found, status, alone=alone),
        signer=_name(status.signing_cert.subject.native),
        issuer=_name(status.signing_cert.issuer.native),
        at=at.isoformat() if at else "",
        stamped=bool(stamp and stamp.valid and stamp.intact and stamp.trusted),
        reason=str(found.sig_object.get("/Reason", "")),
    )


def _state(found: EmbeddedPdfSignature, status: PdfSignatureStatus, *, alone: bool) -> SignatureState:
    from pyhanko.sign.fields import MDPPerm  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    if not (status.intact and status.valid):
        return SignatureState.CHANGED
    if not alone or status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return SignatureState.ADDED_TO
    stamp = status.timestamp_validity
    if stamp and not (stamp.valid and stamp.intact):
        return SignatureState.CHANGED
    certified = found.docmdp_level == MDPPerm.NO_CHANGES and status.docmdp_ok
    return SignatureState.HOLDS if certified and status.trusted else SignatureState.FOREIGN


def _name(names: dict[str, object]) -> str:
    return str(names.get("common_name") or names.get("organization_name") or "")


def _use_little() -> None:
    import resource  # noqa: PLC0415 - only where there is one

    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # a system that does not know this limit
            logger.info("No limit of kind %s here", kind)


if __name__ == "__main__":
    _use_little()
    json.dump(asdict(read(sys.stdin.buffer.read(), sys.argv[1])), sys.stdout)
