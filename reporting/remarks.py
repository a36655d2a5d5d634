"""Where a published report says something else than the portal counts: told beside the figure, with both values.

Every overview, list and file asks here, with the narrowing that opens a figure's rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from counties.measures.answers import SAYINGS
from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.places import COUNTRY, Place
from counties.measures.registry import register_remarks
from counties.models import Region
from reporting.models import ReportedValue


@dataclass(frozen=True)
class Remark:
    """What a region's report for a year says instead of a figure, or of a part of it."""

    value: ReportedValue
    category: str = ""  # the part of the measure that the report speaks of

    @property
    def region(self) -> Region:
        return self.value.seal.sealed_report.region

    @property
    def year(self) -> int:
        return self.value.seal.sealed_report.round.year

    @property
    def in_short(self) -> str:
        """Where there is little room; without the county's reason."""
        return _("%(region)s %(year)d: %(said)s, portalen regnet ut %(counted)s") % self._details

    def __str__(self) -> str:
        text = _(
            "Årsrapporten fra %(region)s for %(year)d sier %(said)s på «%(label)s». "
            "Portalen regnet ut %(counted)s. Fylkets begrunnelse: %(reason)s"
        )
        return text % self._details

    def is_within(self, wanted: Narrowing) -> bool:
        """Whether the figure holds all that the report speaks of: a month's or a theme's does not."""
        if wanted.month or wanted.theme or wanted.text or not wanted.place.holds(self.region):
            return False
        is_begun = wanted.until is None or self.year <= wanted.until.year
        return is_begun and wanted.year in (None, self.year) and wanted.category in ("", self.category)

    @property
    def _details(self) -> dict[str, object]:
        value = self.value
        words = {"said": value.said, "label": value.label, "counted": value.counted, "reason": value.reason}
        return words | {"region": self.region.name, "year": self.year}


@dataclass(frozen=True)
class Remarks:
    """All remarks on a place, read once and then asked for."""

    by_measure: Mapping[str, list[Remark]] = field(default_factory=dict)

    def on(self, measure: Measure, wanted: Narrowing) -> tuple[Remark, ...]:
        if (region := wanted.place.region) is None:
            found = self.by_measure.get(measure.key, [])
        else:
            found = self._of_regions.get((measure.key, region.pk), [])
        return tuple(remark for remark in found if remark.is_within(wanted))

    @cached_property
    def _of_regions(self) -> dict[tuple[str, int], list[Remark]]:
        """By measure and region: a table that has a line for each region asks once for each."""
        found: dict[tuple[str, int], list[Remark]] = {}
        for measure, remarks in self.by_measure.items():
            for remark in remarks:
                found.setdefault((measure, remark.region.pk), []).append(remark)
        return found


def remarks_at(place: Place = COUNTRY, only: Collection[str] | None = None) -> Remarks:
    """What the place's regions have overruled in their published reports, oldest year first; on the measures with
    the keys `only`, or on all (1 query)."""
    found: dict[str, list[Remark]] = {}
    overruled = ReportedValue.objects.overruled(place)
    if only is not None:
        overruled = overruled.filter(figure__in=_told_by(only))
    for value in overruled:
        for saying in SAYINGS.get(value.figure, ()):
            found.setdefault(saying.measure, []).append(Remark(value, saying.category))
    return Remarks(found)


def _told_by(measures: Collection[str]) -> list[str]:
    return [key for key, sayings in SAYINGS.items() if any(saying.measure in measures for saying in sayings)]


def _of_rows(measure: Measure, wanted: Narrowing) -> list[str]:
    """For the page with a figure's rows, and its file."""
    return [str(remark) for remark in remarks_at(wanted.place, {measure.key}).on(measure, wanted)]


register_remarks(_of_rows)
