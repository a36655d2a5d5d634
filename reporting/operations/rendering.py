"""Snapshots to files. A sealed one is drawn once; a draft once per content."""

from __future__ import annotations

import hashlib
import json
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

import portal
from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.jobs import Progress
from portal.models import User
from portal.operations import jobs
from reporting import chain, snapshot
from reporting.compile import compile_report
from reporting.compiled import CompiledReport
from reporting.models import AnnualReport, DraftPdf, SealedPdf, SealedReport

logger = logging.getLogger(__name__)

RENDER_DRAFT = "render_draft_report"


class Damaged(Conflict):
    """The stored file is not the file that was sealed."""


@transaction.atomic
def request_draft(*, report: AnnualReport, by: User) -> DraftPdf:
    """Ask for a PDF of the report as it stands; the same content gives the same file. Raises `Denied`."""
    require(by, Permission.REPORT_READ, report)
    text = snapshot.canonical(snapshot.draft(report))
    draft, _created = DraftPdf.objects.get_or_create(
        report=report, snapshot_sha256=snapshot.sha256(text), defaults={"snapshot": text}
    )
    if not draft.file:
        jobs.enqueue(
            kind=RENDER_DRAFT,
            key=str(draft.pk),
            title=_("Utkast i PDF: %s") % report.name,
            result_path=report.url("report-pdf"),
            by=by,
            region_id=report.region_id,
        )
    return draft


def render_sealed(*, seal: SealedReport, progress: Progress) -> SealedPdf:
    """Draw the seal's PDF from its snapshot, sign and keep it; where that is done already, give what is there.

    Raises `Conflict` where there is no key to sign with, or no time stamp.
    """
    done = SealedPdf.objects.filter(seal=seal).first()
    if done is not None:
        return done
    drawing = _national(seal, progress) if seal.is_national else _draw(seal.snapshot, seal.sha256, progress)
    content = _signed(drawing, seal)
    stored = SealedPdf(
        seal=seal,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        drawing_sha256=hashlib.sha256(drawing).hexdigest(),
        signature=content[len(drawing) :],
        portal_version=portal.__version__,
        rendered_at=clock.now(),
    )
    stored.file.save(seal.file_name, ContentFile(content), save=False)
    stored.save()
    progress(progress.job.steps_total, progress.job.steps_total, _("PDF-en er forseglet"))
    return stored


def render_draft(*, draft: DraftPdf, progress: Progress) -> None:
    """Draw a draft's PDF, and let go of the report's older drafts."""
    content = _draw(draft.snapshot, draft.snapshot_sha256, progress)
    draft.file.save(f"utkast-{draft.pk}.pdf", ContentFile(content))
    for old in DraftPdf.objects.filter(report=draft.report, pk__lt=draft.pk).exclude(file=""):
        old.file.delete(save=False)
        old.delete()
    progress(3, 3, _("Utkastet er klart"))


def sealed_bytes(seal: SealedReport) -> bytes:
    """The sealed file, checked against its hash. Raises `Damaged`, or `SealedPdf.DoesNotExist` before it is drawn."""
    stored = seal.pdf
    try:
        with stored.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        logger.error("The stored PDF of seal %s does not have the hash it was sealed with", seal.receipt)
        raise Damaged(
            _(
                "PDF-en i arkivet stemmer ikke med forseglingen (kvittering %s), så den leveres ikke ut. "
                "Innholdet er trygt i databasen. Gi beskjed til DIFI, så hentes filen fram igjen."
            )
            % seal.receipt
        )
    return bytes(content)


def restore(seal: SealedReport) -> bool:
    """Put a lost or damaged file back: drawn again from the snapshot, with the signature that was kept after it.
    Only the sealed bytes are put back.

    False where another version of the portal sealed it and draws it differently: then restore from backup.
    """
    stored = seal.pdf
    content = drawn(seal) + bytes(stored.signature or b"")
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        return False
    storage, name = stored.file.storage, str(stored.file.name)
    storage.delete(name)
    return bool(storage.save(name, ContentFile(content)) == name)


def drawn(seal: SealedReport) -> bytes:
    """The seal's drawing, without the signature: the same bytes each time from one version of the portal."""
    if seal.is_national:
        return _national(seal, None)
    return _pdf(compile_report(seal.content, sha256=seal.sha256))


def _national(seal: SealedReport, progress: Progress | None) -> bytes:
    from reporting.national.making import whole  # noqa: PLC0415 - views import this module, but never draw

    return whole(seal.content, seal.sha256, progress)


def _pdf(compiled: CompiledReport) -> bytes:
    from reporting.pdf import render_report  # noqa: PLC0415 - views import this module, but never draw

    return render_report(compiled)


def _signed(drawing: bytes, seal: SealedReport) -> bytes:
    from reporting.seal.signature import signed  # noqa: PLC0415 - views import this module, but never sign

    what = "nasjonal årsrapport" if seal.is_national else "årsrapport"
    return signed(drawing, reason=chain.reason(receipt=seal.receipt, chain=seal.chain_sha256, what=what))


def _draw(text: str, sha256: str, progress: Progress) -> bytes:
    progress(0, 3, _("Setter sammen rapporten"))
    compiled = compile_report(json.loads(text), sha256=sha256)
    progress(1, 3, _("Tegner sidene"))
    content = _pdf(compiled)
    progress(2, 3, _("Lagrer filen"))
    return content
