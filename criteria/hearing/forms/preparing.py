"""What the panel types when it prepares and runs a hearing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.hearing.days import far_words, is_far
from criteria.hearing.directory import names_of
from criteria.hearing.models import Expert, Hearing
from criteria.hearing.models.hearings import SHORTEST
from criteria.hearing.operations.preparing import short_words
from criteria.models import CriteriaSet
from portal import clock, reading
from portal.editing import EditForm, SendingForm
from portal.forms import DateInput, ModelChoiceField, WrittenField
from portal.org_numbers import validate_org_number


class HearingForm(EditForm):
    """What is asked, and when."""

    class Meta:
        model = Hearing
        fields = ["title", "asked", "letter", "opens_on", "closes_on", "short_because", "showing"]
        widgets = {
            "asked": forms.Textarea(attrs={"rows": 6}),
            "letter": forms.Textarea(attrs={"rows": 12}),
            "short_because": forms.Textarea(attrs={"rows": 3}),
            "opens_on": DateInput,
            "closes_on": DateInput,
            "showing": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["showing"].choices = Hearing._meta.get_field("showing").choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        opens, closes = found.get("opens_on"), found.get("closes_on")
        for name in ("opens_on", "closes_on"):
            if found.get(name) and is_far(found[name]):
                self.add_error(name, far_words(found[name]))
                return found
        if opens and closes:
            if closes <= opens:
                self.add_error("closes_on", _("Fristen må være etter dagen høringen åpner."))
            elif closes < opens + SHORTEST and not found.get("short_because"):
                self.add_error("short_because", short_words(opens))
        return found


class HearingCopyForm(HearingForm):
    """The next hearing, of another draft."""

    edition = ModelChoiceField(
        CriteriaSet.objects.none(), label=_("Utkast til utgave"), empty_label=_("Velg")
    )

    field_order = ["edition", *HearingForm.Meta.fields]

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]


class InvitationForm(SendingForm):
    """Who is asked to answer: one on each line, "navn; e-post" or "organisasjonsnummer; e-post"."""

    bodies = WrittenField(
        label=_("Hvem som skal inviteres"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Én på hver linje: navn; e-post. For dem som står i virksomhetsregisteret, holder det med "
            "organisasjonsnummer; e-post."
        ),
    )

    def clean_bodies(self) -> list[tuple[str, str, str]]:
        """Name, organisation number or "", e-mail. All that is wrong is said at once, by line."""
        lines = [line.strip() for line in self.cleaned_data["bodies"].splitlines()]
        parts = [(place, *_split(line)) for place, line in enumerate(lines, start=1) if line]
        known = names_of([reading.digits(name) for _place, name, _email in parts if _is_number(name)])
        found, wrong = [], []
        for place, name, email in parts:
            try:
                found.append(_body(name, email, known))
            except ValidationError as error:
                wrong.append(_t("Linje %(place)d: %(what)s") % {"place": place, "what": error.messages[0]})
        if wrong:
            raise ValidationError(wrong)
        return found

    @property
    def typed(self) -> dict[str, Any]:
        return {"bodies": self.cleaned_data["bodies"]}


def _split(line: str) -> tuple[str, str]:
    """Name and address: by semicolon, tab or the last comma; also "Navn <adresse>", as mail programs copy it."""
    plain = line.replace("<", ";").rstrip(">").replace("\t", ";")
    head, mark, tail = plain.rpartition(";") if ";" in plain else plain.rpartition(",")
    return (head.strip(" ;,"), tail.strip()) if mark else ("", plain.strip())


def _is_number(name: str) -> bool:
    return bool(name) and not any(char.isalpha() for char in name)


def _body(name: str, email: str, known: dict[str, str]) -> tuple[str, str, str]:
    """Raises `ValidationError` with what is wrong with the line."""
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(_t("«%s» er ikke en e-postadresse. Skriv navn; e-post.") % email[:60]) from None
    if not _is_number(name):
        return name[:200] or email, "", email
    number = reading.digits(name)
    validate_org_number(number)
    if number not in known:
        raise ValidationError(_t("%s står ikke i virksomhetsregisteret. Skriv navnet i stedet.") % number)
    return known[number][:200], number, email


class ExtendHearingForm(SendingForm):
    to_on = forms.DateField(label=_("Ny frist"), widget=DateInput)
    reason = WrittenField(
        label=_("Hvorfor fristen forlenges"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Alle inviterte og alle som har begynt på et svar, får dette på e-post."),
    )


class CancelHearingForm(SendingForm):
    reason = WrittenField(
        label=_("Hvorfor høringen avlyses"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Står på høringens side. De som er invitert eller har begynt på et svar, får det på e-post."
        ),
    )


class HideReplyForm(forms.Form):
    reason = WrittenField(
        label=_("Hvorfor svaret ikke vises"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Står der svaret ellers ville stått, og sendes til den som svarte."),
    )


def a_month_from_now() -> dt.date:
    return clock.today() + dt.timedelta(days=30)


class ExpertForm(SendingForm):
    """An expert to read the draft."""

    name = WrittenField(label=_("Navn"), max_length=120)
    organisation = WrittenField(label=_("Arbeidssted"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-post"))
    expires_on = forms.DateField(label=_("Kan lese til og med"), widget=DateInput, initial=a_month_from_now)

    @property
    def typed(self) -> dict[str, Any]:
        return {"values": super().typed}


class InterestsForm(forms.Form):
    interests = WrittenField(
        label=_("Interesser i saken"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=Expert._meta.get_field("interests").help_text,
    )


class ExpertCommentForm(forms.Form):
    code = forms.ChoiceField(label=_("Gjelder"), required=False)
    text = WrittenField(label=_("Merknad"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, edition: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = edition.criteria.order_by("position", "pk")
        choices = [("", _("Utkastet som helhet")), *((row.code, str(row)) for row in rows)]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]
