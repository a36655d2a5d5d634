"""A selection as the chapter of a tender: computed once, drawn as page, Word, Excel, PDF, CSV and JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from criteria.models import Selection, SelectionItem, Type
from criteria.warnings import SelectionWarning, warnings_of
from portal import clock, formats


@dataclass(frozen=True)
class CriterionLine:
    """One requirement as it goes into the tender. `weight` is per cent of the whole award."""

    item: int  # primary key of the selection's item
    number: str  # "2.3": part and place
    code: str
    edition: str
    group: str
    type: str
    type_label: str
    level: str
    title: str
    text: str
    verification: str
    weight: Decimal | None
    note: str
    is_adapted: bool
    original: str
    address: str

    @property
    def weight_text(self) -> str:
        """As it is read in Norwegian: 12,5."""
        return "" if self.weight is None else formats.decimal(self.weight)


@dataclass(frozen=True)
class Part:
    number: int
    type: str
    label: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class Chapter:
    title: str
    made_on: dt.date
    parts: tuple[Part, ...]
    warnings: tuple[SelectionWarning, ...]

    @property
    def lines(self) -> list[CriterionLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def weight_sum(self) -> Decimal:
        return sum((line.weight for line in self.lines if line.weight is not None), Decimal())


def chapter_of(selection: Selection) -> Chapter:
    """Three questions to the database, however many items."""
    items = list(
        selection.items.select_related("criterion__edition__group")
        .prefetch_related("criterion__labels")
        .order_by("position", "pk")
    )
    parts: list[Part] = []
    for kind in Type:
        chosen = [item for item in items if item.criterion.type == kind]
        if chosen:
            number = len(parts) + 1
            lines = (_line(item, f"{number}.{place}") for place, item in enumerate(chosen, start=1))
            parts.append(Part(number, kind.value, str(kind.label), tuple(lines)))
    return Chapter(selection.name, clock.today(), tuple(parts), tuple(warnings_of(items)))


def _line(item: SelectionItem, number: str) -> CriterionLine:
    criterion = item.criterion
    return CriterionLine(
        item=item.pk,
        number=number,
        code=criterion.code,
        edition=criterion.edition.number,
        group=criterion.edition.group.name,
        type=criterion.type,
        type_label=str(criterion.get_type_display()),
        level=str(criterion.get_level_display()),
        title=criterion.title,
        text=item.text_shown,
        verification=item.verification_shown,
        weight=item.weight,
        note=item.note,
        is_adapted=item.is_adapted,
        original=criterion.text,
        address=settings.PORTAL_BASE_URL + criterion.get_absolute_url(),
    )
