"""What DIFI asks of the queue of reviews, and to whom it gives them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.editing import SendingForm
from portal.forms import FilterForm, ModelChoiceField, WrittenField
from portal.models import User
from reporting.models import AnnualReport
from reporting.operations.reviewing import in_whose_hands, reviewers, to_judge


class QueueFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter fylke eller region"), required=False, max_length=80)
    whose = forms.ChoiceField(
        label=_("Hos hvem"),
        required=False,
        choices=[("", _("Alle")), ("mine", _("Mine")), ("ingen", _("Ingen har dem"))],
    )


class AssignForm(SendingForm):
    """Reports that are to be judged, and who is to judge them."""

    reports = forms.TypedMultipleChoiceField(
        label=_("Hvilke rapporter?"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        error_messages={"required": _("Velg minst én rapport.")},
    )
    reviewer = ModelChoiceField(
        User.objects.none(),
        label=_("Hvem skal vurdere dem?"),
        error_messages={"required": _("Velg hvem som skal vurdere.")},
    )

    def __init__(self, data: Any = None, *, chosen: list[str]) -> None:
        super().__init__(data)
        judges = reviewers()
        keys = {person.pk for person in judges}
        field: Any = self.fields["reports"]
        field.choices = [(report.pk, _said(report, in_whose_hands(report, keys))) for report in to_judge()]
        field.initial = chosen
        field = self.fields["reviewer"]
        field.queryset = judges


def _said(report: AnnualReport, whose: str) -> str:
    details = {"report": report, "state": report.shown_state.label, "whose": whose}
    return _("%(report)s (%(state)s, hos %(whose)s)") % details
