"""What a reader can choose of a figure's rows. A wrong value chooses nothing, and never fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from counties.measures.lists import Narrowing
from counties.measures.measure import Measure
from counties.measures.places import Country, Place
from counties.models import Theme
from counties.models.virksomheter import FIRST_YEAR
from portal.forms import FilterForm, MonthInput, WholeField, WrittenField


class PlaceForm(FilterForm):
    """Pulje and region; the choices come with the country, so they cost no query."""

    pulje = forms.ChoiceField(label=_("Pulje"), required=False)
    region = forms.ChoiceField(label=_("Fylke/region"), required=False)

    def __init__(self, data: Any, where: Country) -> None:
        super().__init__(data)
        self.where = where
        self._offer("pulje", [(str(pulje.number), str(pulje)) for pulje in where.puljer])
        self._offer("region", [(region.slug, region.name) for region in where.regions])

    def place(self) -> Place:
        """A region wins over a pulje."""
        wanted = self.wanted
        if slug := wanted.get("region"):
            return Place(region=next(r for r in self.where.regions if r.slug == slug))
        if number := wanted.get("pulje"):
            return Place(pulje=next(p for p in self.where.puljer if str(p.number) == number))
        return Place()

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("Alle")), *choices]  # type: ignore[attr-defined]


class RowsForm(PlaceForm):
    """Narrows the rows behind a figure."""

    q = WrittenField(label=_("Søk"), required=False, max_length=80)
    year = WholeField(label=_("År"), required=False, min_value=FIRST_YEAR, max_value=2100)
    month = forms.TypedChoiceField(label=_("Måned"), required=False, coerce=int, empty_value=None)
    til = forms.DateField(
        label=_("Til og med måned"),
        required=False,
        input_formats=["%Y-%m"],
        widget=MonthInput(attrs={"placeholder": "2010-12"}),
    )
    category = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(label=_("Tema"), required=False)

    field_order = ["q", "pulje", "region", "year", "month", "til", "category", "theme"]

    def __init__(self, data: Any, where: Country, measure: Measure) -> None:
        super().__init__(data, where)
        months = [(str(month), date_format(dt.date(2010, month, 1), "F")) for month in range(1, 13)]
        self._offer("month", months)
        self.fields["category"].label = str(measure.category_label)
        self._offer("category", measure.categories().items() if measure.categories else [])
        self._offer("theme", Theme.choices)
        unused = {
            "year": not measure.when.by_year,
            "month": not measure.when.by_month,
            "til": not measure.when.by_month,
            "category": measure.categories is None,
            "theme": not measure.themes,
        }
        for name in [name for name, is_unused in unused.items() if is_unused]:
            del self.fields[name]

    def narrowing(self) -> Narrowing:
        wanted = self.wanted
        return Narrowing(
            place=self.place(),
            year=wanted.get("year"),
            month=wanted.get("month"),
            until=wanted.get("til"),
            category=wanted.get("category", ""),
            theme=wanted.get("theme", ""),
            text=wanted.get("q", ""),
        )
