"""Where a published report says something else than the portal counts: told beside the figure, with both values."""

from __future__ import annotations

from django.utils.translation import gettext as _

from counties.measures.answers import SAYINGS
from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.registry import register_remarks
from counties.models import Region
from reporting.models import ReportedValue


def remarks_of(region: Region, year: int) -> dict[str, list[str]]:
    """By measure, what the region's report for the year has overruled (1 query)."""
    found: dict[str, list[str]] = {}
    for value in ReportedValue.objects.overruled(year=year, region=region):
        for measure in {saying.measure for saying in SAYINGS.get(value.figure, ())}:
            found.setdefault(measure, []).append(in_words(value, year))
    return found


def in_words(value: ReportedValue, year: int) -> str:
    details = {
        "year": year,
        "said": value.said,
        "label": value.label,
        "counted": value.counted,
        "reason": value.reason,
    }
    text = _(
        "Årsrapporten for %(year)d sier %(said)s på «%(label)s». Portalen regnet ut %(counted)s. "
        "Fylkets begrunnelse: %(reason)s"
    )
    return text % details


def _of_rows(measure: Measure, wanted: Narrowing) -> list[str]:
    """For the page with a region's rows of a year."""
    if wanted.place.region is None or wanted.year is None:
        return []
    return remarks_of(wanted.place.region, wanted.year).get(measure.key, [])


register_remarks(_of_rows)
