"""What is typed about activities and joint agreements, and the search rows of their lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.forms.base import RegionForm, RegisterFilter
from counties.models import Activity, CriterionUse, FrameworkAgreement, Region, Task, Theme, Virksomhet
from criteria.models import ProductGroup
from portal import clock
from portal.forms import DateInput, Together, WrittenField
from portal.norwegian import with_words

GROUPS = ("politikere", "ledere", "innkjopere", "leverandorer")
LARGEST_GROUP = 10_000  # more people than this at one activity is a slip of the finger


def years() -> list[tuple[str, str]]:
    """From the newest back to the programme's first."""
    return [("", str(_("Alle")))] + [(str(year), str(year)) for year in range(clock.today().year, 2007, -1)]


class ActivityForm(RegionForm):
    themes = forms.MultipleChoiceField(
        label=_("Tema"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Activity
        fields = [
            "task", "title", "happened_on", "audience", "politikere", "ledere", "innkjopere", "leverandorer",
            "hours", "themes", "notes",
        ]  # fmt: skip
        widgets = {"happened_on": DateInput, "notes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "title": _("Kort, slik at andre kjenner den igjen."),
            "audience": _("For eksempel «Kommunene i Glåmdalen»."),
        }

    together = (Together(GROUPS, _("Hvor mange deltok")),)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        for name in GROUPS:
            self.fields[name].required = False
        self.say_unit(_("timer"), "hours")
        if self.instance.pk is None:
            self.initial.setdefault("happened_on", clock.today())

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise ValidationError(
                _("Datoen er ikke kommet ennå. Registrer aktiviteten når den er gjennomført.")
            )
        if day.year < 2007:
            raise ValidationError(
                _("Handlingsplanen ble vedtatt i 2007. Se etter en skrivefeil i årstallet.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        for name in GROUPS:
            number = self.cleaned_data.get(name)
            if number is None and name not in self.errors:
                self.cleaned_data[name] = 0
            elif number and number > LARGEST_GROUP:
                self.add_error(name, _("Tallet er høyere enn 10 000. Se etter en skrivefeil."))
        return self.cleaned_data


class ActivityFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk i aktivitetene"), required=False, max_length=80)
    task = forms.ChoiceField(label=_("Oppgave"), required=False, choices=[("", _("Alle")), *Task.choices])
    theme = forms.ChoiceField(label=_("Tema"), required=False, choices=[("", _("Alle")), *Theme.choices])
    year = forms.ChoiceField(label=_("År"), required=False, choices=years)
    code = WrittenField(label=_("Bruker kriteriet"), required=False, max_length=20)

    def rows(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "title", "audience")
        if task := wanted.get("task"):
            rows = rows.filter(task=task)
        if theme := wanted.get("theme"):
            rows = rows.filter(themes__contains=[theme])
        if year := wanted.get("year"):
            rows = rows.filter(happened_on__year=year)
        if code := wanted.get("code"):
            uses = CriterionUse.objects.taken().filter(criterion__code__iexact=code)
            rows = rows.filter(pk__in=uses.values("activity"))
        return rows


class AgreementForm(RegionForm):
    together = (Together(("from_on", "to_on")),)

    class Meta:
        model = FrameworkAgreement
        fields = [
            "title", "supplier", "product_groups", "from_on", "to_on", "yearly_value",
            "participants", "notes",
        ]  # fmt: skip
        widgets = {
            "from_on": DateInput,
            "to_on": DateInput,
            "product_groups": forms.CheckboxSelectMultiple,
            "participants": forms.CheckboxSelectMultiple,
            "notes": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"notes": _("Notat, ikke offentlig")}
        help_texts = {
            "notes": _("Leses bare av dem som leser fylkets arbeid. Resten av avtalen er åpen for alle.")
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        here = Virksomhet.objects.of_region(region)
        chosen = Virksomhet.objects.filter(agreements=self.instance) if self.instance.pk else here.none()
        # A body that has moved to another region stays in the agreements it has.
        self.fields["participants"].queryset = (here | chosen).distinct()  # type: ignore[attr-defined]
        self.fields["product_groups"].queryset = ProductGroup.objects.all()  # type: ignore[attr-defined]
        self.fields["participants"].narrows = _("Finn virksomhet")  # type: ignore[attr-defined]
        self.say_unit(_("kr"), "yearly_value")

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", _("Avtalen kan ikke slutte før den begynner. Rett en av datoene."))
        return self.cleaned_data


class AgreementFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk etter avtale, leverandør eller deltaker"), required=False, max_length=80)
    product_group = forms.ModelChoiceField(
        ProductGroup.objects.all(),
        label=_("Produktgruppe"),
        required=False,
        to_field_name="key",
        empty_label=_("Alle"),
    )
    state = forms.ChoiceField(
        label=_("Gjelder"),
        required=False,
        choices=[("", _("Alle")), ("now", _("Nå")), ("ended", _("Utløpt")), ("soon", _("Utløper i år"))],
    )
    year = forms.ChoiceField(label=_("Inngått i"), required=False, choices=years)
    criteria = forms.ChoiceField(
        label=_("Kriterier"),
        required=False,
        choices=[("", _("Alle")), ("yes", _("Med miljøkriterier")), ("no", _("Uten"))],
    )
    code = WrittenField(label=_("Bruker kriteriet"), required=False, max_length=20)

    def rows(self, rows: QuerySet[FrameworkAgreement]) -> QuerySet[FrameworkAgreement]:
        wanted, today = self.wanted, clock.today()
        if text := wanted.get("q"):
            taking_part = ("participants__name", "participants__org_number")
            rows = with_words(rows, text, "title", "supplier", many=taking_part)
        if group := wanted.get("product_group"):
            rows = rows.filter(product_groups=group)
        match wanted.get("state"):
            case "now":
                rows = rows.filter(from_on__lte=today, to_on__gte=today)
            case "ended":
                rows = rows.filter(to_on__lt=today)
            case "soon":
                rows = rows.filter(to_on__gte=today, to_on__year=today.year)
        if year := wanted.get("year"):
            rows = rows.filter(from_on__year=year)
        if criteria := wanted.get("criteria"):
            agreements = FrameworkAgreement.objects
            chosen = agreements.with_criteria() if criteria == "yes" else agreements.without_criteria()
            rows = rows.filter(pk__in=chosen.values("pk"))
        if code := wanted.get("code"):
            uses = CriterionUse.objects.taken().filter(criterion__code__iexact=code)
            rows = rows.filter(pk__in=uses.values("agreement"))
        return rows
