"""What is typed about templates and on the network's board."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.forms.base import say_choose
from counties.models import DocumentTemplate, Region, Thread
from counties.models.sharing import DocumentTemplateQuerySet
from criteria.models import ProductGroup
from portal.forms import FilterForm, ModelForm, WrittenField
from portal.norwegian import with_words

MAX_FILE = 20 * 1024 * 1024  # bytes
KINDS = ["docx", "xlsx", "pptx", "odt", "ods", "pdf"]


class VersionForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Word, Excel, PowerPoint, ODF eller PDF, høyst 20 MB."),
        validators=[FileExtensionValidator(KINDS, _("Filen må være docx, xlsx, pptx, odt, ods eller pdf."))],
        widget=forms.FileInput,
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en annen.")},
    )
    note = WrittenField(label=_("Hva er nytt"), required=False, max_length=300)

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MAX_FILE:
            raise forms.ValidationError(_("Filen er større enn 20 MB. Velg en mindre."))
        return self.cleaned_data["file"]


class TemplateForm(VersionForm, ModelForm):
    """A new template with its first file."""

    class Meta:
        model = DocumentTemplate
        fields = ["region", "title", "description", "product_group"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    field_order = ["region", "title", "description", "product_group", "file", "note"]

    def __init__(self, *args: Any, regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        say_choose(self)


class TemplateFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i malene"), required=False, max_length=80)
    product_group = forms.ModelChoiceField(
        ProductGroup.objects.all(),
        label=_("Produktgruppe"),
        required=False,
        to_field_name="key",
        empty_label=_("Alle"),
    )

    def rows(self, rows: DocumentTemplateQuerySet) -> DocumentTemplateQuerySet:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "title", "description")
        if group := wanted.get("product_group"):
            rows = rows.filter(product_group=group)
        return rows


class ThreadForm(ModelForm):
    class Meta:
        model = Thread
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class ThreadFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i spørsmål og svar"), required=False, max_length=80)

    def rows(self, rows: QuerySet[Thread]) -> QuerySet[Thread]:
        if text := self.wanted.get("q"):
            rows = with_words(rows, text, "title", "text", many=["replies__text"])
        return rows
