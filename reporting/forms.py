"""What people type in: a section's answers, comments, and what to verify."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from counties.measures.units import with_unit
from counties.models import Pulje
from portal import formats
from portal.forms import DateInput, FilterForm, ModelForm, WrittenField
from portal.reading import tidied
from reporting.answers import Invalid, Raw, answer, clean_raw, comment_key, parse, reason_key
from reporting.figures import NOTHING, Figures
from reporting.models import Question, ReadingLink, ReportingRound, Section
from reporting.models.templates import Kind
from reporting.quantities import unit_of
from reporting.workflow import Status

RADIO_LIMIT = 6  # more options than this are a drop-down list
MAX_UPLOAD = 25 * 1024 * 1024  # bytes; a sealed report is well below 1 MB


class AnswerField(forms.Field):
    """A question of the template. Empty is always fine here: only submitting demands completeness."""

    def __init__(self, question: Question, figures: Figures = NOTHING) -> None:
        counted = figures.get(question.computed)
        super().__init__(
            label=question.label,
            help_text=question.help_text,
            required=question.required and counted is None,
            widget=widget_for(question, is_counted=counted is not None),
        )
        self.question = question
        self.counted = counted
        self.counted_text = "" if counted is None else written(question, counted)
        self.rows_url = "" if counted is None else figures.rows_url(question.computed)
        self.unit = unit_of(question.kind, question.unit)
        self.limit = question.max_length if question.kind == Kind.TEXT else None
        self.shown_if = (question.shown_if.key, question.shown_if_value) if question.shown_if else None
        self.read_as = ""  # a number that was not written as the portal writes it

    def clean(self, value: Any) -> Any:
        try:
            meant = parse(self.question, clean_raw(value or ""))
        except Invalid as invalid:
            raise ValidationError(str(invalid)) from invalid
        if isinstance(meant, Decimal) and tidied(value).replace(" ", "") != formats.decimal(meant):
            self.read_as = f"{formats.exact(meant)} {self.unit}".strip()
        return meant


def written(question: Question, raw: Raw) -> str:
    """A raw answer in the words and units that people read; choices as reports have them, in the template's order."""
    labels = dict(question.options)
    if isinstance(raw, list):
        chosen = [key for key in labels if key in raw] + [key for key in raw if key not in labels]
        return "; ".join(str(labels.get(key, key)) for key in chosen)
    if question.kind == Kind.YESNO:
        return formats.yes_or_no(raw == "ja")
    if question.kind == Kind.CHOICE:
        return str(labels.get(raw, raw))
    unit = unit_of(question.kind, question.unit)
    try:
        number = parse(question, raw)
    except Invalid:
        number = None
    if not isinstance(number, Decimal):
        return f"{raw} {unit}".strip()
    is_whole = number == number.to_integral_value()
    return with_unit(int(number), unit) if is_whole else f"{formats.exact(number)} {unit}".strip()


def widget_for(question: Question, *, is_counted: bool = False) -> forms.Widget:
    options = [tuple(option) for option in question.options]
    unanswered = [] if question.required else [("", _("Ikke besvart"))]
    if is_counted:
        unanswered = [("", _("Som portalen har telt"))]
    match question.kind:
        case Kind.TEXT:
            return forms.Textarea(
                attrs={"rows": 8 if (question.max_length or 0) > 1000 else 4, "maxlength": None}
            )
        case Kind.YESNO:
            return forms.RadioSelect(choices=[("ja", _("Ja")), ("nei", _("Nei")), *unanswered])
        case Kind.CHOICE if len(options) <= RADIO_LIMIT:
            return forms.RadioSelect(choices=[*options, *unanswered])
        case Kind.CHOICE:
            return forms.Select(choices=[("", _("Velg")), *options])
        case Kind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=options)
        case _:
            return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 12})


class ReasonField(WrittenField):
    """Why the county answers something else than the portal has counted. Drawn with its question."""

    is_reason = True

    def __init__(self, question: Question) -> None:
        super().__init__(
            label=_("Hvorfor er det et annet svar enn portalen har telt?"),
            help_text=_("DIFI leser den sammen med svaret."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class WarningCommentField(WrittenField):
    """What the county says to a warning. Drawn with its question, and hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Kommentar til varselet"),
            help_text=_("Skriv hvorfor svaret likevel er riktig. Kommentaren står i rapporten."),
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def validate(self, value: str) -> None:
        """Empty is fine here, as any answer is: `completion` says what is missing."""


class SectionForm(forms.Form):
    """A section with its saved or typed answers. Its errors are hints for the writer, not a refusal."""

    use_required_attribute = False

    def __init__(
        self,
        section: Section,
        values: Mapping[str, Raw] | None = None,
        figures: Figures = NOTHING,
        **kwargs: Any,
    ) -> None:
        super().__init__(data=values, **kwargs)
        self.figures = figures
        for question in section.questions.all():
            field = AnswerField(question, figures)
            self.fields[question.key] = field
            if field.counted is not None:
                self.fields[reason_key(question)] = ReasonField(question)
            if question.may_ask_comment:
                self.fields[comment_key(question)] = WarningCommentField()

    def clean(self) -> dict[str, Any]:
        """An answer other than the portal's own needs its reason, and a reason its answer."""
        for field in list(self.fields.values()):
            if isinstance(field, AnswerField) and field.counted is not None:
                given = answer(field.question, self.data, self.figures)
                if given.overruled and not given.reason and not given.error:
                    self.add_error(reason_key(field.question), given.problem)
                elif given.lacks_figure and not given.error:
                    self.add_error(field.question.key, given.problem)
        return self.cleaned_data

    def typed(self, data: Any) -> dict[str, Any]:
        """What a request's POST data says for each question, as its widget reads it."""
        return {
            name: field.widget.value_from_datadict(data, {}, name) or ""
            for name, field in self.fields.items()
        }


class CommentForm(forms.Form):
    """A reason that the other side reads."""

    comment = WrittenField(
        label=_("Begrunnelse"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv en begrunnelse, så mottakeren vet hva som skal gjøres.")},
    )


class WordForm(forms.Form):
    """A word along with an approval, for those who wish."""

    comment = WrittenField(
        label=_("Et ord til fylket"),
        help_text=_("Går med i beskjeden og står i historikken."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReaderForm(ModelForm):
    """Who reads the draft by a link, and for how long."""

    class Meta:
        model = ReadingLink
        fields = ["reader", "expires_on"]
        error_messages = {"reader": {"required": _("Skriv hvem som skal lese.")}}
        widgets = {"expires_on": DateInput}


class ReaderCommentForm(forms.Form):
    text = WrittenField(
        label=_("Kommentar"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv en kommentar før du sender.")},
    )


class AgreeForm(forms.Form):
    agrees = forms.BooleanField(
        label=_("Jeg har lest utkastet og slutter meg til det."),
        error_messages={"required": _("Kryss av for at du har lest utkastet og slutter deg til det.")},
    )


class SignForm(forms.Form):
    read = forms.BooleanField(
        label=_("Jeg har lest rapporten og står inne for innholdet."),
        error_messages={"required": _("Kryss av for at du har lest rapporten før du signerer.")},
    )


class ReviewForm(forms.Form):
    """A word on the whole, and one per section and question; returning needs at least one of them.

    The sections' questions must be loaded.
    """

    def __init__(self, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sections = sections
        for section in sections:
            self.fields[self.name_of(section.key)] = WrittenField(
                label=_("Kommentar til kapittel %s") % section,
                help_text=_("Skriv bare noe her hvis fylket skal endre dette kapittelet."),
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            for question in section.questions.all():
                self.fields[self.name_of(section.key, question.key)] = WrittenField(
                    label=_("Kommentar til «%s»") % question.label,
                    required=False,
                    max_length=4000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
        self.fields["comment"] = WrittenField(
            label=_("Kommentar til hele rapporten"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    @staticmethod
    def name_of(section_key: str, question_key: str = "") -> str:
        return f"sporsmal-{section_key}.{question_key}" if question_key else f"kapittel-{section_key}"

    def for_section(self, section_key: str) -> forms.BoundField:
        return self[self.name_of(section_key)]

    def for_questions(self, section_key: str) -> dict[str, forms.BoundField]:
        """By the questions' keys."""
        questions = (
            q for section in self.sections if section.key == section_key for q in section.questions.all()
        )
        return {question.key: self[self.name_of(section_key, question.key)] for question in questions}

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.values()):
            raise ValidationError(_("Skriv minst én kommentar, så fylket vet hva som skal endres."))
        return self.cleaned_data

    @property
    def section_comments(self) -> dict[str, str]:
        keys = (section.key for section in self.sections)
        return {key: text for key in keys if (text := self.cleaned_data[self.name_of(key)])}

    @property
    def question_comments(self) -> dict[tuple[str, str], str]:
        keys = ((section.key, q.key) for section in self.sections for q in section.questions.all())
        return {pair: text for pair in keys if (text := self.cleaned_data[self.name_of(*pair)])}


class ReportFilterForm(FilterForm):
    """The overview's search row; an unknown value filters nothing and says so."""

    q = WrittenField(label=_("Søk etter fylke eller region"), required=False, max_length=80)
    year = forms.ModelChoiceField(
        ReportingRound.objects.yearly(),
        label=_("År"),
        required=False,
        to_field_name="year",
        empty_label=_("Alle"),
    )
    pulje = forms.ModelChoiceField(
        Pulje.objects.all(), label=_("Pulje"), required=False, to_field_name="number", empty_label=_("Alle")
    )
    status = forms.ChoiceField(
        label=_("Tilstand"), required=False, choices=[("", _("Alle")), *Status.choices]
    )


class ReceiptForm(forms.Form):
    receipt = WrittenField(
        label=_("Kvitteringsnummer"),
        help_text=_("Står på forsiden og nederst på hver side, for eksempel 2010-04-7K3M9QTX."),
        max_length=40,
        error_messages={"required": _("Skriv kvitteringsnummeret.")},
    )

    def clean_receipt(self) -> str:
        return str(self.cleaned_data["receipt"]).strip().upper()


class PdfForm(forms.Form):
    file = forms.FileField(
        label=_("PDF-fil"),
        validators=[
            FileExtensionValidator(["pdf"], _("Filen må være en PDF. Velg en fil som slutter på .pdf."))
        ],
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en annen.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise ValidationError(_("Filen er større enn 25 MB. En årsrapport fra portalen er mye mindre."))
        return file
