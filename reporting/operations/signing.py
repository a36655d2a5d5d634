"""The signature: in one transaction the answers freeze, a receipt is given, and the PDF is asked for."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Role
from portal.errors import Conflict
from portal.models import User
from portal.models.jobs import JobQueue
from portal.operations import jobs, records
from reporting import chain, snapshot
from reporting.models import AnnualReport, SealedReport
from reporting.operations import values
from reporting.operations.steps import lock, move, require_complete, tell
from reporting.workflow import Action

RENDER_SEALED = "render_sealed_report"
CHAIN_LOCK = 7003  # one seal at a time, in all the portal; jobs hold locks in the space 7001
RECEIPT_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that can be misread: no 0, O, 1 or I


@transaction.atomic
def sign(*, report: AnnualReport, seen: str | None = None, by: User) -> SealedReport:
    """Seal the report as it stands, which is as it was `seen`, and deliver it to DIFI.

    Raises `Denied`, `Conflict`, `Incomplete`, or `Stale` where an answer or a counted number is another now.
    """
    report = lock(report, Action.SIGN, by)
    if report.round.is_rehearsal:
        raise Conflict(
            _("Dette er en prøverunde, og rapporten kan ikke signeres. Send den tilbake."), about=report
        )
    if seen is not None:
        records.require_same(seen, content_mark(report), about=report)
    missing = _(
        "Rapporten kan ikke signeres: %d svar mangler, må rettes eller forklares nå. Send den tilbake."
    )
    require_complete(report, missing)
    seal = _seal(report, by)
    move(report, Action.SIGN, by, seal=seal)
    jobs.enqueue(
        kind=RENDER_SEALED,
        key=str(seal.pk),
        title=_("PDF av %s") % report.name,
        queue=JobQueue.MASS,
        result_path=seal.pdf_url,
        by=by,
        region_id=report.region_id,
    )
    receipt = _("Kvitteringsnummer: %s") % seal.receipt
    tell(
        report,
        [Role.FYLKESMANN, Role.KOORDINATOR, Role.DIFI],
        _("Levert: %(report)s"),
        _("Fylkesmannen har signert og levert %(report)s.") + "\n\n" + receipt,
    )
    return seal


def content_mark(report: AnnualReport) -> str:
    """Every word and number of the report as it stands: the hash of its draft, which its page is made from."""
    return snapshot.sha256(snapshot.canonical(snapshot.draft(report)))


def _seal(report: AnnualReport, by: User) -> SealedReport:
    """The report's next sealed version: snapshot, hash, receipt, and its link in the chain."""
    now = clock.now()
    last = report.seals.order_by("-number").first()
    number = last.number + 1 if last else 1
    receipt = new_receipt(report.round.year, report.region.number)
    text = snapshot.canonical(
        snapshot.sealed(report, receipt=receipt, number=number, signed_at=now, signed_by=by.name)
    )
    seal = add_link(
        report=report,
        number=number,
        receipt=receipt,
        text=text,
        signed_at=now,
        signed_by=by,
        due_on=report.due_on,
    )
    values.write_texts(seal)
    return seal


def add_link(*, receipt: str, text: str, signed_at: dt.datetime, **details: Any) -> SealedReport:
    """A seal of the snapshot `text`, as the next link of the chain."""
    sha256, previous = snapshot.sha256(text), _end_of_chain()
    return SealedReport.objects.create(
        receipt=receipt,
        snapshot=text,
        sha256=sha256,
        signed_at=signed_at,
        previous_sha256=previous,
        chain_sha256=chain.hash_of(previous, receipt=receipt, sha256=sha256, signed_at=signed_at),
        **details,
    )


def _end_of_chain() -> str:
    """The hash that the next seal follows; others who seal wait until this one is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = SealedReport.objects.order_by("-pk").values_list("chain_sha256", flat=True).first()
    return last or chain.START


def new_receipt(year: int, number: str) -> str:
    """Year, region's number, and eight random letters (40 bits; the database refuses the same twice)."""
    letters = "".join(secrets.choice(RECEIPT_ALPHABET) for _letter in range(8))
    return f"{year}-{number}-{letters}"
