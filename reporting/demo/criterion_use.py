"""The demo's use of criteria in agreements, and suppliers' answers; see `county.py`."""

from __future__ import annotations

from random import Random

from counties.models import Activity, CriterionUse, Event, FrameworkAgreement, Outcome, SupplierReadiness
from criteria.models import Criterion, ProductGroup
from criteria.workflow import EditionState
from portal.models import User

REASONS = [
    "Ingen av leverandørene i regionen kunne dokumentere det.",
    "Kravet ga for få tilbydere i markedsdialogen.",
    "Vi manglet kompetanse til å kontrollere dokumentasjonen.",
    "Prisøkningen sto ikke i forhold til virkningen.",
]


def use_criteria(place: FrameworkAgreement | Activity, group: ProductGroup, by: User, random: Random) -> None:
    """Seven of ten places have two to five of the group's criteria; one in ten of those was dropped."""
    if random.random() >= 0.7:
        return
    link = {"activity": place} if isinstance(place, Activity) else {"agreement": place}
    known = list(Criterion.objects.filter(edition__group=group, edition__state=EditionState.PUBLISHED))
    for criterion in random.sample(known, k=random.randint(2, min(5, len(known)))):
        outcome = random.choices(list(Outcome), weights=[6, 3, 1])[0]
        reason = random.choice(REASONS) if outcome == Outcome.DROPPED else ""
        CriterionUse.objects.create(
            **link, criterion=criterion, outcome=outcome, reason=reason, recorded_by=by
        )


def ask_suppliers(event: Event, by: User, random: Random, *, held: bool) -> None:
    """At a dialogue conference: three technical requirements, put to between five and fourteen suppliers."""
    if event.kind != "dialogkonferanse" or not held:
        return
    known = list(Criterion.objects.in_force().filter(type="kravspesifikasjon"))
    for criterion in random.sample(known, k=3):
        asked = random.randint(5, 14)
        SupplierReadiness.objects.create(
            event=event, criterion=criterion, asked=asked, meets=random.randint(1, asked), recorded_by=by
        )
