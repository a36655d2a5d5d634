"""What the figures come to, in a few sentences that they write themselves.

Only what the person may see is in the figures, so only that is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from counties.country_desk import late_milestones
from portal import formats
from reporting.overview.numbers import Figure, Numbers
from reporting.workflow import HANDED_IN

if TYPE_CHECKING:
    from counties.measures.places import Country
    from counties.models import Region
    from reporting.overview.country import ReportGrid

NAMED = 6  # in a sentence; the rest are a number
TOLD = 2  # late milestones
CHANGING = [
    "aktiviteter",
    "deltakere_innkjopere",
    "avtaler_kriterier_i_kraft",
    "kriteriebruk",
    "kommuner_policy",
]
SMALL = ["ingen", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"]


def told(numbers: Numbers, reports: Callable[[], ReportGrid], where: Country, *, on: dt.date) -> list[str]:
    """At most five sentences: the organisation, what is late, the reports, what rose and what fell (1 query).

    The reports are asked for only where it is told whose have not come.
    """
    regions = where.regions_in(numbers.choice.place)
    found = [
        *organised(numbers.figure("styringsgrupper"), numbers.figure("knutepunkter"), len(regions)),
        *late(late_milestones(on=on), regions),
        *handed_in(numbers, reports, regions),
    ]
    year = numbers.choice.year
    if year < on.year:  # a year that goes on is not compared with a whole one
        changes = [(numbers.figure(key), numbers.figure(key, year=year - 1)) for key in CHANGING]
        found += changed([pair for pair in changes if pair[0].value is not None], year)
    return found


def organised(groups: Figure, points: Figure, whole: int) -> list[str]:
    has_group, has_point = groups.value or 0, points.value or 0
    if whole != 1:
        groups_said, points_said = part_of(has_group, whole), part_of(has_point, whole)
        words = {"groups": capitalised(groups_said), "points": points_said}
        return [_("%(groups)s styringsgrupper og %(points)s knutepunkter er på plass.") % words]
    if has_group and has_point:
        return [_("Styringsgruppen og knutepunktet er på plass.")]
    if has_group:
        return [_("Styringsgruppen er på plass, men knutepunktet er ikke valgt.")]
    if has_point:
        return [_("Knutepunktet er valgt, men styringsgruppen er ikke på plass.")]
    return [_("Verken styringsgruppen eller knutepunktet er på plass.")]


def late(milestones: Sequence[tuple[str, list[Region]]], regions: Sequence[Region]) -> list[str]:
    """Who has not reached what, by name."""
    slugs = {region.slug for region in regions}
    behind = [
        (title, [str(region) for region in missing if region.slug in slugs]) for title, missing in milestones
    ]
    behind = [(title, names) for title, names in behind if names]
    if not behind:
        return [_("Ingen milepæler er forsinket.")]
    if len(regions) == 1:
        titles = listed([f"«{title}»" for title, _names in behind], most=TOLD)
        return [_("Forsinket: %s.") % titles]
    found = []
    for title, names in behind[:TOLD]:
        words = {
            "who": names[0],
            "number": capitalised(in_letters(len(names))),
            "title": title,
            "names": listed(names),
        }
        found.append(
            _("%(who)s mangler «%(title)s».") % words
            if len(names) == 1
            else _("%(number)s regioner mangler «%(title)s»: %(names)s.") % words
        )
    if more := len(behind) - TOLD:
        if more == 1:
            found.append(_("En milepæl til er forsinket."))
        elif more > 1:
            found.append(_("%s milepæler til er forsinket.") % capitalised(in_letters(more)))
    return found


def handed_in(numbers: Numbers, reports: Callable[[], ReportGrid], regions: Sequence[Region]) -> list[str]:
    """The year's reports: how many have come and whose have not; for the public, how many are published."""
    year = numbers.choice.year
    awaited, came = numbers.figure("rapporter_alle").value, numbers.figure("rapporter_levert").value
    if awaited is None:
        return published_of(
            numbers.figure("rapporter_publisert").value or 0,
            sum(region.pulje.runs_in(year) for region in regions),
            year,
        )
    if not awaited:
        return []
    if awaited == 1:
        return [
            (_("Årsrapporten for %d er levert.") if came else _("Årsrapporten for %d er ikke levert.")) % year
        ]
    words = {"part": capitalised(part_of(came or 0, awaited)), "year": year}
    said = _("%(part)s årsrapporter for %(year)d er levert.") % words
    missing = missing_reports(reports(), year) if came else []
    return [said + " " + _("Ikke levert: %s.") % listed(missing)] if missing else [said]


def published_of(published: int, whole: int, year: int) -> list[str]:
    """Of the year's reports; nothing for a year that has none."""
    if not whole:
        return []
    if whole == 1:
        said = (
            _("Årsrapporten for %d er publisert.")
            if published
            else _("Årsrapporten for %d er ikke publisert ennå.")
        )
        return [said % year]
    words = {"part": capitalised(part_of(published, whole)), "year": year}
    return [_("%(part)s årsrapporter for %(year)d er publisert.") % words]


def missing_reports(reports: ReportGrid, year: int) -> list[str]:
    if year not in reports.years:
        return []
    place = reports.years.index(year)
    cells = [(region, row[place]) for region, row in reports.rows]
    return [str(region) for region, cell in cells if cell and cell.status not in HANDED_IN]


def changed(pairs: Sequence[tuple[Figure, Figure]], year: int) -> list[str]:
    """What rose and what fell most since the year before, in proportion."""
    shares = [((now.value or 0) / before.value - 1, now, before) for now, before in pairs if before.value]
    if not shares:
        return []
    found = []
    highest, lowest = max(shares, key=lambda row: row[0]), min(shares, key=lambda row: row[0])
    if highest[0] > 0:
        found.append(
            _("Mest opp fra %(year)d: %(what)s, fra %(before)s til %(now)s.") % _change(highest, year)
        )
    if lowest[0] < 0:
        found.append(
            _("Mest ned fra %(year)d: %(what)s, fra %(before)s til %(now)s.") % _change(lowest, year)
        )
    return found or [_("Ingen av hovedtallene er endret fra %d.") % (year - 1)]


def _change(row: tuple[float, Figure, Figure], year: int) -> dict[str, object]:
    _share, now, before = row
    heading = str(now.measure.heading)
    return {
        "year": year - 1,
        "what": heading[:1].lower() + heading[1:],
        "before": formats.whole(before.value or 0),
        "now": formats.whole(now.value or 0),
    }


def part_of(number: int, whole: int) -> str:
    """ "8 av 18", and "ingen av 18" where there are none."""
    return _("%(number)s av %(whole)s") % {
        "number": formats.whole(number) if number else in_letters(0),
        "whole": formats.whole(whole),
    }


def what_it_says(rows: Sequence[Mapping[str, Any]], *, on: dt.date) -> str:
    """What stands out in a chart's rows: of years what rose most, else what has most; "" where nothing does."""
    if any("year" in row for row in rows):
        return _rose_most(rows, on) or _most_of_the_newest(rows, on)
    if not all("level" in row or "task" in row for row in rows):
        return ""  # those that say it themselves: kroner of several kinds, and moments in time
    sums: dict[str, int] = {}
    for row in rows:
        label = row.get("task") or row["label"]
        sums[label] = sums.get(label, 0) + (row["value"] or 0)
    most = max(sums, key=lambda label: sums[label], default="")
    if not most or not sums[most]:
        return ""
    words = {"what": most, "number": formats.whole(sums[most]), "whole": formats.whole(sum(sums.values()))}
    return _("Mest: %(what)s, %(number)s av %(whole)s") % words


def _rose_most(rows: Sequence[Mapping[str, Any]], on: dt.date) -> str:
    values = {(row["label"], int(row["year"])): row["value"] or 0 for row in rows}
    year = max(year for _label, year in values)
    pairs = [
        (label, values[label, year], values.get((label, year - 1), 0)) for label, at in values if at == year
    ]
    grown = [(now / before, label, now, before) for label, now, before in pairs if 0 < before < now]
    if not grown or year >= on.year:  # a year that goes on is not compared with a whole one
        return ""
    _share, label, now, before = max(grown)
    words = {"what": label, "now": formats.whole(now), "year": year, "before": formats.whole(before)}
    return _("Mest opp: %(what)s, %(now)s i %(year)d mot %(before)s året før") % words


def _most_of_the_newest(rows: Sequence[Mapping[str, Any]], on: dt.date) -> str:
    year = max(int(row["year"]) for row in rows)
    value, label = max((row["value"] or 0, row["label"]) for row in rows if int(row["year"]) == year)
    if not value:
        return ""
    said = (
        _("Mest så langt i %(year)d: %(what)s, %(now)s")
        if year >= on.year
        else _("Mest i %(year)d: %(what)s, %(now)s")
    )
    return said % {"year": year, "what": label, "now": formats.whole(value)}


def late_in_short(titles: Sequence[tuple[str, int]]) -> str:
    """Of each milestone how many regions are late with it: a chart's heading."""
    number, title = max(((late, title) for title, late in titles), default=(0, ""), key=lambda row: row[0])
    if not number:
        return _("Ingen milepæler er forsinket")
    if number == 1:
        return _("Forsinket: «%(title)s», en region") % {"title": title}
    return _("Forsinket: «%(title)s», %(number)s regioner") % {"title": title, "number": in_letters(number)}


def spent_in_short(allotted: int, spent: int, year: int) -> str:
    """How much of the year's grants is spent: a chart's heading."""
    if not allotted:
        return ""
    words = {"spent": formats.whole(spent), "allotted": formats.whole(allotted), "year": year}
    return _("Brukt i %(year)d: %(spent)s av %(allotted)s kroner som er tildelt") % words


def in_letters(number: int) -> str:
    """Small numbers as Norwegian text has them."""
    return SMALL[number] if 0 <= number < len(SMALL) else formats.whole(number)


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def listed(names: Sequence[str], *, most: int = NAMED) -> str:
    """A, B og C; past `most`, A, B og 3 til."""
    if len(names) > most + 1:
        left = in_letters(len(names) - most)
        return _("%(names)s og %(left)s til") % {"names": ", ".join(names[:most]), "left": left}
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
