"""Finding the report that an address names, for the person who asks."""

from __future__ import annotations

from django.http import HttpRequest

from portal.pages import get_visible
from reporting.models import AnnualReport


def find_report(request: HttpRequest, year: int, slug: str) -> AnnualReport:
    """Raises `Http404` or `LoginNeeded` where the person may not see it."""
    rows = AnnualReport.objects.visible_to(request.user).select_related(
        "round__template", "region__pulje", "published_seal"
    )
    return get_visible(request, rows, round__year=year, region__slug=slug)
