"""Working through what came in: who has a comment, what is done with it, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.hearing.models import Hearing, HearingComment, Resolution
from criteria.hearing.workflow import CAME_IN, HAS_BEEN, HearingState
from criteria.models import Criterion
from criteria.operations import writing
from criteria.workflow import EDIT, EDITABLE
from portal import clock
from portal.access import require
from portal.errors import Conflict, Stale
from portal.history import because, last_write
from portal.models import User
from portal.operations import records


@transaction.atomic
def assign(*, hearing: Hearing, comments: Collection[int], to: User | None, by: User) -> int:
    """Give comments (by key) to one of the panel, or to nobody; returns how many. Raises `Denied` or `Conflict`."""
    require(by, EDIT)
    hearing = _workable(hearing)
    if to is not None:
        require(to, EDIT)
    rows = _rows(hearing, comments)
    with because(_("Fordelte merknader"), by):
        return HearingComment.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_to=to)


@transaction.atomic
def resolve(
    *,
    hearing: Hearing,
    comments: Collection[int],
    outcome: str,
    reason: str,
    seen: str | None = None,
    by: User,
) -> Resolution:
    """Answer comments (by key) that say the same, with one outcome and reason; an earlier answer is replaced.

    `seen` is `mark_of` the comments as they were looked at. Raises `Denied`, `Conflict`, or `Stale` with the
    answer that stands where somebody was there first.
    """
    require(by, EDIT)
    hearing = _workable(hearing)
    rows = _rows(hearing, comments)
    if not rows:
        raise Conflict(_("Velg minst én merknad."), about=hearing)
    if seen is not None and seen != mark_of(rows):
        raise Stale(_overtaken(rows), row=_standing(rows))
    shared = _shared(rows)
    resolution = shared or Resolution(hearing=hearing)
    if (resolution.outcome, resolution.reason) == (outcome, reason.strip()):
        return resolution
    resolution.outcome, resolution.reason = outcome, reason.strip()
    resolution.decided_at, resolution.decided_by = clock.now(), by
    left = {row.resolution_id for row in rows if row.resolution_id is not None}
    with because(_("Svarte på merknader"), by):
        resolution.save()
        for row in rows:  # each gets a new version, so that who has it open elsewhere is told
            row.resolution = resolution
            row.save(update_fields=["resolution"])
        Resolution.objects.filter(pk__in=left, comments=None).exclude(pk=resolution.pk).delete()
    return resolution


def _shared(rows: Sequence[HearingComment]) -> Resolution | None:
    """The answer that these comments, and no others, have already."""
    first = rows[0].resolution
    if first is None or any(row.resolution_id != first.pk for row in rows):
        return None
    return first if first.comments.count() == len(rows) else None


@transaction.atomic
def unresolve(*, comment: HearingComment, seen: str | None = None, by: User) -> None:
    """Take the answer away again; it is asked for once more. Raises `Denied`, `Conflict` or `Stale`."""
    require(by, EDIT)
    hearing = _workable(comment.reply.hearing)
    (row,) = _rows(hearing, [comment.pk])
    if seen is not None and seen != mark_of([row]):
        raise Stale(_overtaken([row]), row=_standing([row]))
    left, row.resolution = row.resolution, None
    with because(_("Tok bort svaret på merknaden"), by):
        row.save(update_fields=["resolution"])
        if left is not None and not left.comments.exists():
            left.delete()


@transaction.atomic
def take_wording(*, comment: HearingComment, seen: str | None = None, by: User) -> Criterion:
    """Put the proposed wording into the draft that is worked on, in place of the criterion's text.

    `seen` is the mark of the draft's criterion as it was looked at. Raises `Denied`, `Stale`, or `Conflict` where
    nothing is proposed, or the draft no longer has the criterion.
    """
    require(by, EDIT)
    hearing = _workable(comment.reply.hearing)
    if not comment.proposal or comment.heard is None:
        raise Conflict(_("Merknaden foreslår ingen ordlyd."), about=comment)
    criterion = drafted(hearing, comment.heard.code)
    if criterion is None:
        raise Conflict(_("%s er ikke i utkastet lenger.") % comment.heard.code, about=comment)
    records.require_same(seen, criterion.mark, about=comment)
    values = {"text": comment.proposal, "labels": list(criterion.labels.all())}
    with because(_("Tok inn ordlyd fra svar nummer %s") % comment.reply.number, by):
        return writing.save_criterion(criterion=criterion, values=values, seen=criterion.mark, by=by)


def drafted(hearing: Hearing, code: str) -> Criterion | None:
    """The criterion as the draft has it now; None where it is taken out, or the draft is finished."""
    rows = Criterion.objects.filter(edition=hearing.edition_id, edition__state__in=EDITABLE)
    return rows.with_place().filter(code=code).first()


def mark_of(comments: Collection[HearingComment]) -> str:
    """Which comments, and which answers to them, were looked at."""
    said = sorted(
        f"{row.mark}-{row.resolution.mark if row.resolution is not None else ''}" for row in comments
    )
    return hashlib.sha256(" ".join(said).encode()).hexdigest()


def _rows(hearing: Hearing, keys: Collection[int]) -> list[HearingComment]:
    """The locked comments, all of this hearing and of answers that have come in. Raises `Conflict` for others."""
    rows = list(
        HearingComment.objects.filter(pk__in=keys, reply__hearing=hearing, reply__state__in=CAME_IN)
        .select_for_update(of=("self",))
        .select_related("reply", "resolution", "heard")
        .order_by("pk")
    )
    if len(rows) != len(set(keys)):
        missing = len(set(keys)) - len(rows)
        words = ngettext(
            "%d merknad er trukket eller finnes ikke.", "%d merknader er trukket eller finnes ikke.", missing
        )
        raise Conflict(words % missing, about=hearing)
    return rows


def _standing(rows: Sequence[HearingComment]) -> Resolution | None:
    return next((row.resolution for row in rows if row.resolution is not None), None)


def _overtaken(rows: Sequence[HearingComment]) -> str:
    standing = _standing(rows)
    trace = last_write(standing) if standing else None
    if trace is None or not trace.who:
        return _("Merknadene er endret etter at du åpnet siden. Se på dem igjen.")
    return _("Svaret er endret etter at du åpnet siden, av %s. Se begge tekstene før du lagrer.") % trace.who


def _workable(hearing: Hearing) -> Hearing:
    """Raises `Conflict` before the deadline, and after the edition is published."""
    rows = Hearing.objects.select_for_update(of=("self",), no_key=True).select_related("edition__group")
    hearing = rows.get(pk=hearing.pk)
    if hearing.state == HearingState.CLOSED:
        return hearing
    if hearing.state in HAS_BEEN:
        raise Conflict(_("Utgaven er publisert, og svarene på merknadene står fast."), about=hearing)
    raise Conflict(_("Merknadene kan besvares når fristen er ute."), about=hearing)
