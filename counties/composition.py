"""The styringsgruppe held against the programme document: who should sit in it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from counties.models import Member, SeatRole, Sector

# "Styringsgruppen bør være sammensatt av ledere på høyt nivå fra fylkesmann, fylkeskommune og kommunene/KS.
# Næringslivet bør også være representert i denne gruppen."
EXPECTED = [Sector.FYLKESMANN, Sector.FYLKESKOMMUNE, Sector.KOMMUNE_KS]


@dataclass(frozen=True)
class Finding:
    """One point of the document, and whether the group meets it."""

    met: bool
    text: str


def check(members: Iterable[Member]) -> list[Finding]:
    """The document's points in its order, for the members who sit now."""
    seated = list(members)
    findings = [_led_by_fylkesmann(seated)]
    findings += [_high_level(sector, seated) for sector in EXPECTED]
    has_business = any(member.sector == Sector.NAERINGSLIV for member in seated)
    findings.append(
        Finding(True, _("Næringslivet er representert."))
        if has_business
        else Finding(
            False, _("Næringslivet bør være representert. Spør for eksempel NHO eller næringsforeningen.")
        )
    )
    return findings


def _led_by_fylkesmann(seated: list[Member]) -> Finding:
    leader = next((member for member in seated if member.seat == SeatRole.LEDER), None)
    if leader is None:
        return Finding(False, _("Gruppen har ingen leder. Fylkesmannen skal lede den."))
    if leader.sector != Sector.FYLKESMANN:
        return Finding(False, _("%s leder gruppen, men fylkesmannen skal lede den.") % leader)
    return Finding(True, _("Fylkesmannen leder gruppen."))


def _high_level(sector: Sector, seated: list[Member]) -> Finding:
    here = [member for member in seated if member.sector == sector]
    if not here:
        return Finding(False, _("%s mangler i gruppen.") % sector.label)
    if not any(member.top_level for member in here):
        return Finding(False, _("%s bør ha en leder på høyt nivå i gruppen.") % sector.label)
    return Finding(True, _("%s er med på høyt nivå.") % sector.label)
