"""What a buyer should think over before a selection goes into a tender. Nothing here stops an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria.models import SelectionItem, Type
from criteria.models.catalogue import Purchase
from criteria.workflow import EditionState

MOST_AWARD = 5  # more award criteria than this drown each other
MANAGEMENT = frozenset({"iso_14001", "emas", "miljoefyrtaarn"})  # keys of labels: environmental management
EQUIVALENT = "tilsvarende"


@dataclass(frozen=True)
class SelectionWarning:
    kind: str
    text: str
    item: int | None = None  # primary key of the item it is about


def warnings_of(items: list[SelectionItem]) -> Iterator[SelectionWarning]:
    """`items` come with criterion, edition, group and labels."""
    codes = {item.criterion.code for item in items}
    for item in items:
        for kind, text in _of_one(item, codes):
            yield SelectionWarning(kind, text, item.pk)
    yield from _of_award([item for item in items if item.criterion.is_award])


def _of_one(item: SelectionItem, codes: set[str]) -> Iterator[tuple[str, str]]:
    criterion = item.criterion
    edition = criterion.edition
    details = {"code": criterion.code, "edition": edition.number}
    if edition.state == EditionState.SUPERSEDED:
        yield "superseded", _("%(code)s er fra utgave %(edition)s, som er erstattet av en nyere.") % details
    elif edition.state == EditionState.WITHDRAWN:
        yield "withdrawn", _("%(code)s er fra utgave %(edition)s, som er trukket tilbake.") % details
    if criterion.verification and not item.verification_shown:
        yield "proof", _("%(code)s har mistet dokumentasjonen. Da kan ikke kravet kontrolleres.") % details
    missing = [code for code in criterion.depends_on if code not in codes]
    if missing:
        details["missing"] = ", ".join(missing)
        yield "depends", _("%(code)s henger sammen med %(missing)s, som ikke er med.") % details
    keys = {label.key for label in criterion.labels.all()}
    if (
        criterion.type == Type.KVALIFIKASJONSKRAV
        and edition.group.purchase == Purchase.GOODS
        and keys & MANAGEMENT
    ):
        yield (
            "management",
            _("%(code)s krever miljøledelse. Det kan bare kreves ved tjenester og bygg, ikke ved varekjøp.")
            % details,
        )
    named = [name for name in _names(item) if name.lower() in item.text_shown.lower()]
    if named and EQUIVALENT not in (item.text_shown + item.verification_shown).lower():
        details["label"] = named[0]
        yield "label", _("%(code)s krever %(label)s. Legg til «eller tilsvarende».") % details


def _names(item: SelectionItem) -> list[str]:
    """The labels' names without what stands in brackets."""
    return [label.name.partition(" (")[0] for label in item.criterion.labels.all()]


def _of_award(items: list[SelectionItem]) -> Iterator[SelectionWarning]:
    weights = [item.weight for item in items if item.weight is not None]
    if items and not weights:
        yield SelectionWarning("weights", _("Ingen av tildelingskriteriene har vekt. Oppgi vekten av hvert."))
    else:
        for item in items:
            if item.weight is None:
                yield SelectionWarning("weights", _("%s mangler vekt.") % item.criterion.code, item.pk)
    if sum(weights, Decimal()) > 100:
        yield SelectionWarning("sum", _("Vektene er til sammen over 100 prosent."))
    if len(items) > MOST_AWARD:
        yield SelectionWarning(
            "many", _("%d tildelingskriterier er mange. Velg de som skiller tilbudene.") % len(items)
        )
