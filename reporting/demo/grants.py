"""The demo's grants year by year; see `county.py`."""

from __future__ import annotations

from random import Random

from counties.models import Grant, GrantKind, Region

TYPICAL = {  # thousands of kroner in a whole year
    "knutepunkt": 600,
    "styringsgruppe": 80,
    "fylkesmann": 120,
    "fylkeskommune": 150,
    "annet": 40,
}
THIS_YEAR = 2011  # allotted, but neither received nor spent yet


def allot(region: Region, random: Random) -> None:
    """Every kind for every year of the pulje; the first year is a short one."""
    start = region.pulje.starts_on.year
    for year in range(start, THIS_YEAR + 1):
        part = 0.35 if year == start else 1
        for kind in GrantKind:
            amount = int(TYPICAL[kind] * part * random.uniform(0.9, 1.15)) * 1000
            done = year < THIS_YEAR
            Grant.objects.create(
                region=region,
                year=year,
                kind=kind,
                allotted=amount,
                received=amount if done else 0,
                spent=int(amount * random.uniform(0.75, 1.05)) // 1000 * 1000 if done else 0,
            )
