"""A national edition's file: each part once, by what it is made of, and then the whole. For workers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
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
from reporting.national.join import Appendix, joined, page_count, pages_of_names
from reporting.national.keys import (
    NATIONAL_DRAFT,
    NATIONAL_PART,
    PIECES,
    STEPS_OF_THE_WHOLE,
    key_of_draft,
    key_of_part,
    keys_of_parts,
    names_of_parts,
    part_job_key,
    parts_missing,
)
from reporting.national.numbering import Numbering
from reporting.national.pdf import render_front, render_piece, render_region
from reporting.national.regions import compile_region
from reporting.national.regions import input_of as region_of
from reporting.operations import rendering
from reporting.operations.signing import RENDER_SEALED

logger = logging.getLogger(__name__)

FIRST_GUESS = 3  # pages before the parts
MOST_DRAWINGS = 3
PATIENCE = 200  # seconds for parts that other workers are at
LOOK_AGAIN = 0.2


def draft_of_job(job: Job, progress: Progress) -> NationalFile:
    """The draft that a job is on, of the edition as it is now: what has been changed since is asked for anew."""
    edition = NationalEdition.objects.select_related("round").get(pk=job.key.partition(":")[0])
    found = content_of.draft(edition)
    return make_draft(found, snapshot.sha256(snapshot.canonical(found)), key_of_draft(found), progress)


def part_of_job(job: Job) -> None:
    """A part of what another job is on, which is told how far it has come."""
    whole_pk, _colon, name = job.key.partition(":")
    found = Job.objects.get(pk=whole_pk)
    make_part(_content_of(found), name)
    parts = Job.objects.filter(kind=NATIONAL_PART, key__startswith=f"{whole_pk}:")
    left = parts.exclude(state__in=FINISHED).exclude(pk=job.pk).count()
    done = Greatest("steps_done", F("steps_total") - STEPS_OF_THE_WHOLE - left)
    Job.objects.filter(pk=whole_pk, steps_total__gt=left + STEPS_OF_THE_WHOLE).update(
        steps_done=done, message=_("Klargjør delene")
    )


def _content_of(job: Job) -> Mapping[str, Any]:
    """What a job makes a whole of: a published edition's snapshot, or the edition as it is now."""
    if job.kind == NATIONAL_DRAFT:
        edition = NationalEdition.objects.select_related("round").get(pk=job.key.partition(":")[0])
        return content_of.draft(edition)
    return SealedReport.objects.get(pk=job.key).content


def make_part(content: Mapping[str, Any], name: str) -> NationalFile:
    """A piece of the national part, or a region's page with its sealed report; what is there is left as it is.

    Raises `Damaged` where the sealed file is not what was sealed.
    """
    key = key_of_part(content, name)
    done = NationalFile.objects.filter(key=key).first()
    if done is None:
        made = _piece(content, name) if name in PIECES else _region(content, name)
        done = keep(key, made, page_count(made))
        logger.info("Made the part %s of the national edition %s", name, content["round"]["year"])
    return done


def _piece(content: Mapping[str, Any], name: str) -> bytes:
    edition = compile_edition(content, sha256="", kind="")
    return joined(render_piece(edition, name), [], own_name=name)


def _region(content: Mapping[str, Any], slug: str) -> bytes:
    page = compile_region(region_of(content, slug))
    seal = SealedReport.objects.get(receipt=page.receipt)
    sealed = _sealed_bytes(seal)
    head = render_region(page, seal.pdf.sha256, page_count(sealed))
    return joined(head, [Appendix(f"{slug}-rapport", _("Årsrapporten"), sealed)], own_name=slug)


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
    """The file, and how many pages come before its parts."""
    names = names_of_parts(content)
    total = len(names) + STEPS_OF_THE_WHOLE
    parts = _all_parts(content, progress)
    progress(len(names), total, _("Tegner forsiden og innholdet"))
    edition = compile_edition(content, sha256=sha256, kind=content_of.name_of(content))
    inside = {name: _places(parts[name]) for name in names if name in PIECES}
    own, drawn = _first_guess(), b""
    for _attempt in range(MOST_DRAWINGS):
        drawn = render_front(edition, starts_of(names, parts, inside, own))
        guessed, own = own, page_count(drawn)
        if guessed == own:
            break
    progress(len(names) + 1, total, _("Setter sammen alle sidene"))
    receipt = _("utkast") if edition.is_draft else _("kvittering %s") % edition.receipt
    text = f"{edition.name} · {receipt} · side %d av %d"
    return joined(drawn, _appendices(content, names, parts), Numbering(text).write), own


def starts_of(
    names: Iterable[str], parts: Mapping[str, NationalFile], inside: Mapping[str, Mapping[str, int]], own: int
) -> dict[str, int]:
    """The page of each part, and of each place in the pieces, by name, with `own` pages before the first part."""
    starts, page = {}, own + 1
    for name in names:
        starts[name] = page
        starts |= {place: page + further for place, further in inside.get(name, {}).items()}
        page += parts[name].pages
    return starts


def _places(part: NationalFile) -> dict[str, int]:
    with part.file.open("rb") as file:
        return pages_of_names(file.read())


def _first_guess() -> int:
    """As many as the last time; a wrong guess costs a drawing."""
    last = NationalFile.objects.filter(own_pages__gt=0).order_by("-pk").first()
    return last.own_pages if last else FIRST_GUESS


def _appendices(
    content: Mapping[str, Any], names: Iterable[str], parts: Mapping[str, NationalFile]
) -> Iterator[Appendix]:
    """Read one at a time. The pieces' own bookmarks stand beside the regions'."""
    titles = {region["slug"]: region["name"] for region in content["regions"]}
    for name in names:
        with parts[name].file.open("rb") as file:
            yield Appendix(name, titles.get(name, ""), file.read(), is_apart=True)


def _all_parts(content: Mapping[str, Any], progress: Any) -> dict[str, NationalFile]:
    """Those that are missing are made here, or waited for where another worker is at them."""
    job: Job | None = getattr(progress, "job", None)
    deadline = time.monotonic() + PATIENCE
    while missing := parts_missing(content):
        if time.monotonic() > deadline:
            raise Conflict(_("Delene ble ikke ferdige i tide. Prøv på nytt."))
        total = len(names_of_parts(content))
        progress(total - len(missing), total + STEPS_OF_THE_WHOLE, _("Klargjør delene"))
        for name in missing:
            _make_or_leave(content, name, job)
        if parts_missing(content):
            time.sleep(LOOK_AGAIN)
    keys = keys_of_parts(content)
    return {keys[part.key]: part for part in NationalFile.objects.filter(key__in=keys)}


def _make_or_leave(content: Mapping[str, Any], name: str, job: Job | None) -> None:
    """By the part's own job, which only one worker does at a time; by itself where there is none, or it failed."""
    rows = Job.objects.filter(kind=NATIONAL_PART, key=part_job_key(job, name)) if job else Job.objects.none()
    part_job = rows.first()
    if part_job is not None and not part_job.has_ended:
        jobs.run(job_id=part_job.pk)
    else:
        make_part(content, name)


def _sealed_bytes(seal: SealedReport) -> bytes:
    """A report that was published before its own file was drawn has that done first, here or by another worker."""
    job = Job.objects.filter(kind=RENDER_SEALED, key=str(seal.pk)).first()
    deadline = time.monotonic() + PATIENCE
    while job is not None and not SealedPdf.objects.filter(seal=seal).exists():
        jobs.run(job_id=job.pk)
        job.refresh_from_db()
        if job.has_failed or time.monotonic() > deadline:
            break
        time.sleep(LOOK_AGAIN)
    try:
        return rendering.sealed_bytes(seal)
    except SealedPdf.DoesNotExist:
        reason = (
            _("PDF-en med kvittering %s er ikke laget. Lag den først, og prøv så på nytt.") % seal.receipt
        )
        raise Conflict(reason) from None
