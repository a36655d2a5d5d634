"""Finding the report that an address names, for the person who asks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from counties.models import Region
from portal.access import Permission, require
from portal.http import SignedInRequest
from portal.norwegian import with_words
from portal.pages import get_visible
from reporting.completion import ReportCompletion, SectionCompletion, completion_of
from reporting.models import AnnualReport


def regions_called(text: str) -> QuerySet[Region]:
    """As they are searched for by name, or by a fylke's."""
    return with_words(Region.objects.all(), text, "name", many=["fylker__name"])


def find_report(request: HttpRequest, round_slug: str, slug: str) -> AnnualReport:
    """Raises `Http404` or `LoginNeeded` where the person may not see it."""
    rows = AnnualReport.objects.visible_to(request.user).select_related(
        "round__template", "region__pulje", "published_seal", "extension"
    )
    return get_visible(request, rows, round__slug=round_slug, region__slug=slug)


def find_chapter(
    request: SignedInRequest, round_slug: str, slug: str, section: str, permission: Permission
) -> tuple[AnnualReport, ReportCompletion, SectionCompletion]:
    """The report, how far it has come, and one of its chapters. Raises `Denied`, `Http404` or `LoginNeeded`."""
    report = find_report(request, round_slug, slug)
    require(request.user, permission, report)
    progress = completion_of(report)
    row = progress.find(section)
    if row is None:
        raise Http404
    return report, progress, row
