"""What the forms of every register have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.models import Region
from portal.editing import EditForm
from portal.forms import FilterForm


def say_choose(form: forms.BaseForm) -> None:
    """ "Velg" where Django would draw a row of dashes."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelMultipleChoiceField):
            continue  # nothing is chosen by ticking nothing
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = _("Velg")
        elif isinstance(field, forms.TypedChoiceField):
            field.choices = [(key, label if key else _("Velg")) for key, label in list(field.choices)]  # type: ignore[arg-type]


class RegionForm(EditForm):
    """A row of a region's register; the region decides what can be chosen."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        say_choose(self)

    def say_unit(self, unit: object, *names: str) -> None:
        """What the numbers are of, behind their fields."""
        for name in names:
            self.fields[name].unit = unit  # type: ignore[attr-defined]


class RegisterFilter(FilterForm):
    """A search row that narrows a register's rows."""

    def rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError
