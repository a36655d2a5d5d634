"""A selection as the chapter of a tender: computed once, drawn as page, Word, Excel, PDF, CSV and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from criteria.models import Selection, SelectionItem, Type
from criteria.warnings import SelectionWarning, warnings_of
from portal import clock, formats


@dataclass(frozen=True)
class Correction:
    """An erratum as it follows its requirement."""

    day: dt.date
    text: str

    @property
    def label(self) -> str:
        return _("Rettelse %s") % formats.day(self.day)


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
    corrections: tuple[Correction, ...]
    standing: str  # why its edition should not be used, or nothing
    weight: Decimal | None
    note: str
    is_adapted: bool
    is_example: bool
    original: str
    address: str

    @property
    def weight_text(self) -> str:
        """As it is read in Norwegian: 12,5."""
        return "" if self.weight is None else formats.decimal(self.weight)

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """What must be read with the text, on every paper: label and words."""
        found = [(correction.label, correction.text) for correction in self.corrections]
        return [*found, (_("Merk"), self.standing)] if self.standing else found


@dataclass(frozen=True)
class Part:
    number: int
    type: str
    label: str
    lines: tuple[CriterionLine, ...]

    @property
    def weight_sum(self) -> Decimal:
        return sum((line.weight for line in self.lines if line.weight is not None), Decimal())


@dataclass(frozen=True)
class Chapter:
    title: str
    made_on: dt.date
    source: str  # whose words the requirements are
    parts: tuple[Part, ...]
    warnings: tuple[SelectionWarning, ...]

    @property
    def lines(self) -> list[CriterionLine]:
        return [line for part in self.parts for line in part.lines]

    @property
    def award(self) -> list[CriterionLine]:
        """What has points and weights."""
        return [line for line in self.lines if line.type == Type.TILDELINGSKRITERIUM]

    @property
    def weight_sum(self) -> Decimal:
        return sum((part.weight_sum for part in self.parts), Decimal())


def chapter_of(selection: Selection) -> Chapter:
    """Four questions to the database, however many items."""
    items = list(
        selection.items.select_related("criterion__edition__group")
        .prefetch_related("criterion__labels", "criterion__errata")
        .order_by("position", "pk")
    )
    parts: list[Part] = []
    for kind in Type:
        chosen = [item for item in items if item.criterion.type == kind]
        if chosen:
            number = len(parts) + 1
            lines = (_line(item, f"{number}.{place}") for place, item in enumerate(chosen, start=1))
            parts.append(Part(number, kind.value, kind.heading, tuple(lines)))
    today = clock.today()
    return Chapter(selection.name, today, _source(items, today), tuple(parts), tuple(warnings_of(items)))


def _source(items: Sequence[SelectionItem], on: dt.date) -> str:
    """Only what the panel has written is called the panel's."""
    editions = {item.criterion.edition.pk: item.criterion.edition for item in items}.values()
    examples = [edition for edition in editions if edition.example]
    code = _("Kode og utgave står ved hvert krav.")
    if not examples:
        text = _("Kravene er hentet fra Innkjøpspanelets miljøkriterier %s.") % formats.day(on)
    elif len(examples) == len(editions):
        text = _("Kravene er eksempelinnhold, skrevet for portalen. De er ikke Innkjøpspanelets egne.")
    else:
        text = _(
            "Kravene er hentet fra Innkjøpspanelets miljøkriterier %(day)s, bortsett fra %(examples)s, "
            "som er eksempelinnhold skrevet for portalen."
        ) % {"day": formats.day(on), "examples": ", ".join(map(str, examples))}
    return f"{text} {code}"


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
        title=item.title_shown,
        text=item.text_shown,
        verification=item.verification_shown,
        corrections=tuple(
            Correction(timezone.localdate(erratum.published_at), erratum.text)
            for erratum in criterion.errata.all()
        ),
        standing=criterion.edition.end_in_words,
        weight=item.weight,
        note=item.note,
        is_adapted=item.is_adapted,
        is_example=criterion.edition.example,
        original=criterion.text,
        address=settings.PORTAL_BASE_URL + criterion.get_absolute_url(),
    )
