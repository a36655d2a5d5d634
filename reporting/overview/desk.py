"""What the overview puts on people's desks: their figures beside last year's, and what has happened in the region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from counties.measures.places import COUNTRY, Place
from counties.measures.registry import MEASURES
from portal import formats
from portal.access import Permission, Role, scope
from portal.desks import Source, Tally, Visit, sources, tallies
from reporting.overview.happenings import sources_of
from reporting.overview.numbers import Choice, Figure, numbers_of

if TYPE_CHECKING:
    from portal.models import User

WORK = ["aktiviteter", "deltakere_innkjopere", "avtaler_kriterier_i_kraft", "kommuner_policy"]
KOMMUNER = ["kommuner_policy", "kommuner_routines", "kommuner_training", "kommuner_livskraftig"]
CRITERIA = ["kriteriebruk", "kriteriebruk_innkjop", "avtaler_kriterier_i_kraft"]
NATIONAL = {
    Role.DIFI: WORK,
    Role.DEPARTEMENT: [*WORK, "avtaler_kriterier_verdi", "tilskudd_spent"],
    Role.KS: KOMMUNER,
    Role.PANEL: CRITERIA,
}


@tallies
def figures_beside_last_year(person: User, visit: Visit) -> Iterator[Tally]:
    """Of the last whole year: the person's first region's, or the country's (2 queries)."""
    region = next((grant.region for grant in person.active_grants if grant.region), None)
    held = {Role(grant.role) for grant in person.active_grants}
    keys = WORK if region else next((NATIONAL[role] for role in NATIONAL if role in held), [])
    if not keys:
        return
    year = visit.today.year - 1
    numbers = numbers_of(person, Choice(year, Place(region=region) if region else COUNTRY), only=keys)
    for key in keys:
        now = numbers.figure(key)
        if now.value is not None:
            yield _tally(now, numbers.figure(key, year=year - 1), year)


def _tally(now: Figure, before: Figure, year: int) -> Tally:
    value, old = now.value or 0, before.value or 0
    return Tally(
        str(MEASURES[now.measure.key].heading),
        formats.whole(value) + now.mark,
        _("%(value)s i %(year)d") % {"value": formats.whole(old), "year": year - 1},
        formats.change(value - old),
        now.url,
    )


@sources
def happenings_in_the_regions(person: User, visit: Visit) -> Iterator[Source]:
    """For those inside one."""
    inside = scope(person, Permission.COUNTY_READ).region_ids
    if inside:
        yield from sources_of(inside, visit.since, person)
