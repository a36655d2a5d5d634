"""What is typed about events, and by those who sign up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from counties.forms.base import say_choose
from counties.models import Event, EventKind, EventState, Group, Region, Registration, RegistrationState
from counties.operations.participants import Receivers
from portal import clock
from portal.editing import EditForm, SendingForm
from portal.forms import (
    DateInput,
    FilterForm,
    ModelForm,
    MomentInput,
    NotARobot,
    Together,
    WrittenField,
    fill_in_by_browser,
)
from portal.norwegian import with_words

A_YEAR = dt.timedelta(days=365)


class EventForm(SendingForm, EditForm):
    together = (Together(("starts_at", "ends_at")), Together(("capacity", "closes_on")))
    state = forms.ChoiceField(
        label=_("Synlighet"),
        choices=[
            (EventState.DRAFT, _("Kladd, bare for oss")),
            (EventState.OPEN, _("Publisert i kalenderen")),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Event
        fields = [
            "kind", "title", "description", "starts_at", "ends_at", "place", "capacity", "closes_on", "state"
        ]  # fmt: skip
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "closes_on": DateInput,
            "description": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose(self)

    def clean_capacity(self) -> int | None:
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity == 0:
            raise forms.ValidationError(_("Skriv minst 1 plass, eller la feltet stå tomt."))
        if capacity is not None and self.instance.pk:
            taken = self.instance.registrations.filter(state=RegistrationState.CONFIRMED).count()
            if capacity < taken:
                raise forms.ValidationError(_("%d har alt fått plass. Skriv minst så mange.") % taken)
        return capacity

    def clean(self) -> dict[str, Any]:
        begins, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        closes = self.cleaned_data.get("closes_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("Arrangementet må slutte etter at det begynner."))
        if begins and closes and closes > localtime(begins).date():
            self.add_error("closes_on", _("Fristen kan ikke være etter at arrangementet begynner."))
        return self.cleaned_data


class EventFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter tittel eller sted"), required=False, max_length=80)
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=_("Fylke eller region"),
        required=False,
        to_field_name="slug",
        empty_label=_("Alle"),
    )
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[("", _("Alle")), *EventKind.choices])
    when = forms.ChoiceField(
        label=_("Når"),
        required=False,
        choices=[("", _("Kommende")), ("past", _("Tidligere")), ("all", _("Alle"))],
    )

    def rows(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        return self._in_time(self._matching(rows))

    def feed(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        """As `rows`, with the last year too where no time is asked for, newest first: what is off or over stands in
        a calendar until it is taken out."""
        found = self._matching(rows)
        if self.wanted.get("when"):
            found = self._in_time(found)
        else:
            found = found.filter(ends_at__date__gte=clock.today() - A_YEAR)
        return found.order_by("-starts_at", "-pk")

    def _matching(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "title", "place")
        if region := wanted.get("region"):
            rows = rows.filter(region=region)
        if kind := wanted.get("kind"):
            rows = rows.filter(kind=kind)
        return rows

    def _in_time(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        today = clock.today()
        match self.wanted.get("when"):
            case "past":
                return rows.filter(ends_at__date__lt=today).order_by("-starts_at", "-pk")
            case "all":
                return rows.order_by("-starts_at", "-pk")
        return rows.filter(ends_at__date__gte=today).order_by("starts_at", "pk")


class SignUpForm(NotARobot, ModelForm):
    class Meta:
        model = Registration
        fields = ["name", "email", "organisation", "group"]
        widgets = {"group": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = Group.choices  # type: ignore[attr-defined]  # none is chosen beforehand
        fill_in_by_browser(self, name="name", email="email", organisation="organization")


class ReasonForm(SendingForm):
    reason = WrittenField(label=_("Begrunnelse"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ParticipantForm(SendingForm, ModelForm):
    """Somebody whom the organiser signs up."""

    class Meta:
        model = Registration
        fields = ["name", "email", "organisation", "group"]
        widgets = {"group": forms.RadioSelect}
        labels = {"group": _("Gruppe")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = Group.choices  # type: ignore[attr-defined]  # none is chosen beforehand


class ParticipantLetterForm(SendingForm):
    to = forms.ChoiceField(label=_("Til"), choices=Receivers.choices, widget=forms.RadioSelect)
    subject = WrittenField(label=_("Emne"), max_length=160)
    text = WrittenField(label=_("Tekst"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))


class ParticipantFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter navn eller virksomhet"), required=False, max_length=80)
    group = forms.ChoiceField(label=_("Gruppe"), required=False, choices=[("", _("Alle")), *Group.choices])
    state = forms.ChoiceField(
        label=_("Tilstand"), required=False, choices=[("", _("Alle")), *RegistrationState.choices]
    )

    def rows(self, rows: QuerySet[Registration]) -> QuerySet[Registration]:
        wanted = self.wanted
        if text := wanted.get("q"):
            rows = with_words(rows, text, "name", "organisation")
        if group := wanted.get("group"):
            rows = rows.filter(group=group)
        if state := wanted.get("state"):
            rows = rows.filter(state=state)
        return rows
