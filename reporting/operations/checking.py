"""Do the seals hold: chain, contents, files and their signatures? What does not is told in sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from reporting import chain, snapshot
from reporting.models import SealedPdf, SealedReport
from reporting.operations.rendering import Damaged, sealed_bytes
from reporting.seal.reading import Reading, SignatureState, read

SIGNED = "sealed"  # the folder of `SealedPdf.file`


def faults() -> Iterator[str]:
    """All that does not hold, the chain first. Reads every sealed file."""
    if broken := fault_of_chain():
        yield broken
    for seal in SealedReport.objects.select_related("pdf").order_by("pk").iterator(chunk_size=20):
        yield from _of_content(seal)
        if hasattr(seal, "pdf"):
            yield from _of_file(seal)
    yield from _of_files_without_seal()


def fault_of_chain() -> str:
    """Where it is first broken, or nothing."""
    broken = chain.first_break(SealedReport.objects.links())
    text = _("Kjeden er brutt ved kvittering %s: den, eller den før, er endret, byttet ut eller fjernet.")
    return text % broken.receipt if broken else ""


def _of_content(seal: SealedReport) -> Iterator[str]:
    if snapshot.sha256(seal.snapshot) != seal.sha256:
        yield _("Innholdet med kvittering %s er ikke det som ble forseglet.") % seal.receipt


def _of_file(seal: SealedReport) -> Iterator[str]:
    try:
        content = sealed_bytes(seal)
    except Damaged as error:
        yield error.reason
        return
    signature = bytes(seal.pdf.signature or b"")
    if not signature:
        return  # sealed before the portal signed its files
    drawing = content.removesuffix(signature)
    if hashlib.sha256(drawing).hexdigest() != seal.pdf.drawing_sha256:
        yield (
            _("Filen med kvittering %s er ikke den tegningen og den signaturen som ble tatt vare på.")
            % seal.receipt
        )
    reading = read(content, settings.SEAL_AUTHORITIES)
    if reading.signature != SignatureState.HOLDS:
        yield _("Signaturen på filen med kvittering %s holder ikke.") % seal.receipt
    elif chain.told_by(reading.reason) != (seal.receipt, seal.chain_sha256):
        yield _("Signaturen på filen med kvittering %s nevner et annet ledd i kjeden.") % seal.receipt


def _of_files_without_seal() -> Iterator[str]:
    """The last link has none after it: that it is gone shows only by its file."""
    known = set(SealedPdf.objects.values_list("file", flat=True))
    for name in _signed_files():
        path = f"{SIGNED}/{name}"
        if path in known:
            continue
        with default_storage.open(path) as file:
            lost = lost_link(read(file.read(), settings.SEAL_AUTHORITIES))
        if lost:
            yield _("Filen %(file)s har kvittering %(receipt)s, som ikke lenger finnes i kjeden.") % {
                "file": path,
                "receipt": lost,
            }


def _signed_files() -> list[str]:
    try:
        return default_storage.listdir(SIGNED)[1]
    except FileNotFoundError:  # a disk's folder, before the first seal; in a bucket there are no folders
        return []


def link_of(reading: Reading) -> tuple[str, str] | None:
    """Receipt and link that a signature which holds names."""
    return chain.told_by(reading.reason) if reading.signature == SignatureState.HOLDS else None


def lost_link(reading: Reading) -> str | None:
    """The receipt that a file is signed with and that the chain does not have, or not as it was."""
    if (link := link_of(reading)) is None:
        return None
    receipt, chain_sha256 = link
    there = SealedReport.objects.filter(receipt=receipt, chain_sha256=chain_sha256).exists()
    return None if there else receipt
