"""Reports on other apps' pages: the template that puts them together may look up, the app below may not."""

from __future__ import annotations

from typing import Any

from django import template

from counties.models import Region
from reporting.models import AnnualReport
from reporting.workflow import Status

register = template.Library()


@register.inclusion_tag("reporting/region_reports.html", takes_context=True)
def region_reports(context: dict[str, Any], region: Region) -> dict[str, Any]:
    """The region's reports that the reader may see, newest first."""
    user = context["request"].user
    reports = AnnualReport.objects.visible_to(user).with_seen_status(user).for_lists()
    rows = reports.filter(region=region).order_by("-round__year")
    return {"rows": [(report, Status(report.seen_status)) for report in rows]}
