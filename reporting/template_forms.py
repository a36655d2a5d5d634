"""What DIFI types about templates: what they are called, their chapters and their questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from counties.models import Region
from portal import clock
from portal.editing import EditForm
from portal.forms import FilterForm, ModelForm, WrittenField
from portal.norwegian import with_words
from reporting import sayings
from reporting.models import Question, ReportTemplate, Section
from reporting.models.templates import Kind, TemplateKind
from reporting.template_checks import WITH_OPTIONS, clash_in_words, computed_fault, earlier_use

# Pages of a report, whose addresses a chapter's would hide behind.
TAKEN = frozenset(
    "hele historikk word pdf lesere send tilbake signer trekk vurder publiser gjenapne nytt".split()
)
KEY = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
LIMITS = ("minimum", "maximum", "decimals")


def key_from(words: str) -> str:
    """ "Hvor mange møter?" → "hvor_mange_moter"."""
    plain = words.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return slugify(plain).replace("-", "_")[:50].strip("_")


class ReportTemplateFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i maler"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Slag"), required=False, choices=[("", _("Alle")), *TemplateKind.choices]
    )
    state = forms.ChoiceField(
        label=_("Tilstand"),
        required=False,
        choices=[("", _("Alle")), ("utkast", _("Utkast")), ("publisert", _("Publisert"))],
    )

    def rows(self) -> QuerySet[ReportTemplate]:
        """With how many chapters and questions each has."""
        rows = ReportTemplate.objects.select_related("copied_from")
        if kind := self.wanted.get("kind"):
            rows = rows.filter(kind=kind)
        if state := self.wanted.get("state"):
            rows = rows.filter(published_on__isnull=state == "utkast")
        counted = rows.annotate(
            chapters=Count("sections", distinct=True), asked=Count("sections__questions", distinct=True)
        )
        return with_words(counted, self.wanted.get("q", ""), "name", "key")


class TemplateCopyForm(ModelForm):
    """What the copy is called."""

    class Meta:
        model = ReportTemplate
        fields = ("name", "key", "kind")
        error_messages = {
            "key": {"unique": _("Det finnes en mal med denne nøkkelen. Velg en annen.")},
        }

    def __init__(self, template: ReportTemplate, data: Any = None) -> None:
        base = re.sub(r"-\d{4}$", "", template.key)
        key = f"{base}-{clock.today().year}"
        super().__init__(data, initial={"name": template.name, "key": key, "kind": template.kind})


class ReportTemplateForm(EditForm):
    class Meta:
        model = ReportTemplate
        fields = ("name", "kind")


class KeyedForm(EditForm):
    """Of a row whose key is chosen when it is made, and made from its words where nobody chooses.

    The key is the same from year to year, so that no later page asks for it.
    """

    named_by: str
    key = WrittenField(
        label=_("Nøkkel"),
        required=False,
        max_length=50,
        help_text=_(
            "Små bokstaver, tall og understrek. Den samme fra år til år. Lages av teksten hvis den står tom."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["key"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data.get("key") or key_from(self.data.get(self.add_prefix(self.named_by), "")))
        if not KEY.fullmatch(key):
            raise ValidationError(
                _("Skriv en nøkkel av små bokstaver, tall og understrek, som moter_i_gruppen.")
            )
        self.check_key(key)
        return key

    def check_key(self, key: str) -> None:
        """Raises `ValidationError` where it is taken."""
        raise NotImplementedError


class ChapterForm(KeyedForm):
    named_by = "title"

    class Meta:
        model = Section
        fields = ("title", "introduction", "key")
        error_messages = {"title": {"required": _("Skriv hva kapittelet heter.")}}
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}

    def check_key(self, key: str) -> None:
        if key in TAKEN or self.instance.template.sections.filter(key=key).exists():
            raise ValidationError(_("Nøkkelen «%s» er i bruk. Velg en annen.") % key)


class QuestionForm(KeyedForm):
    """One question of a draft. `options` is a line for each, and `waits_for` names a question and its answer."""

    named_by = "label"
    options = WrittenField(
        label=_("Valgene"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Ett valg på hver linje. Foran kan det stå en nøkkel og en loddrett strek: «fylkesmann | Fylkesmannen»."
        ),
    )
    waits_for = forms.ChoiceField(
        label=_("Vises bare når"),
        required=False,
        help_text=_("Et tidligere spørsmål i samme kapittel, og svaret på det."),
    )
    computed = forms.ChoiceField(label=_("Portalen regner ut svaret"), required=False)

    class Meta:
        model = Question
        fields = (
            "label", "help_text", "key", "kind", "required", "options", "unit", "minimum", "maximum", "decimals",
            "max_length", "computed", "key_figure", "short_label",
        )  # fmt: skip
        error_messages = {"label": {"required": _("Skriv hva fylket skal svare på.")}}
        help_texts = {"short_label": _("Overskriften i rapporten, og navnet i tabeller og nøkkeltall.")}
        widgets = {"help_text": forms.Textarea(attrs={"rows": 3})}

    GROUPS = (
        (_("Spørsmålet"), ("label", "help_text", "key", "kind", "required")),
        (_("For spørsmål med valg"), ("options",)),
        (_("For tall"), ("unit", "minimum", "maximum", "decimals")),
        (_("For tekst"), ("max_length",)),
        (_("Når det vises, og hvem som svarer"), ("waits_for", "computed")),
        (_("I oversikter"), ("key_figure", "short_label")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = self._earlier()
        fields: dict[str, Any] = self.fields
        fields["waits_for"].choices = [("", _("Alltid")), *self._waits()]
        fields["computed"].choices = [("", _("Nei, fylket svarer")), *sayings.choices()]
        fields["decimals"].required = False
        self.initial.update(self._own(self.instance))

    def _earlier(self) -> list[Question]:
        """Those that this one can wait for."""
        rows = self.instance.section.questions.filter(kind__in=[Kind.YESNO, Kind.CHOICE]).order_by("position")
        return list(rows.filter(position__lt=self.instance.position) if self.instance.pk else rows)

    def _waits(self) -> Iterator[tuple[str, str]]:
        for question in self.earlier:
            answers = (
                [("ja", _t("Ja")), ("nei", _t("Nei"))] if question.kind == Kind.YESNO else question.options
            )
            for key, words in answers:
                said = {"question": question, "answer": words}
                yield f"{question.key}={key}", _t("«%(question)s»: %(answer)s") % said

    @staticmethod
    def _own(row: Question) -> dict[str, Any]:
        """How the form says what the row keeps in another way."""
        waits = f"{row.shown_if.key}={row.shown_if_value}" if row.shown_if else ""
        return {"options": "\n".join(f"{key} | {label}" for key, label in row.options), "waits_for": waits}

    def standing(self, row: Any) -> dict[str, Any]:
        return super().standing(row) | self._own(row)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(title), [self[name] for name in names if name in self.fields])
            for title, names in self.GROUPS
        ]

    @property
    def values(self) -> dict[str, Any]:
        key, _equals, answer = self.cleaned_data.get("waits_for", "").partition("=")
        waits = next((question for question in self.earlier if question.key == key), None)
        return super().values | {"shown_if": waits, "shown_if_value": answer}

    def check_key(self, key: str) -> None:
        template = self.instance.section.template
        taken = Question.objects.filter(section__template=template, key=key).first()
        if taken is not None:
            text = _("Nøkkelen «%(key)s» står ved «%(question)s». Hvert spørsmål må ha sin egen.")
            raise ValidationError(text % {"key": key, "question": taken})

    def clean_options(self) -> list[list[str]]:
        rows = [_option(line) for line in self.cleaned_data["options"].splitlines() if line.strip()]
        keys = [key for key, _label in rows]
        for key, label in rows:
            if not KEY.fullmatch(key) or not label:
                raise ValidationError(
                    _("«%s» kan ikke leses. Skriv en nøkkel, en loddrett strek og valget.") % label
                )
            if keys.count(key) > 1:
                raise ValidationError(_("To valg har nøkkelen «%s». Gi dem hver sin.") % key)
        return rows

    def clean_decimals(self) -> int:
        decimals = self.cleaned_data["decimals"] or 0
        if decimals > 2:
            raise ValidationError(_("Skriv høyst 2 desimaler."))
        return int(decimals)

    def clean(self) -> None:
        said = self.cleaned_data
        kind, key = said.get("kind"), self.instance.key or said.get("key")
        if kind and key and (then := earlier_use(self.instance.section.template, key, kind)):
            self.add_error("kind" if self.instance.pk else "key", clash_in_words(then))
        if kind in WITH_OPTIONS and "options" in said and len(said["options"]) < 2:
            self.add_error("options", _("Skriv minst to valg, ett på hver linje."))
        if kind not in WITH_OPTIONS and said.get("options"):
            self.add_error(
                "options", _("Bare spørsmål med valg har valg. Tøm feltet, eller velg et annet slag.")
            )
        low, high = said.get("minimum"), said.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", _("Det høyeste tallet må være større enn det laveste."))
        if kind and (wrong := computed_fault(kind, said.get("computed", ""))):
            self.add_error("computed", wrong)


def _option(line: str) -> list[str]:
    key, bar, label = line.partition("|")
    return [key.strip(), label.strip()] if bar else [key_from(line), line.strip()]


class PreviewForm(FilterForm):
    """Which county the template is looked at for."""

    fylke = forms.ModelChoiceField(
        Region.objects.order_by("number"),
        label=_("Fylke eller region"),
        required=False,
        to_field_name="slug",
        empty_label=None,
    )
