"""The national edition: begun, written, looked at as a draft, and published for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import Job, User
from portal.models.jobs import JobQueue
from portal.operations import jobs, records
from reporting import snapshot
from reporting.models import NationalEdition, NationalFile, ReportingRound, SealedReport
from reporting.models.national import PROSE
from reporting.national import content
from reporting.national.keys import (
    FIGURES,
    NATIONAL_DRAFT,
    NATIONAL_PART,
    STEPS_OF_THE_WHOLE,
    WORDS,
    key_of_draft,
    names_of_parts,
    part_job_key,
    parts_missing,
)
from reporting.operations.signing import RENDER_SEALED, add_link, new_receipt

KEPT = dt.timedelta(days=60)
WHOLE_COUNTRY = "00"  # where a report's receipt has its region's number


@transaction.atomic
def begin(*, round_: ReportingRound, reason: str = "", by: User) -> NationalEdition:
    """The round's next edition; a later one says what it corrects, and keeps the words of the one before.

    Raises `Denied`, or `Conflict` where one is being made already.
    """
    require(by, Permission.REPORT_PUBLISH)
    round_ = ReportingRound.objects.select_for_update().get(pk=round_.pk)
    last = round_.editions.order_by("-number").first()
    if last is not None and not last.is_published:
        raise Conflict(_("Den nasjonale rapporten er begynt på allerede."), about=last)
    if last is not None and not reason:
        raise Conflict(_("Skriv hva som er rettet i den nye utgaven."), about=last)
    words = {name: getattr(last, name) for name in PROSE} if last else {}
    with because(reason or _("Begynt"), by):
        return NationalEdition.objects.create(
            round=round_,
            number=last.number + 1 if last else 1,
            reason=reason if last else "",
            begun_at=clock.now(),
            begun_by=by,
            **words,
        )


@transaction.atomic
def write(
    *, edition: NationalEdition, values: Mapping[str, Any], seen: str | None = None, by: User
) -> NationalEdition:
    """DIFI's words. Raises `Denied`, `Stale`, or `Conflict` where the edition is published."""
    _lock_open(edition, by)
    return records.save(row=edition, values=values, permission=Permission.REPORT_PUBLISH, seen=seen, by=by)


@transaction.atomic
def ask_for_draft(*, edition: NationalEdition, by: User) -> Job:
    """The whole file as it would be now, marked as a draft; the same content gives the same job and file.

    Raises `Denied`, or `Conflict` where the edition is published or no report is.
    """
    edition = _lock_open(edition, by)
    found = _require_some(content.draft(edition), edition)
    job = jobs.write(
        kind=NATIONAL_DRAFT,
        key=f"{edition.pk}:{key_of_draft(found)}",
        title=_("Utkast til nasjonal årsrapport %d") % edition.round.year,
        queue=JobQueue.MASS,
        anew=not NationalFile.objects.filter(key=key_of_draft(found)).exists(),
        result_path=edition.url("national-draft"),
        requested_by=by,
        region_id=None,
    )
    _send(job, found, by)
    return job


@transaction.atomic
def publish(*, edition: NationalEdition, seen: str | None = None, by: User) -> SealedReport:
    """Seal the edition as it stands, which is as it was `seen`: from now on it never changes.

    Raises `Denied`, `Stale`, or `Conflict` where it is published already or no report is.
    """
    edition = _lock_open(edition, by)
    found = _require_some(content.draft(edition), edition)
    records.require_same(seen, mark_of(found), about=edition)
    edition.published_at, edition.published_by = clock.now(), by
    receipt = new_receipt(edition.round.year, WHOLE_COUNTRY)
    sealed = content.sealed(edition, receipt=receipt, by=by)
    with because(_("Publisert"), by):
        edition.save(update_fields=["published_at", "published_by"])
    seal = add_link(
        edition=edition,
        number=edition.number,
        receipt=receipt,
        text=snapshot.canonical(sealed),
        signed_at=edition.published_at,
        signed_by=by,
        due_on=edition.round.due_on,
    )
    job = jobs.write(
        kind=RENDER_SEALED,
        key=str(seal.pk),
        title=_("Nasjonal årsrapport %d som PDF") % edition.round.year,
        queue=JobQueue.MASS,
        result_path=edition.get_absolute_url(),
        requested_by=by,
        region_id=None,
    )
    _send(job, sealed, by)
    return seal


@transaction.atomic
def tidy(*, now: dt.datetime) -> int:
    """Throw away parts and drafts that were made a while ago; what is needed again is made again."""
    old = NationalFile.objects.filter(made_at__lt=now - KEPT)
    for stored in old:
        transaction.on_commit(partial(stored.file.delete, save=False))
    return old.delete()[0]


def mark_of(found: Mapping[str, Any]) -> str:
    """Every word and number of the edition as it would be published."""
    return snapshot.sha256(snapshot.canonical(dict(found)))


def _lock_open(edition: NationalEdition, by: User) -> NationalEdition:
    require(by, Permission.REPORT_PUBLISH)
    rows = NationalEdition.objects.select_for_update(of=("self",)).select_related("round")
    edition = rows.get(pk=edition.pk)
    if edition.is_published:
        raise Conflict(_("Utgaven er publisert og kan ikke endres. Lag en rettet utgave."), about=edition)
    return edition


def _require_some(found: dict[str, Any], edition: NationalEdition) -> dict[str, Any]:
    if not found["regions"]:
        raise Conflict(_("Ingen årsrapport for %d er publisert ennå.") % edition.round.year, about=edition)
    return found


def _send(job: Job, found: Mapping[str, Any], by: User) -> None:
    """A job for each part that is missing, and `job` after them."""
    if job.has_ended:
        return
    titles = {region["slug"]: region["name"] for region in found["regions"]}
    titles |= {WORDS: _("tekstene"), FIGURES: _("tallene")}
    every, missing = names_of_parts(found), parts_missing(found)
    parts = [
        jobs.write(
            kind=NATIONAL_PART,
            key=part_job_key(job, name),
            title=_("Del av den nasjonale årsrapporten: %s") % titles.get(name, name),
            queue=JobQueue.MASS,
            result_path=job.get_absolute_url(),
            anew=True,
            requested_by=by,
            region_id=None,
        )
        for name in missing
    ]
    job.steps_done, job.steps_total = len(every) - len(missing), len(every) + STEPS_OF_THE_WHOLE
    job.save(update_fields=["steps_done", "steps_total"])
    transaction.on_commit(lambda: jobs.send_together(parts, job))
