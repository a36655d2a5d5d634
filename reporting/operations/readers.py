"""A draft shown to people without an account: invited by those who write, read and commented on by a link."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.models import User
from portal.operations import records
from reporting.models import AnnualReport, ReaderComment, ReadingLink, Section
from reporting.operations.signing import content_mark

LONGEST = dt.timedelta(days=60)


@transaction.atomic
def invite(*, report: AnnualReport, reader: str, expires_on: dt.date, by: User) -> ReadingLink:
    """A link for one reader. Raises `Denied`, or `Conflict` where the report is handed in or the day won't do."""
    require(by, Permission.REPORT_WRITE, report)
    if report.is_sealed:
        raise Conflict(_("Rapporten er levert, og utkastet kan ikke deles lenger."), about=report)
    today = clock.today()
    if not today <= expires_on <= today + LONGEST:
        raise Conflict(_("Lenken må gjelde fra i dag og høyst %d dager.") % LONGEST.days)
    return ReadingLink.objects.create(
        report=report, reader=reader, expires_on=expires_on, created_at=clock.now(), created_by=by
    )


@transaction.atomic
def revoke(*, link: ReadingLink, by: User) -> None:
    """Nobody reads with it any more; what was said stays. Doing it again changes nothing. Raises `Denied`."""
    require(by, Permission.REPORT_WRITE, link.report)
    ReadingLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now(), revoked_by=by)


@transaction.atomic
def comment(*, link: ReadingLink, section: Section, text: str) -> ReaderComment:
    """Raises `Conflict` where the link is no longer open."""
    _require_open(link)
    return ReaderComment.objects.create(link=link, section=section, text=text, said_at=clock.now())


@transaction.atomic
def agree(*, link: ReadingLink, seen: str) -> None:
    """The reader agrees with the draft as it was `seen`. Raises `Conflict`, or `Stale` where it is another."""
    _require_open(link)
    mark = content_mark(link.report)
    records.require_same(seen, mark, about=link)
    link.agreed_at, link.agreed_sha256 = clock.now(), mark
    link.save(update_fields=["agreed_at", "agreed_sha256"])


def _require_open(link: ReadingLink) -> None:
    if not link.opens(on=clock.today()):
        raise Conflict(_("Lenken gjelder ikke lenger. Spør den som sendte deg den."), about=link)
