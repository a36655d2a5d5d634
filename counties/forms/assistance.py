"""What is typed by those who ask for help, and by those who give it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.forms.activities import years
from counties.forms.base import RegisterFilter, say_choose
from counties.models import AssistanceRequest, Kommune, Region, RequestState
from portal import clock
from portal.forms import (
    DateInput,
    ModelChoiceField,
    ModelForm,
    NotARobot,
    NumberField,
    WrittenField,
    fill_in_by_browser,
)
from portal.norwegian import with_words
from portal.org_numbers import OrgNumberField


class KommuneChoice(ModelChoiceField):
    def label_from_instance(self, obj: Kommune) -> str:
        return obj.names


class AskForm(NotARobot, ModelForm):
    org_number = OrgNumberField(
        label=_("Organisasjonsnummer"),
        required=False,
        max_length=9,
        help_text=_(
            "Har dere det for hånden, finner vi riktig knutepunkt selv om kontoret ligger et annet sted."
        ),
    )
    kommune = KommuneChoice(
        Kommune.objects.only("name_in_full", "parallel_name").by_name(),
        label=_("Kommune"),
        empty_label=_("Velg"),
        help_text=_("Der dere holder til. Statlige virksomheter: der regionkontoret ligger."),
    )

    class Meta:
        model = AssistanceRequest
        fields = [
            "subject", "text", "product_group", "needed_by", "organisation", "org_number", "kommune",
            "asker_name", "asker_email", "asker_phone",
        ]  # fmt: skip
        widgets = {"needed_by": DateInput, "text": forms.Textarea(attrs={"rows": 7})}
        help_texts = {"text": _("Hva skal kjøpes, omtrent for hvor mye, og hva lurer dere på?")}

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose(self)
        fill_in_by_browser(
            self, organisation="organization", asker_name="name", asker_email="email", asker_phone="tel"
        )

    def clean_needed_by(self) -> Any:
        day = self.cleaned_data["needed_by"]
        if day and day < clock.today():
            raise forms.ValidationError(
                _("Datoen er passert. Velg en dag som kommer, eller la feltet stå tomt.")
            )
        return day

    @property
    def details(self) -> dict[str, Any]:
        """The request's own fields."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("org_number", "nettside")
        }


class MessageForm(forms.Form):
    text = WrittenField(
        label=_("Melding"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv en melding før du sender.")},
    )


class HandOverForm(forms.Form):
    to_region = forms.ModelChoiceField(
        Region.objects.all(), label=_("Til knutepunktet i"), empty_label=_("Velg")
    )
    reason = WrittenField(
        label=_("Begrunnelse"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Den som spurte, og det nye knutepunktet leser dette."),
    )


class CloseForm(forms.Form):
    outcome = WrittenField(
        label=_("Resultat"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Den som spurte, får dette på e-post."),
    )
    hours = NumberField(
        label=_("Timer brukt"),
        required=False,
        min_value=0,
        max_value=9999,
        max_digits=5,
        decimal_places=1,
    )


class RequestFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk i sakene"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Tilstand"),
        required=False,
        choices=[("", _("Åpne")), *RequestState.choices, ("all", _("Alle"))],
    )

    year = forms.ChoiceField(label=_("Kom inn i"), required=False, choices=years)

    def rows(self, rows: QuerySet[AssistanceRequest]) -> QuerySet[AssistanceRequest]:
        wanted = self.wanted
        if year := wanted.get("year"):
            rows = rows.filter(created_at__year=year)
        if text := wanted.get("q"):
            asked = ("subject", "organisation", "asker_name")
            rows = with_words(rows, text, *asked, "virksomhet__name", "virksomhet__org_number")
        match wanted.get("state"):
            case None:
                rows = rows.exclude(state=RequestState.CLOSED)
            case "all":
                pass
            case state:
                rows = rows.filter(state=state)
        return rows
