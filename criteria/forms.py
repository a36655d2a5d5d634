"""The shape of what users type about criteria."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from criteria.models import Level, ProductArea, ProductGroup, Theme, Type
from criteria.models.criterion import CriterionQuerySet
from criteria.search import Understood, understand
from criteria.workflow import State
from portal.forms import FilterForm

SHOWN_STATES = [State.PUBLISHED, State.ON_HEARING, State.SUPERSEDED, State.WITHDRAWN]


class SearchForm(FilterForm):
    """The library's search: words, and the facets that narrow it. The address holds it all."""

    q = forms.CharField(label=_("Søk i kriteriene"), required=False, max_length=200)
    omrade = forms.ModelChoiceField(ProductArea.objects.all(), to_field_name="key", required=False)
    gruppe = forms.ModelChoiceField(ProductGroup.objects.all(), to_field_name="key", required=False)
    type = forms.ChoiceField(choices=Type.choices, required=False)
    niva = forms.ChoiceField(choices=Level.choices, required=False)
    tema = forms.ChoiceField(choices=Theme.choices, required=False)
    merke = forms.SlugField(required=False)
    status = forms.ChoiceField(choices=[(state.value, state.label) for state in SHOWN_STATES], required=False)

    def understood(self) -> Understood:
        """What is typed, read once for each search."""
        return understand(self.wanted.get("q", ""))

    def matching(self, rows: CriterionQuerySet, meant: Understood) -> CriterionQuerySet:
        """Those that have the words, or whose code begins with what is typed."""
        code = Q(code__istartswith=meant.text.strip())
        if meant.query is not None and meant.possible:
            return (
                rows.filter(Q(search=meant.query) | code)
                if "-" in meant.text
                else rows.filter(search=meant.query)
            )
        return rows.filter(code) if meant.text.strip() else rows

    def conditions(self) -> dict[str, Q]:
        """What each facet that is chosen asks for; without a status, what is in force."""
        wanted = self.wanted
        paths = {
            "omrade": "edition__group__area",
            "gruppe": "edition__group",
            "type": "type",
            "niva": "level",
            "merke": "labels__key",
        }
        found = {name: Q(**{path: wanted[name]}) for name, path in paths.items() if name in wanted}
        if "tema" in wanted:
            found["tema"] = Q(themes__contains=[wanted["tema"]])
        return found | {"status": Q(edition__state=wanted.get("status", State.PUBLISHED))}
