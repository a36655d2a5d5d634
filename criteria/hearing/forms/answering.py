"""What is typed by those who answer a hearing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from criteria.hearing.models import HeardCriterion, HearingComment, HearingReply, SenderKind
from portal.editing import EditForm
from portal.forms import NotARobot, WrittenField, fill_in_by_browser
from portal.models.versions import Versioned
from portal.org_numbers import OrgNumberField

QUICKEST = 2  # seconds in which no person fills in a form
DRAWN = "criteria.hearing.drawn"  # salt of the moment that a form was drawn


class TakesTime(forms.Form):
    """A signed moment that says when the form was drawn: a machine that sends it at once is refused.

    A form may stand open for as long as anybody likes.
    """

    tegnet = WrittenField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tegnet", signing.TimestampSigner(salt=DRAWN).sign("skjema"))

    def clean_tegnet(self) -> str:
        signer, sent = signing.TimestampSigner(salt=DRAWN), self.cleaned_data["tegnet"]
        try:
            signer.unsign(sent)
        except signing.BadSignature:
            raise forms.ValidationError(
                _("Skjemaet ble ikke sendt. Last siden på nytt og prøv igjen.")
            ) from None
        try:
            signer.unsign(sent, max_age=QUICKEST)
        except signing.SignatureExpired:
            return str(sent)
        raise forms.ValidationError(_("Det gikk for fort. Vent et øyeblikk, og send skjemaet en gang til."))


class SenderForm(EditForm):
    """Who answers. The address is not changed afterwards: it is whose answer it is."""

    org_number = OrgNumberField(label=_("Organisasjonsnummer"), required=False)

    class Meta:
        model = HearingReply
        fields = ["kind", "organisation", "org_number", "contact_name", "shows_name"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "organisation": _("Fylles ut av alle andre enn privatpersoner."),
            "contact_name": _("Vises bare når du svarer som privatperson og krysser av for det."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SenderKind.choices  # type: ignore[attr-defined]  # without an empty one
        self.fields["contact_name"].required = True
        self.fields["organisation"].is_asked_of_some = True  # type: ignore[attr-defined]  # see forms/field.html
        self.fields["shows_name"].shown_if = ("kind", SenderKind.PRIVATE)  # type: ignore[attr-defined]  # see forms/field.html
        fill_in_by_browser(self, organisation="organization", contact_name="name")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") == SenderKind.PRIVATE:
            found["organisation"] = found["org_number"] = ""
        elif found.get("kind"):
            found["shows_name"] = False
            if not found.get("organisation"):
                self.add_error("organisation", _("Skriv hvem dere svarer for, eller velg «Privatperson»."))
        return found


class BeginReplyForm(TakesTime, NotARobot, SenderForm):
    """The start of an answer: who it is from, and where its link is sent."""

    consent = forms.BooleanField(
        label=_("Jeg har lest hvordan personopplysningene brukes, og vil svare på høringen"),
        error_messages={"required": _("Kryss av for at du har lest det, ellers kan vi ikke ta imot svaret.")},
    )

    class Meta(SenderForm.Meta):
        fields = ["kind", "organisation", "org_number", "contact_name", "email", "shows_name"]
        help_texts = SenderForm.Meta.help_texts | {
            "email": _("Hit sendes lenken til svaret, og hva det førte til. Adressen vises aldri for andre.")
        }

    field_order = [*Meta.fields, "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        fill_in_by_browser(self, email="email")


class HearingCommentForm(EditForm):
    """What is said of one criterion or of the whole. The wording begins as the text that is heard."""

    class Meta:
        model = HearingComment
        fields = ["stance", "text", "proposal"]
        widgets = {
            "stance": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
            "proposal": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heard: HeardCriterion | None = self.instance.heard
        if heard is None:
            del self.fields["proposal"]
        elif not self.initial.get("proposal"):
            self.initial["proposal"] = heard.text

    def clean_proposal(self) -> str:
        """A text that is as it was heard proposes nothing."""
        heard: HeardCriterion | None = self.instance.heard
        typed = str(self.cleaned_data["proposal"])
        return "" if heard is not None and typed.split() == heard.text.split() else typed

    @property
    def values(self) -> dict[str, Any]:
        return {"proposal": ""} | super().values

    def standing(self, row: Versioned) -> dict[str, Any]:
        found = super().standing(row)
        if not found.get("proposal") and self.instance.heard is not None:
            found["proposal"] = self.instance.heard.text
        return found


class AttachmentForm(forms.Form):
    """One PDF; what it is, is told from its content."""

    file = forms.FileField(
        label=_("Vedlegg (PDF)"),
        help_text=_("Høyst 10 MB og fem filer. Alt innhold blir offentlig sammen med svaret."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": _("Velg en PDF før du legger den ved."),
            "empty": _("Filen er tom. Velg en annen."),
        },
    )

    @property
    def sent(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found
