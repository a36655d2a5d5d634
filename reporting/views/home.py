"""The front page: what the programme is, and for those who have signed in, their desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.models import Event, Pulje, Region
from criteria.models import ProductArea
from portal import clock
from portal.accounts import previous_visit
from portal.desks import desk_of, visit_since

NAMED = 40  # regions by name on the front page; where there are more they are looked up in their list


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    if request.user.is_authenticated:
        desk = desk_of(request.user, visit_since(previous_visit(request)))
        return render(request, "portal/desk.html", {"desk": desk, "year": today.year - 1})
    context = {
        **_regions_by_pulje(),
        "product_areas": ProductArea.objects.all(),
        "events": Event.objects.published()
        .filter(starts_at__gte=clock.begin_of(today))
        .select_related("region")[:4],
    }
    return render(request, "reporting/home.html", context)


def _regions_by_pulje() -> dict[str, Any]:
    """None of them where they are too many to be named (2 queries)."""
    regions = list(Region.objects.all()[: NAMED + 1])
    are_many = len(regions) > NAMED
    named = [] if are_many else regions
    puljer = {
        pulje: [region for region in named if region.pulje_id == pulje.pk] for pulje in Pulje.objects.all()
    }
    return {"puljer": puljer, "are_many": are_many}
