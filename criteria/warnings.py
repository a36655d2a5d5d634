"""What a buyer should think over before a selection goes into a tender. Nothing here stops an export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from criteria.models import SelectionItem, Type
from criteria.models.catalogue import Purchase
from portal import formats

MOST_AWARD = 5  # more award criteria than this drown each other
MANAGEMENT = frozenset({"iso_14001", "emas", "miljoefyrtaarn"})  # keys of labels: environmental management
EQUIVALENT = re.compile(r"tilsvarende|likeverdig", re.IGNORECASE)


@dataclass(frozen=True)
class SelectionWarning:
    kind: str
    text: str
    item: int | None = None  # primary key of the item it is about


def warnings_of(items: list[SelectionItem]) -> Iterator[SelectionWarning]:
    """`items` come with criterion, edition, group, labels and errata."""
    codes = Counter(item.criterion.code for item in items)
    for item in items:
        of_one = [*_of_edition(item), *_of_words(item), *_of_others(item, codes), *_of_label(item)]
        yield from (SelectionWarning(kind, text, item.pk) for kind, text in of_one)
    yield from _of_award([item for item in items if item.criterion.is_award])


Found = Iterator[tuple[str, str]]  # kind and text


def _of_edition(item: SelectionItem) -> Found:
    """What the panel has said of it since it was published."""
    criterion = item.criterion
    edition = criterion.edition
    if edition.ended_on:
        kind = "withdrawn" if edition.is_withdrawn else "superseded"
        yield kind, f"{criterion.code}: {edition.end_in_words}"
    for erratum in criterion.errata.all():
        details = {
            "code": criterion.code,
            "day": formats.day(erratum.published_at),
            "text": erratum.text,
        }
        yield "erratum", _("%(code)s har en rettelse fra %(day)s: %(text)s") % details


def _of_words(item: SelectionItem) -> Found:
    """What is wrong with its own words."""
    criterion = item.criterion
    if criterion.verification and not item.verification_shown:
        yield (
            "proof",
            _("%s har mistet dokumentasjonen. Da kan ikke kravet kontrolleres.") % criterion.code,
        )
    keys = {label.key for label in criterion.labels.all()}
    of_goods = criterion.edition.group.purchase == Purchase.GOODS
    if criterion.type == Type.KVALIFIKASJONSKRAV and of_goods and keys & MANAGEMENT:
        yield (
            "management",
            _("%s krever miljøledelse. Det kan bare kreves ved tjenester og bygg, ikke ved varekjøp.")
            % criterion.code,
        )


def _of_others(item: SelectionItem, codes: Counter[str]) -> Found:
    """What it needs beside it, and what should not stand there."""
    criterion = item.criterion
    missing = [code for code in criterion.depends_on if code not in codes]
    if missing:
        details = {"code": criterion.code, "missing": ", ".join(missing)}
        yield "depends", _("%(code)s henger sammen med %(missing)s, som ikke er med.") % details
    if codes[criterion.code] > 1:
        details = {"code": criterion.code, "edition": criterion.edition.number}
        yield "twice", _("%(code)s er med fra flere utgaver, denne fra %(edition)s.") % details


def _of_label(item: SelectionItem) -> Found:
    """A label or standard that is asked for by name, and nothing said of those as good."""
    words = f"{item.title_shown}\n{item.text_shown}"
    named = next((name for name in _names(item) if _stands(name, words)), None)
    if named and not EQUIVALENT.search(item.text_shown + item.verification_shown):
        details = {"code": item.criterion.code, "label": named}
        yield "label", _("%(code)s krever %(label)s. Legg til «eller tilsvarende».") % details


def _names(item: SelectionItem) -> Iterator[str]:
    """What the text may call its labels and standards: each name of several, without what stands in brackets.

    Laws and treaties have no equals, and are left out.
    """
    for label in item.criterion.labels.all():
        if label.has_equals:
            yield from (name.partition(" (")[0].strip() for name in label.name.split(" / "))


def _stands(name: str, text: str) -> bool:
    """As a word of its own. "NS-EN ISO 14001" is "ISO 14001" too."""
    said = re.escape(name.removeprefix("NS-EN "))
    return re.search(rf"(?<!\w){said}(?!\w)", text, re.IGNORECASE) is not None


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
