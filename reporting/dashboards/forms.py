"""What a reader of the overviews can choose. A wrong value chooses nothing, and never fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counties.models import Theme
from portal.forms import FilterForm
from reporting.dashboards.country import Country
from reporting.dashboards.measure import Measure
from reporting.dashboards.national import FIRST_YEAR
from reporting.dashboards.numbers import Choice
from reporting.dashboards.places import Place

SPRING = 3  # until the end of March last year is the year that people look at


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


class OverviewForm(PlaceForm):
    year = forms.ChoiceField(label=_("År"), required=False)
    theme = forms.ChoiceField(
        label=_("Tema"), required=False, help_text=_("Gjelder aktiviteter og deltakere.")
    )
    mal = forms.ChoiceField(label=_("Vis på kartet"), required=False)

    def __init__(self, data: Any, where: Country, measures: list[Measure], *, on: dt.date) -> None:
        self.default_year = on.year - 1 if on.month <= SPRING else on.year
        # What is not chosen shows what is shown.
        chosen = {"year": str(self.default_year), "mal": measures[0].key} | {
            k: v for k, v in data.items() if v
        }
        super().__init__(chosen, where)
        self.measures = {measure.key: measure for measure in measures}
        years = [(str(year), str(year)) for year in range(on.year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]
        self._offer("theme", Theme.choices)
        self.fields["mal"].choices = [(key, m.label) for key, m in self.measures.items()]  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        wanted = self.wanted
        year = int(wanted.get("year", self.default_year))
        return Choice(year, self.place(), wanted.get("theme", ""))

    def measure(self) -> Measure:
        return self.measures[self.wanted.get("mal") or next(iter(self.measures))]


class RowsForm(PlaceForm):
    """Narrows the rows behind a figure."""

    q = forms.CharField(label=_("Søk"), required=False, max_length=80)
    year = forms.IntegerField(label=_("År"), required=False, min_value=FIRST_YEAR, max_value=2100)
    month = forms.IntegerField(label=_("Måned"), required=False, min_value=1, max_value=12)
    category = forms.ChoiceField(label=_("Del"), required=False)
    theme = forms.ChoiceField(label=_("Tema"), required=False)

    field_order = ["q", "pulje", "region", "year", "month", "category", "theme"]

    def __init__(self, data: Any, where: Country, measure: Measure) -> None:
        super().__init__(data, where)
        self._offer("category", measure.categories().items() if measure.categories else [])
        self._offer("theme", Theme.choices)
        unused = {
            "year": not (measure.day or measure.year),
            "month": not measure.day,
            "category": measure.categories is None,
            "theme": not measure.themes,
        }
        for name in [name for name, is_unused in unused.items() if is_unused]:
            del self.fields[name]


class ComparisonForm(PlaceForm):
    mal = forms.ChoiceField(label=_("Hva"), required=False)

    field_order = ["mal", "region"]

    def __init__(self, data: Any, where: Country, measures: list[Measure]) -> None:
        self.measures = {measure.key: measure for measure in measures}
        super().__init__({"mal": measures[0].key} | {k: v for k, v in data.items() if v}, where)
        del self.fields["pulje"]
        self.fields["mal"].choices = [(key, m.label) for key, m in self.measures.items()]  # type: ignore[attr-defined]

    def measure(self) -> Measure:
        return self.measures[self.wanted.get("mal") or next(iter(self.measures))]


class MirrorForm(FilterForm):
    year = forms.ChoiceField(label=_("År"), required=False)
    siden = forms.ChoiceField(
        label=_("Vis det som har skjedd"),
        required=False,
        choices=[("7", _("siste uke")), ("30", _("siste måned")), ("92", _("siste kvartal"))],
    )

    def __init__(self, data: Any, *, on: dt.date) -> None:
        self.default_year = on.year - 1 if on.month <= SPRING else on.year
        chosen = {"year": str(self.default_year), "siden": "30"} | {k: v for k, v in data.items() if v}
        super().__init__(chosen)
        years = [(str(year), str(year)) for year in range(on.year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]

    def chosen_year(self) -> int:
        return int(self.wanted.get("year", self.default_year))

    def chosen_days(self) -> int:
        return int(self.wanted.get("siden", 30))
