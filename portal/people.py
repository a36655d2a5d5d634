"""People and their roles as administrators and regions see them: forms, search row, table and history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from portal import clock, formats
from portal.access import REGIONAL_ROLES, Role, is_over
from portal.editing import SendingForm
from portal.forms import (
    DateInput,
    FilterForm,
    ModelChoiceField,
    Together,
    WrittenField,
    fill_in_by_browser,
)
from portal.links import reverse
from portal.models import RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.models.users import RoleGrantQuerySet
from portal.norwegian import NorwegianOrder, with_words
from portal.operations import invitations
from portal.tables import DayColumn, ListTable, TextColumn, ValueColumn, named


class RegionField(ModelChoiceField):
    """Any region; the portal itself knows only that there are some."""

    def __init__(self, **kwargs: Any) -> None:
        regions = apps.get_model(settings.REGION_MODEL)._default_manager.order_by(NorwegianOrder("name"))
        super().__init__(regions, required=False, **kwargs)


class RoleInviteForm(SendingForm):
    """An invitation to one of a region's roles that `by` may give."""

    name = WrittenField(label=_("Navn"), max_length=120)
    email = forms.EmailField(label=_("E-postadresse"))
    role = forms.ChoiceField(label=_("Rolle"))
    starts_on = forms.DateField(
        label=_("Rollen gjelder fra"),
        required=False,
        widget=DateInput,
        help_text=_("La stå tom når den gjelder så snart den er tatt imot."),
    )
    expires_on = forms.DateField(label=_("Lenken gjelder til og med"), widget=DateInput)
    together = (Together(("name", "email")), Together(("starts_on", "expires_on")))

    def __init__(self, *args: Any, by: User, region: Any = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"expires_on": clock.today() + invitations.LIFE} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _t("Velg")), *self.roles(by, region)]  # type: ignore[attr-defined]

    def roles(self, by: User, region: Any) -> list[tuple[str, str]]:
        given = REGIONAL_ROLES - {Role.FYLKESMANN}  # whoever has that hands it over
        return [(role.value, str(role.label)) for role in Role if role in given and is_over(by, role, region)]


class AnyRoleInviteForm(RoleInviteForm):
    """An administrator's: to every role there is."""

    region = RegionField(label=_("Region"), help_text=_("Bare for roller i et fylke."))
    field_order = ["name", "email", "role", "region", "starts_on", "expires_on"]

    def roles(self, by: User, region: Any) -> list[tuple[str, str]]:
        return [(role.value, str(role.label)) for role in Role]


class ResendForm(SendingForm):
    expires_on = forms.DateField(label=_("Lenken gjelder til og med"), widget=DateInput)


class SuccessorForm(SendingForm):
    """Who takes a role over, and when."""

    name = WrittenField(label=_("Navn"), max_length=120)
    email = forms.EmailField(label=_("E-postadresse"))
    from_on = forms.DateField(label=_("Overtar fra og med"), widget=DateInput)
    together = (Together(("name", "email")),)


class EndRoleForm(SendingForm):
    last_day = forms.DateField(
        label=_("Siste dag"),
        required=False,
        widget=DateInput,
        help_text=_("La stå tom for å avslutte rollen med en gang."),
    )
    although = forms.BooleanField(label=_("Avslutt likevel"), required=False)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["although"]


class JoinForm(forms.Form):
    """What an invited person without an account chooses."""

    name = WrittenField(label=_("Navn"), max_length=120)
    password = forms.CharField(
        label=_("Passord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minst 12 tegn. Bruk gjerne en setning."),
    )

    def __init__(self, *args: Any, invitation: RoleInvitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = invitation.name
        self._email = invitation.email
        fill_in_by_browser(self, name="name")

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self._email, name=self.cleaned_data.get("name", "")))
        return password


class GrantFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter navn eller e-post"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Rolle"), required=False, choices=[("", _("Alle")), *Role.choices])
    region = RegionField(label=_("Region"), empty_label=_("Alle"))
    when = forms.ChoiceField(
        label=_("Når"),
        required=False,
        choices=[("", _("Nå og kommende")), ("over", _("Avsluttede")), ("all", _("Alle"))],
    )

    def rows(self, rows: RoleGrantQuerySet) -> RoleGrantQuerySet:
        wanted, today = self.wanted, clock.today()
        for name in ("role", "region"):
            if name in wanted:
                rows = rows.filter(**{name: wanted[name]})
        if wanted.get("when") == "over":
            rows = rows.over(on=today)
        elif "when" not in wanted:
            rows = rows.not_over(on=today)
        return with_words(rows, wanted["q"], "user__name", "user__email") if "q" in wanted else rows


class RoleGrantTable(ListTable):
    """One row per grant: who has had what, and who gave and ended it."""

    user = TextColumn(
        "user__name",
        linkify=lambda record: reverse("portal:user-detail", args=[record.user_id]),
        verbose_name=_("Navn"),
        attrs=named("user__name", "in_words"),
    )
    email = TextColumn("user__email", verbose_name=_("E-post"))
    role = ValueColumn(accessor="get_role_display", verbose_name=_("Rolle"), orderable=False)
    region = TextColumn("region__name", verbose_name=_("Region"))
    since = DayColumn(verbose_name=_("Fra"), orderable=False)
    until = DayColumn(verbose_name=_("Til og med"), orderable=False)
    granted_by = TextColumn("granted_by__name", verbose_name=_("Gitt av"))
    revoked_by = TextColumn("revoked_by__name", verbose_name=_("Avsluttet av"))

    class Meta(ListTable.Meta):
        model = RoleGrant
        fields = ("user", "email", "role", "region", "since", "until", "granted_by", "revoked_by")


@dataclass(frozen=True)
class Deed:
    """One write of a person or of their roles: when, by whom, why, and how it stood after."""

    when: dt.datetime
    who: str
    why: str
    what: str


def deeds_of(user: User) -> list[Deed]:
    """Newest first (3 queries)."""
    grants = RoleGrant.pgh_event_model.objects.filter(user=user).select_related("region", "pgh_context")  # type: ignore[attr-defined]
    events = [*grants, *user.row_history.select_related("pgh_context")]  # type: ignore[attr-defined]
    events.sort(key=lambda event: event.pgh_created_at, reverse=True)
    names = _names(events)
    return [_deed(event, names) for event in events]


def _deed(event: Any, names: dict[int, str]) -> Deed:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    who = names.get(metadata.get("user") or 0, "")
    return Deed(clock.told(event.pgh_created_at), who, str(metadata.get("reason", "")), _stood(event))


def _stood(event: Any) -> str:
    if not hasattr(event, "role"):
        active = "" if event.is_active else _t("stengt")
        return ", ".join(filter(None, [event.name, event.email, event.title, active]))
    place = f", {event.region}" if event.region else ""
    words = f"{event.get_role_display()}{place}"
    if event.revoked_at is None:
        begins = _t(" fra %s") % formats.day_in_words(event.starts_on) if event.starts_on else ""
        return words + begins
    ends = formats.day_in_words(event.ends_on) if event.ends_on else ""
    return f"{words}: " + (_t("til og med %s") % ends if ends else _t("avsluttet"))


def _names(events: Iterable[Any]) -> dict[int, str]:
    keys = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context} - {None}
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))
