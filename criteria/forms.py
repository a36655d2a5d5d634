"""The shape of what users type about criteria."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from criteria.models import (
    CriteriaSet,
    Criterion,
    CriterionTheme,
    Erratum,
    Feedback,
    Label,
    Level,
    ProductArea,
    ProductGroup,
    Selection,
    SelectionItem,
    Synonym,
    Type,
)
from criteria.models.criterion import CriterionQuerySet
from criteria.models.feedback import FeedbackQuerySet
from criteria.models.selection import OWN_WORDS
from criteria.patterns import CODE, NO_CODE, beginning_of_code
from criteria.search import LONGEST_PHRASE, Understood, key_of, understand_among
from criteria.words import words_of
from criteria.workflow import FINAL, EditionState
from portal.editing import EditForm
from portal.forms import (
    DateInput,
    FilterForm,
    ModelForm,
    NotARobot,
    WholeField,
    WrittenField,
    fill_in_by_browser,
)
from portal.norwegian import with_words

SUPPLIERS, MOST_SUPPLIERS = 5, 30  # in an evaluation
LARGEST = 2_000_000  # bytes of a file with an edition


LOOKUPS = {  # what has one of the values of a facet
    "omrade": "edition__group__area__key__in", "gruppe": "edition__group__key__in", "type": "type__in",
    "niva": "level__in", "tema": "themes__overlap", "merke": "labels__key__in", "status": "edition__state__in",
}  # fmt: skip


class SearchForm(FilterForm):
    """The library's search: words, and the facets that narrow it. The address holds it all."""

    q = WrittenField(label=_("Søk i kriteriene"), required=False, max_length=200)
    omrade = forms.ModelChoiceField(ProductArea.objects.all(), to_field_name="key", required=False)
    gruppe = forms.ModelChoiceField(ProductGroup.objects.all(), to_field_name="key", required=False)
    type = forms.ChoiceField(choices=Type.choices, required=False)
    niva = forms.ChoiceField(choices=Level.choices, required=False)
    tema = forms.ChoiceField(choices=CriterionTheme.choices, required=False)
    merke = forms.ModelChoiceField(Label.objects.all(), to_field_name="key", required=False)
    status = forms.ChoiceField(choices=EditionState.choices, required=False)

    def understood(self, rows: CriterionQuerySet) -> Understood:
        """What is typed, read once for each search of `rows`."""
        return understand_among(self.wanted.get("q", ""), rows.filter(self.conditions()["status"]))

    def conditions(self) -> dict[str, Q]:
        """What each facet that is chosen asks for; without a status, what is in force."""
        return {name: Q(**{LOOKUPS[name]: values}) for name, values in self.accepted.items()}

    @property
    def accepted(self) -> dict[str, list[str]]:
        """The values that hold, by the facet that is chosen, as the address has them."""
        wanted = {name: getattr(one, "key", one) for name, one in self.wanted.items() if name in LOOKUPS}
        in_state = [self.wanted_status] if self.wanted_status else list(map(str, FINAL))
        return {name: [str(one)] for name, one in wanted.items()} | {"status": in_state}

    @property
    def wanted_status(self) -> str:
        """The state that is asked for. A code is looked for in every edition that was published."""
        is_code = CODE.fullmatch(beginning_of_code(self.wanted.get("q", ""))) is not None
        return str(self.wanted.get("status", "" if is_code else EditionState.PUBLISHED))


class SynonymFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i ordene"), required=False, max_length=120)

    def rows(self) -> QuerySet[Synonym]:
        return with_words(Synonym.objects.all(), self.wanted.get("q", ""), "typed", "means")


class SynonymForm(EditForm):
    """What is typed is looked for by its stems: "laptop" is also "laptoper"."""

    class Meta:
        model = Synonym
        fields = ("typed", "means", "in_use")

    def clean_typed(self) -> str:
        text: str = self.cleaned_data["typed"]
        key = key_of(text)
        if not key:
            raise forms.ValidationError(
                _("Skriv et ord som det går an å søke etter. Vanlige småord teller ikke.")
            )
        if Synonym.objects.filter(key=key).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Dette ordet, eller en annen form av det, står i listen fra før."))
        if len(words_of(text, most=LONGEST_PHRASE + 1)) > LONGEST_PHRASE:
            raise forms.ValidationError(_("Skriv høyst %d ord.") % LONGEST_PHRASE)
        return text

    def clean_means(self) -> str:
        parts = [part.strip() for part in self.cleaned_data["means"].split(",")]
        if not any(words_of(part, most=1) for part in parts):
            raise forms.ValidationError(_("Skriv minst ett ord som kriteriene bruker."))
        return ", ".join(filter(None, parts))


class EditionChoiceForm(forms.Form):
    """Which edition to compare with."""

    fra = forms.ChoiceField(label=_("Sammenlign med utgave"))

    def __init__(self, others: list[CriteriaSet], base: CriteriaSet | None) -> None:
        super().__init__(initial={"fra": base.number if base else ""})
        numbers = [(other.number, other.number) for other in others]
        self.fields["fra"].choices = numbers  # type: ignore[attr-defined]


class SelectionFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i navn"), required=False, max_length=120)


class EditionForm(EditForm):
    class Meta:
        model = CriteriaSet
        fields = ("changes", "next_revision_on", "example")
        widgets = {"next_revision_on": DateInput()}


class CriterionForm(EditForm):
    """One criterion of a draft. Its code says what type it is of."""

    depends_on = WrittenField(
        label=_("Henger sammen med"),
        required=False,
        help_text=_("Koder for kriterier som dette ikke gir mening uten, med komma mellom."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Miljøtema"),
        choices=CriterionTheme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Criterion
        fields = (
            "code",
            "type",
            "level",
            "title",
            "text",
            "verification",
            "rationale",
            "themes",
            "labels",
            "depends_on",
        )
        widgets = {"labels": forms.CheckboxSelectMultiple()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.instance.edition.group.area
        self.fields["labels"].queryset = area.labels.all()  # type: ignore[attr-defined]
        self.initial["depends_on"] = ", ".join(self.instance.depends_on)

    def standing(self, row: Any) -> dict[str, Any]:
        return super().standing(row) | {"depends_on": ", ".join(row.depends_on)}

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(NO_CODE)
        others = self.instance.edition.criteria.exclude(pk=self.instance.pk)
        if others.filter(code=code).exists():
            raise forms.ValidationError(_("Koden %s er brukt av et annet kriterium i utgaven.") % code)
        return code

    def clean_depends_on(self) -> list[str]:
        codes = [code.strip().upper() for code in self.cleaned_data["depends_on"].split(",") if code.strip()]
        for code in codes:
            if not CODE.fullmatch(code):
                raise forms.ValidationError(NO_CODE)
        return codes

    def clean(self) -> None:
        code, kind = self.cleaned_data.get("code"), self.cleaned_data.get("type")
        letters = dict(zip("KSTV", Type.values, strict=True))
        if code and kind and letters[code[4]] != kind:
            self.add_error("type", _("Koden sier %s. Rett koden eller typen.") % Type(letters[code[4]]).label)
        if code and code in self.cleaned_data.get("depends_on", []):
            self.add_error("depends_on", _("Et kriterium kan ikke henge sammen med seg selv."))


class ErratumForm(ModelForm):
    class Meta:
        model = Erratum
        fields = ("text",)
        help_texts = {"text": _("Hva som er feil, og hva som er riktig. Kan ikke endres etterpå.")}


class StepForm(forms.Form):
    """A change of state that needs a word."""

    reason = WrittenField(label=_("Hvorfor trekkes utgaven tilbake?"), widget=forms.Textarea, max_length=2000)


class SelectionForm(EditForm):
    class Meta:
        model = Selection
        fields = ("name", "level")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}


class EvaluationForm(forms.Form):
    """How many suppliers the evaluation has room for."""

    leverandorer = WholeField(
        label=_("Antall leverandører"), min_value=1, max_value=MOST_SUPPLIERS, initial=SUPPLIERS
    )


class ItemForm(EditForm):
    """The buyer's own words. Weight is asked for award criteria only."""

    title = WrittenField(
        label=_("Tittel"), max_length=160, required=False, help_text=_("Tom: som i kriteriet.")
    )
    text = WrittenField(
        label=_("Kravtekst"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Endre det som må tilpasses."),
    )
    verification = WrittenField(
        label=_("Dokumentasjon"), max_length=4000, required=False, widget=forms.Textarea
    )

    class Meta:
        model = SelectionItem
        fields = ("title", "text", "verification", "weight", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(self.standing(self.instance))
        if not self.instance.criterion.is_award:
            del self.fields["weight"]

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"] or self.instance.criterion.title)

    def standing(self, row: Any) -> dict[str, Any]:
        """Where the buyer has no words of their own, the criterion's."""
        return super().standing(row) | {name: getattr(row, f"{name}_shown") for name in OWN_WORDS}


class FeedbackForm(NotARobot, ModelForm):
    class Meta:
        model = Feedback
        fields = ("name", "organisation", "text")
        help_texts = {
            "name": _("Vises for alle sammen med tilbakemeldingen."),
            "text": _("Hva virker, hva virker ikke, og hva bør stå i stedet?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_in_by_browser(self, name="name", organisation="organization")


class HideForm(forms.Form):
    reason = WrittenField(label=_("Hvorfor skjules den?"), max_length=300)


class FeedbackFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i tekst, navn og kode"), required=False, max_length=100)

    def matching(self, rows: FeedbackQuerySet) -> FeedbackQuerySet:
        return with_words(rows, self.wanted.get("q", ""), "text", "name", "criterion__code")


class EditionFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Excel (.xlsx) eller YAML, som den du kan laste ned fra utgaven."),
        validators=[FileExtensionValidator(["xlsx", "yaml", "yml"])],
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(_("Filen er større enn 2 MB."))
        return file
