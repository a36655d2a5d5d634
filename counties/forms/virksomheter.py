"""What is typed about public bodies, and files of rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.forms.base import RegionForm, RegisterFilter
from counties.models import Kommune, Region, Virksomhet, VirksomhetKind
from portal.forms import WrittenField
from portal.norwegian import with_words
from portal.org_numbers import OrgNumberField

MAX_UPLOAD = 20 * 1024 * 1024  # bytes; 40,000 activities are about 3 MB


class VirksomhetForm(RegionForm):
    class Meta:
        model = Virksomhet
        fields = ["org_number", "name", "kind", "kommune", "regional_office", "employees", "purchases"]
        field_classes = {"org_number": OrgNumberField}
        error_messages = {
            "org_number": {
                "unique": _("Virksomheten står allerede i registeret. Søk etter nummeret i listen.")
            }
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        for name in ("kommune", "regional_office"):
            field = self.fields[name]
            field.queryset = Kommune.objects.by_name()  # type: ignore[attr-defined]
            field.label_from_instance = lambda kommune: kommune.names  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        office = cleaned.get("regional_office")
        if office and cleaned.get("kind") != VirksomhetKind.STATSETAT:
            self.add_error("regional_office", _("Bare statsetater har regionkontor. La feltet stå tomt."))
        seat = office or cleaned.get("kommune")
        if seat and not Kommune.objects.filter(pk=seat.pk, fylke__region=self.region).exists():
            self.add_error(
                "regional_office" if office else "kommune",
                ValidationError(
                    _(
                        "%(place)s ligger ikke i %(region)s. Virksomheten registreres av fylket den hører til."
                    ),
                    params={"place": seat, "region": self.region},
                ),
            )
        return cleaned


class VirksomhetFilterForm(RegisterFilter):
    q = WrittenField(label=_("Søk etter navn eller organisasjonsnummer"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alle")), *VirksomhetKind.choices]
    )

    def rows(self, rows: QuerySet[Virksomhet]) -> QuerySet[Virksomhet]:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "name", "org_number")
        if kind := wanted.get("kind"):
            rows = rows.filter(kind=kind)
        return rows


class SheetForm(forms.Form):
    """A spreadsheet of rows."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Excel (.xlsx) eller CSV, høyst 20 MB."),
        validators=[
            FileExtensionValidator(
                ["xlsx", "csv"],
                _("Filen må være .xlsx eller .csv. Lagre den på nytt i et av disse formatene."),
            )
        ],
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en annen.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise ValidationError(_("Filen er større enn 20 MB. Del den i flere."))
        return file
