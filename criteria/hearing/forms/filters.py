"""The search rows of the hearings' lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from criteria.hearing.models import Hearing, SenderKind, Stance
from criteria.hearing.models.comments import HearingCommentQuerySet
from criteria.hearing.models.hearings import HearingQuerySet
from criteria.hearing.models.replies import HearingReplyQuerySet
from criteria.hearing.workflow import HAS_BEEN, HearingState
from criteria.models import ProductArea
from criteria.workflow import EDIT
from portal.access import GRANTS, Role
from portal.forms import FilterForm, ModelChoiceField, WrittenField
from portal.models import User
from portal.norwegian import with_words

STATES = {
    "open": [HearingState.OPEN],
    "coming": [HearingState.ANNOUNCED, HearingState.DRAFT],
    "closed": sorted(HAS_BEEN),
    "cancelled": [HearingState.CANCELLED],
}


class HearingFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i høringene"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Tilstand"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("open", _("Åpne")),
            ("coming", _("Kommende")),
            ("closed", _("Avsluttede")),
            ("cancelled", _("Avlyste")),
        ],
    )
    area = ModelChoiceField(
        ProductArea.objects.all(),
        label=_("Produktområde"),
        to_field_name="key",
        required=False,
        empty_label=_("Alle"),
    )

    def rows(self, rows: HearingQuerySet) -> HearingQuerySet:
        wanted = self.wanted
        if "state" in wanted:
            rows = rows.filter(state__in=STATES[wanted["state"]])
        if "area" in wanted:
            rows = rows.filter(edition__group__area=wanted["area"])
        if text := wanted.get("q"):
            rows = with_words(rows, text, "title", "asked", "edition__group__name")
        return rows


class ReplyFilterForm(FilterForm):
    q = WrittenField(label=_("Søk i svarene"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Svarer som"), required=False, choices=[("", _("Alle")), *SenderKind.choices]
    )

    def rows(self, rows: HearingReplyQuerySet) -> HearingReplyQuerySet:
        wanted = self.wanted
        if "kind" in wanted:
            rows = rows.filter(kind=wanted["kind"])
        if text := wanted.get("q"):
            rows = with_words(rows, text, "organisation", many=["comments__text"])
        return rows


class CommentFilterForm(FilterForm):
    """Of the panel's matrix, and of the public table; `status` only where answers are still being written."""

    q = WrittenField(label=_("Søk i merknadene"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Alle")), ("open", _("Ikke besvart")), ("done", _("Besvart"))],
    )
    criterion = forms.ChoiceField(label=_("Kriterium"), required=False)
    kind = forms.ChoiceField(
        label=_("Svarer som"), required=False, choices=[("", _("Alle")), *SenderKind.choices]
    )
    stance = forms.ChoiceField(label=_("Mener"), required=False, choices=[("", _("Alle")), *Stance.choices])
    person = ModelChoiceField(User.objects.none(), label=_("Hos"), required=False, empty_label=_("Alle"))

    def __init__(self, *args: Any, hearing: Hearing, working: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heard = [(row.code, str(row)) for row in hearing.heard.all()]
        self.fields["criterion"].choices = [("", _("Alle")), ("helhet", _("Forslaget som helhet")), *heard]  # type: ignore[attr-defined]
        if working:
            self.fields["person"].queryset = panel()  # type: ignore[attr-defined]
        else:
            del self.fields["person"], self.fields["status"]

    def rows(self, rows: HearingCommentQuerySet) -> HearingCommentQuerySet:
        wanted = self.wanted
        exact = {"kind": "reply__kind", "stance": "stance", "person": "assigned_to"}
        rows = rows.filter(**{path: wanted[name] for name, path in exact.items() if name in wanted})
        match wanted.get("criterion"):
            case None:
                pass
            case "helhet":
                rows = rows.filter(heard=None)
            case code:
                rows = rows.filter(heard__code=code)
        match wanted.get("status"):
            case "open":
                rows = rows.filter(resolution=None)
            case "done":
                rows = rows.exclude(resolution=None)
        if text := wanted.get("q"):
            rows = with_words(rows, text, "text", "proposal", "reply__organisation", "resolution__reason")
        return rows


def panel() -> Any:
    """Those who work hearings through."""
    return User.objects.with_roles([role for role in Role if EDIT in GRANTS[role]])
