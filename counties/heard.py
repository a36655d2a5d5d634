"""What hearings may know of the register of virksomheter: the names of those that are invited by number."""

from __future__ import annotations

from collections.abc import Collection

from counties.models import Virksomhet
from criteria.hearing.directory import knows_bodies


@knows_bodies
def names_of_virksomheter(numbers: Collection[str]) -> dict[str, str]:
    return dict(Virksomhet.objects.filter(org_number__in=numbers).values_list("org_number", "name"))
