"""All measures by key, in the order that people choose from. Apps above register theirs when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from counties.measures import followup, organisation, work
from counties.measures.measure import Measure

if TYPE_CHECKING:
    from counties.measures.lists import Narrowing
    from counties.measures.places import Place
    from portal.access import Person

    Remarks = Callable[[Measure, Narrowing], list[str]]  # sentences

MEASURES: dict[str, Measure] = {}
REMARKS: list[Remarks] = []


def register(*measures: Measure) -> None:
    """Raises `ValueError` where a key means something already."""
    for measure in measures:
        if measure.key in MEASURES:
            raise ValueError(measure.key)
        MEASURES[measure.key] = measure


def register_remarks(remarks: Remarks) -> None:
    """What an app above knows about a figure beside its rows."""
    REMARKS.append(remarks)


def remarks_on(measure: Measure, wanted: Narrowing) -> list[str]:
    """For the page with a figure's rows, and its file."""
    return [text for remarks in REMARKS for text in remarks(measure, wanted)]


def flows() -> list[Measure]:
    """What can be compared month by month."""
    return [measure for measure in in_facts() if measure.is_flow]


def in_facts() -> list[Measure]:
    """What the overviews show for any part of the country."""
    return [measure for measure in MEASURES.values() if measure.in_facts]


def seen_by(user: Person, place: Place) -> set[str]:
    """The keys of the measures whose figures `user` may see for all of `place`."""
    return {key for key, measure in MEASURES.items() if place.open_to(user, measure.figure)}


register(*work.MEASURES, *followup.MEASURES, *organisation.MEASURES)
