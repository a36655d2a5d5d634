"""Search rows of the lists of regions and kommuner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from counties.models import Pulje
from portal.forms import FilterForm, WrittenField


class RegionFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter fylke eller kommune"), required=False, max_length=80)
    pulje = forms.ModelChoiceField(
        Pulje.objects.all(), label=_("Pulje"), required=False, to_field_name="number", empty_label=_("Alle")
    )


class KommuneFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter kommune"), required=False, max_length=80)
