"""What DIFI types about rounds: which year, what is asked, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal import clock, formats
from portal.editing import EditForm
from portal.forms import DateInput, FilterForm, ModelChoiceField, WrittenField
from portal.norwegian import with_words
from reporting.models import ReportingRound, ReportTemplate
from reporting.models.rounds import RoundKind
from reporting.operations.rounds import template_fault

FIRST_YEAR = 2008  # of the programme
DATES = ("opens_on", "due_on", "closes_on")


class RoundFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i maler"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alle")), *RoundKind.choices])

    def rows(self) -> QuerySet[ReportingRound]:
        rows = ReportingRound.objects.select_related("template")
        if kind := self.wanted.get("kind"):
            rows = rows.filter(kind=kind)
        return with_words(rows, self.wanted.get("q", ""), "template__name")


class TemplateChoice(ModelChoiceField):
    """The state of each is told: a draft must be published before the round opens."""

    def label_from_instance(self, template: ReportTemplate) -> str:
        return f"{template.name} ({template.key}, {template.state_words.lower()})"


class RoundForm(EditForm):
    """A round that has not begun."""

    kind = forms.ChoiceField(label=_("Slag"), choices=RoundKind.choices, initial=RoundKind.YEARLY)
    template = TemplateChoice(ReportTemplate.objects.all(), label=_("Mal"))

    class Meta:
        model = ReportingRound
        fields = ("year", "kind", "template", *DATES)
        widgets = dict.fromkeys(DATES, DateInput)
        help_texts = {
            "opens_on": _("Da får hvert fylke rapporten sin."),
            "due_on": _("Da skal rapporten være levert."),
            "closes_on": _("Siste dag rapporten kan leveres for sent."),
        }

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        last = clock.today().year + 5
        if not FIRST_YEAR <= year <= last:
            said = {"first": FIRST_YEAR, "last": last}
            raise forms.ValidationError(_("Skriv et år fra %(first)d til %(last)d.") % said)
        return year

    def clean(self) -> None:
        said = self.cleaned_data
        year, kind = said.get("year"), said.get("kind")
        if year and kind:
            others = ReportingRound.objects.filter(year=year, kind=kind).exclude(pk=self.instance.pk)
            if others.exists():
                self.add_error(
                    "year", _("Det finnes en slik runde for %d. Velg et annet år eller slag.") % year
                )
        check_dates(self, said)
        template, opens = said.get("template"), said.get("opens_on")
        if template and kind and opens and (wrong := template_fault(template, kind, opens)):
            self.add_error("template", wrong)


class PostponeForm(EditForm):
    """The dates of a round that has begun."""

    reason = WrittenField(
        label=_("Begrunnelse"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Står i historikken."),
        error_messages={"required": _("Skriv hvorfor datoene flyttes.")},
    )

    class Meta:
        model = ReportingRound
        fields = ("due_on", "closes_on")
        widgets = {"due_on": DateInput, "closes_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stood = {name: getattr(self.instance, name) for name in self._meta.fields or ()}

    def clean(self) -> None:
        for name, stood in self.stood.items():
            now = self.cleaned_data.get(name)
            if now and now < stood:
                text = _("Runden har begynt, så datoen kan bare flyttes framover fra %s.")
                self.add_error(name, text % formats.day_in_words(stood))
        check_dates(self, {"opens_on": self.instance.opens_on} | self.cleaned_data)


def check_dates(form: EditForm, said: dict[str, Any]) -> None:
    """A round opens, is due, and closes, in that order."""
    opens, due, closes = (said.get(name) for name in DATES)
    if _is_after(opens, due) or (opens and opens == due):
        form.add_error("due_on", _("Fristen må være etter at runden åpner."))
    if _is_after(due, closes):
        form.add_error("closes_on", _("Runden kan ikke lukke før fristen."))


def _is_after(first: dt.date | None, second: dt.date | None) -> bool:
    return bool(first and second and first > second)
