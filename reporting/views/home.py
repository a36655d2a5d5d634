"""The front page: what the programme is, and for those who work in it, what is next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counties.models import Pulje
from criteria.models import ProductArea
from portal import clock
from reporting.desk import desk_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "desk": desk_of(request.user, on=clock.today()),
        "puljer": Pulje.objects.prefetch_related("regions"),
        "product_areas": ProductArea.objects.all(),
    }
    return render(request, "reporting/home.html", context)
