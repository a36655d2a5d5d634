"""Which comments an edition's words come from: those that the panel took into account, with its reasons."""

from __future__ import annotations

from criteria.hearing.models import HearingComment, HearingReply
from criteria.hearing.models.comments import IN_ORDER, ResolutionOutcome
from criteria.hearing.workflow import HearingState
from criteria.hooks import Cause, Causes, explains
from criteria.models import CriteriaSet

CHANGED_SOMETHING = [ResolutionOutcome.TAKEN, ResolutionOutcome.PARTLY]


@explains
def causes(edition: CriteriaSet) -> Causes:
    """One for each answer of the panel, with those it answered, as far as everyone may read them (1 query)."""
    rows = (
        HearingComment.objects.filter(
            reply__in=HearingReply.objects.public(),
            reply__hearing__edition=edition,
            reply__hearing__state=HearingState.SETTLED,
            resolution__outcome__in=CHANGED_SOMETHING,
        )
        .select_related("reply__hearing", "heard", "resolution")
        .order_by("-reply__hearing__closes_on", *IN_ORDER)
    )
    together: dict[tuple[str, int], list[HearingComment]] = {}
    for row in rows:
        together.setdefault((row.heard.code if row.heard else "", row.resolution_id or 0), []).append(row)
    found: Causes = {}
    for (code, _resolution), comments in together.items():
        found.setdefault(code, []).append(_cause(comments))
    return found


def _cause(comments: list[HearingComment]) -> Cause:
    resolution = comments[0].resolution
    assert resolution is not None  # noqa: S101 - asked for by its outcome
    voices = tuple((one.reply.sender, one.public_path) for one in comments)
    return Cause(resolution.get_outcome_display(), resolution.reason, voices)
