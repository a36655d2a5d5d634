"""Reports on other apps' pages: the template that puts them together may look up, the app below may not."""

from __future__ import annotations

from typing import Any

from django import template

from counties.models import Region
from reporting.models import AnnualReport

register = template.Library()


@register.inclusion_tag("reporting/region_reports.html", takes_context=True)
def region_reports(context: dict[str, Any], region: Region) -> dict[str, Any]:
    """The region's reports that the reader may see, newest first."""
    reports = AnnualReport.objects.visible_to(context["request"].user).for_lists()
    return {"reports": reports.filter(region=region).order_by("-round__year")}
