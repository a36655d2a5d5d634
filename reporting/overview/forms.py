"""What a reader of the overviews can choose. A wrong value chooses nothing, and never fails."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from counties.forms.figures import PlaceForm
from counties.measures.measure import Measure
from counties.measures.places import Country
from counties.models import Theme
from counties.models.virksomheter import FIRST_YEAR
from portal import clock
from portal.forms import FilterForm, ModelForm, WrittenField
from reporting.overview.models import DigestChoice
from reporting.overview.models.digests import Weekday
from reporting.overview.numbers import Choice
from reporting.overview.search import KINDS

SINCE_LAST = "sist"
PERIODS = [("7", _("siste uke")), ("30", _("siste måned")), ("92", _("siste kvartal"))]
SPRING = 3  # until the end of March last year is the year that people look at


class OverviewForm(PlaceForm):
    """Place and year stand open; what the map shows is chosen beside it."""

    field_order = ["region", "year", "pulje", "theme", "mal"]
    html_id = "valg"

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
        self.fields["mal"].widget.attrs["form"] = self.html_id

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self["region"], self["year"]]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self["pulje"], self["theme"]]

    def _without(self, name: str) -> str:
        return "?" + urlencode({key: value for key, value in self.data.items() if key != name})

    def hide_map(self) -> None:
        """On a page without the map, which keeps what is chosen for it."""
        self.fields["mal"].widget = forms.HiddenInput()

    def choice(self) -> Choice:
        wanted = self.wanted
        year = int(wanted.get("year", self.default_year))
        return Choice(year, self.place(), wanted.get("theme", ""))

    def measure(self) -> Measure:
        return self.measures[self.wanted.get("mal") or next(iter(self.measures))]


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


class SeenForm(forms.Form):
    """When the page that was seen was drawn."""

    until = forms.DateTimeField(
        widget=forms.HiddenInput,
        validators=[MinValueValidator(clock.begin_of(dt.date(FIRST_YEAR, 1, 1)))],  # nothing happened before
    )


class MirrorForm(FilterForm):
    year = forms.ChoiceField(label=_("År"), required=False)
    siden = forms.ChoiceField(
        label=_("Vis det som har skjedd"),
        required=False,
    )

    def __init__(self, data: Any, *, on: dt.date, seen_at: dt.datetime | None) -> None:
        self.on, self.seen_at = on, seen_at
        self.default_year = on.year - 1 if on.month <= SPRING else on.year
        periods = ([(SINCE_LAST, _("siden sist jeg så"))] if seen_at else []) + PERIODS
        self.default_period = periods[0][0] if seen_at else PERIODS[1][0]
        chosen = {"year": str(self.default_year), "siden": self.default_period}
        super().__init__(chosen | {k: v for k, v in data.items() if v})
        self.fields["siden"].choices = periods  # type: ignore[attr-defined]
        years = [(str(year), str(year)) for year in range(on.year, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]

    def chosen_year(self) -> int:
        return int(self.wanted.get("year", self.default_year))

    def since(self) -> dt.datetime:
        """The moment after which things are news."""
        chosen = self.wanted.get("siden", self.default_period)
        if chosen == SINCE_LAST and self.seen_at:
            return self.seen_at
        return clock.begin_of(self.on - dt.timedelta(days=int(chosen)))


class SiteSearchForm(FilterForm):
    q = WrittenField(label=_("Søk etter"), required=False, max_length=200)
    slag = forms.ChoiceField(label=_("Slag"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        kinds = [(kind.key, kind.label) for kind in KINDS.values()]
        self.fields["slag"].choices = [("", _("Alt")), *kinds]  # type: ignore[attr-defined]


class DigestForm(ModelForm):
    class Meta:
        model = DigestChoice
        fields = ["weekday"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = [("", _("Ikke send den")), *Weekday.choices]  # type: ignore[attr-defined]
