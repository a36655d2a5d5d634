"""What the reports put on the pages of the apps below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from counties.models import Region
from counties.rooms import Room, adds_rooms
from portal import clock
from portal.links import reverse
from portal.slots import fills
from reporting.models import AnnualReport
from reporting.models.reports import AnnualReportQuerySet
from reporting.workflow import Status

if TYPE_CHECKING:
    from portal.access import Person


@fills("region", "reporting/region_reports.html")
def reports_of_region(request: HttpRequest, region: Region) -> dict[str, Any]:
    """The region's reports that the reader may see, newest first."""
    reports = AnnualReport.objects.visible_to(request.user).with_seen_status(request.user).for_lists()
    rows = reports.filter(region=region).order_by("-round__year")
    return {"rows": [(report, Status(report.seen_status)) for report in rows]}


@fills("meeting-papers", "reporting/meeting_papers.html")
def report_for_the_meeting(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    """The newest that isn't published (1 query)."""
    rows = _newest(request.user, region).exclude(status=Status.PUBLISHED)
    report = rows.select_related("round", "region").first()
    if report is None:
        return None
    page = report.url("report-read") if report.is_draft else report.get_absolute_url()
    return {"report": {"url": page, "name": report.name, "is_draft": report.is_draft}}


@adds_rooms
def newest_report(person: Person, region: Region) -> list[Room]:
    """The region's report of the newest round that has opened (1 query)."""
    found = _newest(person, region).values_list("round__year", "round__slug").first()
    if found is None:
        return []
    year, slug = found
    return [Room(_("Årsrapporten %d") % year, reverse("reporting:report-detail", args=[slug, region.slug]))]


def _newest(person: Person, region: Region) -> AnnualReportQuerySet:
    rows = AnnualReport.objects.yearly().visible_to(person).filter(region=region)
    return rows.filter(round__opens_on__lte=clock.today()).order_by("-round__year")
