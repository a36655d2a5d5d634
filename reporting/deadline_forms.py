"""What DIFI types about a round's deadlines: whom to remind, and who gets another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import formats
from portal.editing import SendingForm
from portal.forms import DateInput, FilterForm, WrittenField
from reporting.models import AnnualReport, ReportingRound
from reporting.operations.deadlines import require_deadline
from reporting.operations.reminders import LONGEST


class DeadlineFilterForm(FilterForm):
    """The search row of a round's deadlines."""

    q = WrittenField(label=_("Søk etter fylke eller region"), required=False, max_length=80)
    missing = forms.BooleanField(label=_("Bare de som ikke har levert"), required=False)


class ExtendForm(SendingForm):
    """Another deadline for regions, by their slugs, and why."""

    regions = forms.MultipleChoiceField(
        label=_("Hvem skal ha ny frist?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[],
        error_messages={"required": _("Velg minst ett fylke eller en region.")},
    )
    due_on = forms.DateField(
        label=_("Ny frist"), widget=DateInput, error_messages={"required": _("Skriv den nye fristen.")}
    )
    reason = WrittenField(
        label=_("Begrunnelse"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Står i e-posten til fylket og i historikken."),
        error_messages={"required": _("Skriv hvorfor fristen er utsatt.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        round_: ReportingRound,
        missing: Iterable[AnnualReport],
        chosen: Iterable[str],
    ) -> None:
        super().__init__(data)
        self.round = round_
        field: Any = self.fields["regions"]
        field.choices = [
            (
                report.region.slug,
                _("%(region)s (frist %(day)s)")
                % {"region": report.region, "day": formats.day(report.due_on)},
            )
            for report in missing
        ]
        field.initial = list(chosen)

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        require_deadline(self.round, day)
        return day


class ReminderForm(SendingForm):
    """Whom to remind, by the region's slug, and DIFI's own words to them."""

    regions = forms.MultipleChoiceField(
        label=_("Hvem skal ha påminnelsen?"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    message = WrittenField(
        label=_("Egne ord"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Står i e-posten etter det portalen sier selv. Kan stå tomt."),
    )

    def __init__(self, data: Any = None, *, missing: Iterable[AnnualReport]) -> None:
        super().__init__(data)
        choices = [
            (report.region.slug, f"{report.region} ({report.shown_state.label})") for report in missing
        ]
        field: Any = self.fields["regions"]
        field.choices = choices
        field.initial = [slug for slug, _words in choices]
