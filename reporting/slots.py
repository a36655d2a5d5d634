"""What the reports put on the pages of the apps below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from counties.models import Region
from portal.slots import fills
from reporting.models import AnnualReport
from reporting.workflow import Status


@fills("region", "reporting/region_reports.html")
def reports_of_region(request: HttpRequest, region: Region) -> dict[str, Any]:
    """The region's reports that the reader may see, newest first."""
    reports = AnnualReport.objects.visible_to(request.user).with_seen_status(request.user).for_lists()
    rows = reports.filter(region=region).order_by("-round__year")
    return {"rows": [(report, Status(report.seen_status)) for report in rows]}
