"""Grids of kroner: DIFI's allotment, and the region's own account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from counties import allotments
from counties.allotments import HIGHEST
from counties.forms.virksomheter import SheetForm
from counties.models import ALLOTTED_BY_DIFI, FOUND_BY_REGION, Grant, GrantKind, Region
from portal import formats
from portal.editing import CellsForm
from portal.forms import KronerField
from portal.operations.cells import Cell
from portal.sheets import Unreadable


class GrantField(KronerField):
    """As `KronerField`; empty is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"size": 9, "maxlength": 20}
        errors = {
            "min_value": gettext_lazy("Skriv hele kroner uten minus, for eksempel 600 000."),
            "max_value": gettext_lazy("Høyst 100 millioner kroner."),
        }
        box = forms.TextInput(attrs=attrs)
        super().__init__(
            required=False, min_value=0, max_value=HIGHEST, error_messages=errors, widget=box, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """With spaces as they are typed."""
        return formats.whole(value).replace("\u00a0", " ") if isinstance(value, int) else value

    def to_python(self, value: Any) -> int:
        return super().to_python(value) or 0


class AllotmentForm(CellsForm, forms.Form):
    """Regions down, DIFI's kinds across."""

    def __init__(self, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = list(Region.objects.order_by("number"))
        given = {(row.region_id, row.kind): row.allotted for row in Grant.objects.filter(year=year)}
        for region in self.regions:
            for kind in ALLOTTED_BY_DIFI:
                field = GrantField(label=kind.label, initial=given.get((region.pk, kind), 0))
                field.widget.attrs["aria-label"] = f"{region}: {kind.label}"
                self.fields[f"{region.pk}-{kind}"] = field
        self.carry_seen()

    @classmethod
    def as_in(cls, earlier: int, year: int) -> AllotmentForm:
        """Filled with another year's amounts; nothing is saved by that."""
        given = cls(earlier)
        form = cls(year, {name: given.standing_text(name) for name in given.fields})
        form.show_filled(cls(year))
        return form

    def rows(self) -> Iterator[tuple[Region, list[forms.BoundField], int]]:
        """Each region's cells, and their sum."""
        for region in self.regions:
            names = [f"{region.pk}-{kind}" for kind in ALLOTTED_BY_DIFI]
            yield region, [self[name] for name in names], sum(map(self._amount, names))

    @property
    def sums(self) -> list[int]:
        """Of each kind, and of all."""
        sums = [sum(self._amount(f"{at.pk}-{kind}") for at in self.regions) for kind in ALLOTTED_BY_DIFI]
        return [*sums, sum(sums)]

    def _amount(self, name: str) -> int:
        """As it stands on the page; what cannot be read is nothing."""
        if not self.is_bound:
            return int(self[name].initial or 0)
        self.errors  # noqa: B018 - cleans the data
        return int(self.cleaned_data.get(name) or 0)

    @property
    def amounts(self) -> dict[tuple[int, str], Cell]:
        """The changed amounts by the region's key and the kind."""
        cut = {tuple(name.split("-")): cell for name, cell in self.cells.items()}
        return {(int(region), kind): cell for (region, kind), cell in cut.items()}


class AccountForm(CellsForm, forms.Form):
    """A region's year: kinds down; allotted (its own kinds only), received and spent across."""

    def __init__(self, grants: list[Grant], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_kind = {grant.kind: grant for grant in grants}
        labels = {
            "allotted": gettext_lazy("Tildelt"),
            "received": gettext_lazy("Mottatt"),
            "spent": gettext_lazy("Brukt"),
        }
        for kind in GrantKind:
            for name, label in labels.items():
                if name == "allotted" and kind not in FOUND_BY_REGION:
                    continue
                field = GrantField(label=label, initial=getattr(self.by_kind.get(kind), name, 0))
                field.widget.attrs["aria-label"] = f"{kind.label}: {label}"
                self.fields[f"{kind}-{name}"] = field
        self.carry_seen()

    def rows(self) -> Iterator[tuple[str, Grant | None, list[forms.BoundField | None]]]:
        for kind in GrantKind:
            cells = [
                self[f"{kind}-{name}"] if f"{kind}-{name}" in self.fields else None
                for name in ("allotted", "received", "spent")
            ]
            yield str(kind.label), self.by_kind.get(kind), cells

    @property
    def amounts(self) -> dict[tuple[str, str], Cell]:
        """The changed amounts by kind and field."""
        cut = {name.partition("-"): cell for name, cell in self.cells.items()}
        return {(kind, field): cell for (kind, _dash, field), cell in cut.items()}


class AllotmentUploadForm(SheetForm):
    """The allotment as a sheet: a column of regions, and one for each kind. It fills the grid and saves nothing."""

    def typed(self) -> tuple[dict[str, str], list[str]]:
        """The grid's fields as the sheet has them, and notes. Raises `ValidationError`, naming every wrong cell."""
        try:
            typed, notes, faults = allotments.read(self.cleaned_data["file"])
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        if faults:
            raise ValidationError(faults)
        return typed, notes
