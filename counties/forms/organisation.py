"""What is typed about the styringsgruppe, its meetings and the choice of knutepunkt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.forms.activities import years
from counties.forms.base import RegionForm, RegisterFilter
from counties.models import (
    Knutepunkt,
    KnutepunktCandidate,
    Meeting,
    Member,
    Region,
    SeatRole,
    Sector,
    Styringsgruppe,
)
from portal import clock
from portal.editing import EditForm, SendingForm
from portal.forms import DateInput, ModelForm, MomentInput, Together, WrittenField
from portal.norwegian import with_words

MAX_MINUTES = 10 * 1024 * 1024  # bytes


def in_order(form: ModelForm, first: str, second: str, words: Any) -> None:
    """Say `words` at the second field where it comes before the first."""
    begins, ends = form.cleaned_data.get(first), form.cleaned_data.get(second)
    if begins and ends and ends < begins:
        form.add_error(second, words)


class StyringsgruppeForm(EditForm):
    class Meta:
        model = Styringsgruppe
        fields = ["initiated_on", "established_on", "ended_on", "mandate"]
        widgets = {
            "initiated_on": DateInput,
            "established_on": DateInput,
            "ended_on": DateInput,
            "mandate": forms.Textarea(attrs={"rows": 8}),
        }

    def clean(self) -> dict[str, Any]:
        in_order(
            self, "initiated_on", "established_on", _("Gruppen kan ikke oppnevnes før initiativet er tatt.")
        )
        in_order(self, "established_on", "ended_on", _("Gruppen kan ikke avsluttes før den er oppnevnt."))
        in_order(self, "initiated_on", "ended_on", _("Gruppen kan ikke avsluttes før initiativet er tatt."))
        begins, ends = self.cleaned_data.get("initiated_on"), self.cleaned_data.get("ended_on")
        others = Styringsgruppe.objects.filter(region=self.instance.region).exclude(pk=self.instance.pk)
        if begins and any(other.overlaps(begins, ends) for other in others):
            words = _("Fylket har en annen styringsgruppe i samme tid. Rett datoene.")
            self.add_error("initiated_on", words)
        return self.cleaned_data


class MemberForm(RegionForm):
    together = (Together(("from_on", "to_on")),)

    class Meta:
        model = Member
        fields = ["name", "title", "organisation", "sector", "seat", "top_level", "email", "from_on", "to_on"]
        widgets = {"from_on": DateInput, "to_on": DateInput}

    def clean(self) -> dict[str, Any]:
        in_order(self, "from_on", "to_on", _("Vervet kan ikke slutte før det begynner."))
        cleaned = self.cleaned_data
        seat, begins, ends = cleaned.get("seat"), cleaned.get("from_on"), cleaned.get("to_on")
        if seat in (SeatRole.LEDER, SeatRole.SEKRETAER) and begins:
            others = Member.objects.filter(styringsgruppe=self.instance.styringsgruppe, seat=seat)
            for other in others.exclude(pk=self.instance.pk):
                if (ends is None or other.from_on <= ends) and (other.to_on is None or other.to_on >= begins):
                    words = _("%(name)s er %(seat)s i samme tid. Sett sluttdato for vervet først.")
                    self.add_error("seat", words % {"name": other, "seat": other.get_seat_display().lower()})
        return cleaned


class MemberFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk etter navn eller organisasjon"), required=False, max_length=80)
    sector = forms.ChoiceField(label=_("Sektor"), required=False, choices=[("", _("Alle")), *Sector.choices])
    when = forms.ChoiceField(
        label=_("Vervet"),
        required=False,
        choices=[("", _("Alle")), ("now", _("Sitter nå")), ("past", _("Tidligere"))],
    )

    def rows(self, rows: QuerySet[Member]) -> QuerySet[Member]:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "name", "organisation")
        if sector := wanted.get("sector"):
            rows = rows.filter(sector=sector)
        match wanted.get("when"):
            case "now":
                rows = rows & Member.objects.sitting(on=clock.today())
            case "past":
                rows = rows.filter(to_on__lt=clock.today())
        return rows


class MeetingForm(SendingForm, RegionForm):
    together = (Together(("starts_at", "ends_at")),)

    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at", "place", "agenda", "participants", "minutes"]
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "agenda": forms.Textarea(attrs={"rows": 6}),
            "participants": forms.CheckboxSelectMultiple,
            "minutes": forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
        }
        help_texts = {
            "participants": _("Kryss av etter møtet."),
            "minutes": _("PDF, Word eller ODT, høyst 10 MB."),
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        members = Member.objects.filter(styringsgruppe=self.instance.styringsgruppe)
        self.fields["participants"].queryset = members  # type: ignore[attr-defined]
        self.fields["minutes"].validators.append(
            FileExtensionValidator(
                ["pdf", "docx", "odt"], _("Referatet må være PDF, Word (.docx) eller ODT.")
            )
        )

    def clean_minutes(self) -> Any:
        file = self.cleaned_data["minutes"]
        if file and file.size > MAX_MINUTES:
            raise forms.ValidationError(_("Filen er større enn 10 MB. Velg en mindre."))
        return file

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("Møtet må slutte etter at det begynner."))
        return self.cleaned_data


class MeetingFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk i saksliste og vedtak"), required=False, max_length=80)
    year = forms.ChoiceField(label=_("År"), required=False, choices=years)

    def rows(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        if year := self.wanted.get("year"):
            rows = rows.filter(starts_at__year=year)
        if text := self.wanted.get("q"):
            rows = with_words(rows, text, "agenda", many=["decisions__text"])
        return rows


class DecisionForm(forms.Form):
    text = WrittenField(label=_("Nytt vedtak"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class CandidateForm(RegionForm):
    class Meta:
        model = KnutepunktCandidate
        fields = ["name", "kind", "weight", "buys_for", "assessment"]
        widgets = {"assessment": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        self.say_unit(_("virksomheter"), "buys_for")

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = KnutepunktCandidate.objects.filter(region=self.region, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Denne kandidaten står i listen fra før."))
        return name


class CandidateFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk etter kandidat"), required=False, max_length=80)

    def rows(self, rows: QuerySet[KnutepunktCandidate]) -> QuerySet[KnutepunktCandidate]:
        return with_words(rows, self.wanted.get("q", ""), "name")


class AppointForm(ModelForm):
    """The decision that makes a candidate the knutepunkt."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Møtet som vedtok det"),
        help_text=_("Valget av knutepunkt er styringsgruppens. Registrer møtet først."),
        empty_label=_("Velg"),
    )
    text = WrittenField(label=_("Vedtak"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Knutepunkt
        fields = ["from_on", "arsverk", "is_secretariat", "contact_name", "contact_email", "contact_phone"]
        widgets = {"from_on": DateInput}

    field_order = ["meeting", "text"]

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]

    def clean_arsverk(self) -> Any:
        size = self.cleaned_data["arsverk"]
        if not 0 <= size <= 50:
            raise forms.ValidationError(_("Årsverk må være fra 0 til 50. En halv stilling er 0,5."))
        return size


class KnutepunktForm(EditForm):
    """What may change without a new decision."""

    class Meta:
        model = Knutepunkt
        fields = ["arsverk", "is_secretariat", "contact_name", "contact_email", "contact_phone"]

    clean_arsverk = AppointForm.clean_arsverk
