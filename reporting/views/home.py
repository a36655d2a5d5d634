"""The front page: what the programme is, and for those who have signed in, their desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.models import Event, Pulje
from criteria.models import ProductArea
from portal import clock
from portal.accounts import previous_visit
from portal.desks import desk_of, visit_since


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    if request.user.is_authenticated:
        desk = desk_of(request.user, visit_since(previous_visit(request)))
        return render(request, "portal/desk.html", {"desk": desk, "year": today.year - 1})
    context = {
        "puljer": Pulje.objects.prefetch_related("regions"),
        "product_areas": ProductArea.objects.all(),
        "events": Event.objects.published().filter(starts_at__date__gte=today).select_related("region")[:4],
    }
    return render(request, "reporting/home.html", context)
