"""A national edition's file: each region's part once, by what it is made of, and then the whole. For workers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import translation
from django.utils.translation import gettext as _

from portal import clock
from portal.errors import Conflict
from portal.jobs import Progress
from portal.models import Job
from portal.models.jobs import FINISHED
from portal.operations import jobs
from reporting import snapshot
from reporting.models import NationalEdition, NationalFile, SealedPdf, SealedReport
from reporting.national import content as content_of
from reporting.national.compile import compile_edition
from reporting.national.join import Appendix, joined, page_count
from reporting.national.keys import (
    NATIONAL_DRAFT,
    NATIONAL_PART,
    STEPS_OF_THE_WHOLE,
    key_of_draft,
    key_of_part,
    part_job_key,
    parts_missing,
)
from reporting.national.numbering import Numbering
from reporting.national.pdf import Start, render_edition, render_region
from reporting.national.regions import compile_region, input_of
from reporting.operations import rendering

logger = logging.getLogger(__name__)

FIRST_GUESS = 8  # pages before the appendices
MOST_DRAWINGS = 3
PATIENCE = 200  # seconds for parts that other workers are at
LOOK_AGAIN = 0.2


def draft_of_job(job: Job, progress: Progress) -> NationalFile:
    """The draft that a job is on, of the edition as it is now: what has been changed since is asked for anew."""
    edition = NationalEdition.objects.select_related("round").get(pk=job.key.partition(":")[0])
    found = content_of.draft(edition)
    return make_draft(found, snapshot.sha256(snapshot.canonical(found)), key_of_draft(found), progress)


def part_of_job(job: Job) -> None:
    """A region's part of what another job, which it is a part of, is on; that one's progress is told."""
    whole_pk, _colon, slug = job.key.partition(":")
    found = Job.objects.get(pk=whole_pk)
    make_part(_content_of(found), slug)
    parts = Job.objects.filter(kind=NATIONAL_PART, key__startswith=f"{whole_pk}:")
    left = parts.exclude(state__in=FINISHED).exclude(pk=job.pk).count()
    done = Greatest("steps_done", F("steps_total") - STEPS_OF_THE_WHOLE - left)
    Job.objects.filter(pk=whole_pk, steps_total__gt=left + STEPS_OF_THE_WHOLE).update(
        steps_done=done, message=_("Klargjør vedleggene")
    )


def _content_of(job: Job) -> Mapping[str, Any]:
    """What a job makes a whole of: a published edition's snapshot, or the edition as it is now."""
    if job.kind == NATIONAL_DRAFT:
        edition = NationalEdition.objects.select_related("round").get(pk=job.key.partition(":")[0])
        return content_of.draft(edition)
    return SealedReport.objects.get(pk=job.key).content


def make_part(content: Mapping[str, Any], slug: str) -> NationalFile:
    """The region's page and its sealed report as one file; what is there already is left as it is.

    Raises `Damaged` where the sealed file is not what was sealed.
    """
    key = key_of_part(content, slug)
    done = NationalFile.objects.filter(key=key).first()
    if done is not None:
        return done
    page = compile_region(input_of(content, slug))
    seal = SealedReport.objects.select_related("pdf").get(receipt=page.receipt)
    sealed = _sealed_bytes(seal)
    head = render_region(page, seal.pdf.sha256, page_count(sealed))
    title = f"{page.title} {page.year}"
    whole = joined(head, [Appendix(f"{slug}-rapport", _("Årsrapporten"), sealed)], own_name=slug)
    logger.info("Made the part %s of %s", slug, title)
    return keep(key, whole, page_count(whole))


def keep(key: str, content: bytes, pages: int, own_pages: int = 0) -> NationalFile:
    """Two that made the same at once made the same bytes: the first row stands."""
    with transaction.atomic():
        stored, created = NationalFile.objects.select_for_update().get_or_create(
            key=key, defaults={"pages": pages, "own_pages": own_pages, "made_at": clock.now(), "file": ""}
        )
        if created:
            stored.file.save(f"{key}.pdf", ContentFile(content))
    return stored


def whole(content: Mapping[str, Any], sha256: str, progress: Progress | None) -> bytes:
    """The whole file, unsigned: the same bytes for the same content and the same version of the portal."""
    with translation.override("nb"):
        return _whole(content, sha256, progress or _silent)[0]


def make_draft(content: Mapping[str, Any], sha256: str, key: str, progress: Progress) -> NationalFile:
    """The whole of an edition that is not published, kept by what it is made of."""
    done = NationalFile.objects.filter(key=key).first()
    if done is None:
        with translation.override("nb"):
            drawn, own_pages = _whole(content, sha256, progress)
        done = keep(key, drawn, page_count(drawn), own_pages)
    progress(progress.job.steps_total, progress.job.steps_total, _("Filen er klar"))
    return done


def _silent(done: int, total: int, message: str) -> None: ...


def _whole(content: Mapping[str, Any], sha256: str, progress: Any) -> tuple[bytes, int]:
    regions = content["regions"]
    total = len(regions) + STEPS_OF_THE_WHOLE
    parts = _all_parts(content, progress)
    progress(len(regions), total, _("Tegner den nasjonale delen"))
    edition = compile_edition(content, sha256=sha256, kind=content_of.name_of(content))
    own, drawn = _first_guess(), b""
    for _attempt in range(MOST_DRAWINGS):
        drawn = render_edition(edition, _starts(content, parts, own))
        guessed, own = own, page_count(drawn)
        if guessed == own:
            break
    progress(len(regions) + 1, total, _("Setter sammen alle sidene"))
    text = f"{edition.name}{_(', utkast') if edition.is_draft else ''} · side %d av %d"
    return joined(drawn, _appendices(content, parts), Numbering(text).write), own


def _first_guess() -> int:
    """As many as the last time; a wrong guess costs a drawing."""
    last = NationalFile.objects.filter(own_pages__gt=0).order_by("-pk").first()
    return last.own_pages if last else FIRST_GUESS


def _starts(content: Mapping[str, Any], parts: Mapping[str, NationalFile], own: int) -> list[Start]:
    """Where each appendix begins, with `own` pages before the first one."""
    starts, page = [], own + 1
    for region in content["regions"]:
        starts.append(Start(region["name"], region["slug"], page))
        page += parts[region["slug"]].pages
    return starts


def _appendices(content: Mapping[str, Any], parts: Mapping[str, NationalFile]) -> Iterator[Appendix]:
    """Read one at a time."""
    for region in content["regions"]:
        with parts[region["slug"]].file.open("rb") as file:
            yield Appendix(region["slug"], region["name"], file.read(), is_apart=True)


def _all_parts(content: Mapping[str, Any], progress: Any) -> dict[str, NationalFile]:
    """Those that are missing are made here, or waited for where another worker is at them."""
    job: Job | None = getattr(progress, "job", None)
    deadline = time.monotonic() + PATIENCE
    while missing := parts_missing(content):
        if time.monotonic() > deadline:
            raise Conflict(_("Vedleggene ble ikke ferdige i tide. Prøv på nytt."))
        done = len(content["regions"]) - len(missing)
        progress(done, len(content["regions"]) + STEPS_OF_THE_WHOLE, _("Klargjør vedleggene"))
        for slug in missing:
            _make_or_leave(content, slug, job)
        if parts_missing(content):
            time.sleep(LOOK_AGAIN)
    keys = {key_of_part(content, region["slug"]): region["slug"] for region in content["regions"]}
    return {keys[part.key]: part for part in NationalFile.objects.filter(key__in=keys)}


def _make_or_leave(content: Mapping[str, Any], slug: str, job: Job | None) -> None:
    """By the part's own job, which only one worker does at a time; by itself where there is none, or it failed."""
    rows = Job.objects.filter(kind=NATIONAL_PART, key=part_job_key(job, slug)) if job else Job.objects.none()
    part_job = rows.first()
    if part_job is not None and not part_job.has_ended:
        jobs.run(job_id=part_job.pk)
    else:
        make_part(content, slug)


def _sealed_bytes(seal: SealedReport) -> bytes:
    """A report that was published before its own file was drawn has it drawn now."""
    try:
        return rendering.sealed_bytes(seal)
    except SealedPdf.DoesNotExist:
        raise Conflict(
            _("PDF-en med kvittering %s er ikke laget ennå. Vent til den er klar, og prøv på nytt.")
            % seal.receipt
        ) from None
