"""What the hearings put on the pages of the criteria and on the front page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from criteria.hearing.models import HeardCriterion, Hearing
from criteria.hearing.workflow import HearingState, ReplyState
from criteria.models import CriteriaSet, Criterion
from criteria.workflow import EDIT
from portal.access import can
from portal.slots import fills


@fills("edition-workbench", "hearing/workbench.html")
def hearing_of_draft(request: HttpRequest, edition: CriteriaSet) -> dict[str, Any] | None:
    """The draft's newest hearing, or the way to one (1 query)."""
    if not can(request.user, EDIT):
        return None
    hearing = edition.hearings.order_by("-pk").first()
    under_way = hearing is not None and hearing.state in (HearingState.DRAFT, HearingState.ANNOUNCED)
    return {"edition": edition, "hearing": hearing, "may_begin": edition.is_editable and not under_way}


@fills("edition", "hearing/of_edition.html")
def hearings_of_edition(request: HttpRequest, edition: CriteriaSet) -> dict[str, Any] | None:
    """Those that the edition has been through (1 query)."""
    hearings = list(Hearing.objects.visible_to(request.user).filter(edition=edition))
    return {"hearings": hearings} if hearings else None


@fills("criterion", "hearing/of_criterion.html")
def hearings_of_criterion(request: HttpRequest, criterion: Criterion) -> dict[str, Any] | None:
    """Which hearing its words came through, with what was said that everyone may read (1 query)."""
    shown = Q(comments__reply__state=ReplyState.SHOWN) & ~Q(comments__text="", comments__proposal="")
    rows = (
        HeardCriterion.objects.filter(code=criterion.code, hearing__edition=criterion.edition_id)
        .exclude(hearing__state=HearingState.CANCELLED)
        .select_related("hearing")
        .annotate(said=Count("comments", filter=shown))
    )
    heard = [(row.hearing, row.said) for row in rows]
    return {"heard": heard, "criterion": criterion} if heard else None


@fills("criteria-home", "hearing/open_now.html")
def open_now(_request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """Hearings that can be answered now (1 query)."""
    hearings = list(Hearing.objects.filter(state=HearingState.OPEN).with_place().in_order())
    return {"hearings": hearings} if hearings else None
