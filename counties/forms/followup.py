"""Grids: the same few questions for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counties.models import Kommune, KommuneFollowUp, Milestone, Region, TildelingsbrevFollowUp, Virksomhet
from counties.standing import MilestoneRow
from portal import clock, formats
from portal.editing import CellsForm, EditForm
from portal.forms import DateInput, FilterForm, ModelForm, Together


class GridRow(CellsForm, ModelForm):
    """A row of a grid."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = label
        self.carry_seen()
        for name, words in self._columns().items():
            self.fields[name].widget.attrs["aria-label"] = f"{label}: {words}"

    @classmethod
    @cache
    def _columns(cls) -> dict[str, str]:
        """Each column's words, which are the same in all rows."""
        return {name: str(field.label) for name, field in cls.base_fields.items()}


class KommuneRow(GridRow):
    class Meta:
        model = KommuneFollowUp
        fields = ["policy", "routines", "agreement", "training", "livskraftig", "note"]


class TildelingsbrevRow(GridRow):
    class Meta:
        model = TildelingsbrevFollowUp
        fields = ["contacted", "asked", "followed_up", "note"]


def counts_of(rows: Sequence[GridRow]) -> list[int | None]:
    """How many boxes are ticked in each column, as the page shows them; None for a column of words."""
    columns = zip(*(row.visible_fields() for row in rows), strict=True)
    return [
        sum(bool(field.value()) for field in column)
        if isinstance(column[0].field, forms.BooleanField)
        else None
        for column in columns
    ]


class YearForm(FilterForm):
    """Which year's grid; last year where nothing is chosen, since that is what gets reported."""

    button = _("Vis året")
    year = forms.ChoiceField(label=_("År"), required=False)

    def __init__(self, data: Any) -> None:
        years = [str(year) for year in range(clock.today().year, 2007, -1)]
        asked = data.get("year")
        super().__init__({"year": asked if asked in years else str(clock.today().year - 1)})
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int:
        return int(self.data["year"])


def kommune_rows(region: Region, year: int, data: Any = None) -> list[KommuneRow]:
    """The year's grid in the kommuner's order (2 queries)."""
    saved = {row.kommune_id: row for row in KommuneFollowUp.objects.of_region(region).filter(year=year)}
    return [
        KommuneRow(
            data,
            prefix=str(kommune.pk),
            label=kommune.name,
            instance=saved.get(kommune.pk, KommuneFollowUp(kommune=kommune, year=year)),
        )
        for kommune in Kommune.objects.filter(fylke__region=region)
    ]


def tildelingsbrev_rows(region: Region, year: int, data: Any = None) -> list[TildelingsbrevRow]:
    bodies = Virksomhet.objects.of_region(region).of_the_state()
    follow_ups = TildelingsbrevFollowUp.objects.filter(virksomhet__in=bodies, year=year)
    saved = {row.virksomhet_id: row for row in follow_ups}
    return [
        TildelingsbrevRow(
            data,
            prefix=str(body.pk),
            label=body.name,
            instance=saved.get(body.pk, TildelingsbrevFollowUp(virksomhet=body, year=year)),
        )
        for body in bodies
    ]


def empty_since(rows_of: Callable[..., list[Any]], region: Region, year: int, fresh: list[Any]) -> int:
    """How many cells `rows_as_in` would fill."""
    before = {row.prefix: row.initial for row in rows_of(region, year - 1)}
    return sum(
        bool(value) and not row.initial.get(name)
        for row in fresh
        for name, value in before.get(row.prefix, {}).items()
    )


def rows_as_in(rows_of: Callable[..., list[Any]], region: Region, year: int, fresh: list[Any]) -> list[Any]:
    """The year's grid, `fresh`, filled with what was so the year before, where nothing is said; nothing is saved by
    that."""
    before, sent = {row.prefix: row for row in rows_of(region, year - 1)}, {}
    for row in fresh:
        for name in row.fields:
            earlier = before[row.prefix] if row.prefix in before and not row[name].initial else row
            sent[row.add_prefix(name)] = earlier.standing_text(name)
    filled = rows_of(region, year, sent)
    for row, standing in zip(filled, fresh, strict=True):
        row.show_filled(standing)
    return filled


class MilestoneForm(CellsForm, forms.Form):
    """The region's date for each milestone; empty means not yet."""

    def __init__(self, rows: list[MilestoneRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for row in rows:
            plan = _("Planlagt %(from)s – %(to)s. La stå tom til den er nådd.")
            dates = {"from": row.milestone.planned_from, "to": row.milestone.planned_to}
            written = {name: formats.day(day) for name, day in dates.items()}
            self.fields[str(row.milestone.pk)] = forms.DateField(
                label=row.milestone.title,
                help_text=plan % written,
                required=False,
                initial=row.happened_on,
                widget=DateInput,
            )
        self.carry_seen()

    def clean(self) -> dict[str, Any]:
        for name, day in list(self.cleaned_data.items()):
            if day and day > clock.today():
                self.add_error(name, _("Datoen er ikke kommet ennå. Skriv den når milepælen er nådd."))
            elif day and day.year < 2007:
                self.add_error(name, _("Se etter en skrivefeil i årstallet."))
        return self.cleaned_data


class PlanForm(EditForm):
    together = (Together(("planned_from", "planned_to")),)

    class Meta:
        model = Milestone
        fields = ["planned_from", "planned_to"]
        widgets = {"planned_from": DateInput, "planned_to": DateInput}

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("planned_from"), self.cleaned_data.get("planned_to")
        if begins and ends and ends < begins:
            self.add_error("planned_to", _("Til-datoen kan ikke være før fra-datoen."))
        return self.cleaned_data
