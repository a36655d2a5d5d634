"""What a region keeps rows of. One set of pages lists, shows, writes, exports and deletes all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import Count, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource

from counties import exports, forms
from counties.forms.base import RegionForm, RegisterFilter
from counties.models import Activity, FrameworkAgreement, Region, Virksomhet
from counties.tables import ActivityTable, AgreementTable, VirksomhetTable
from portal import clock
from portal.access import Permission
from portal.models import User

Words = str | Promise


@dataclass(frozen=True)
class Register:
    """A noun with everything its pages need; `key` is its part of the address."""

    key: str
    title: Words
    one: Words  # "aktiviteten", as in "Slett aktiviteten"
    lead: Words
    add: Words
    empty: Words
    what_to_do: Words
    edit: Permission
    public: bool
    form: type[RegionForm]
    filter: type[RegisterFilter]
    table: type[tables.Table]
    resource: Callable[[], ModelResource]
    rows: Callable[[Region], QuerySet[Any]]
    new: Callable[[Region, User], Model]
    imports: bool = False
    kept: tuple[str, ...] = ()  # fields that "save and write another" carries on


def _activities(region: Region) -> QuerySet[Activity]:
    return Activity.objects.of_region(region).select_related("region")


def _agreements(region: Region) -> QuerySet[FrameworkAgreement]:
    rows = (
        FrameworkAgreement.objects.of_region(region)
        .select_related("region")
        .prefetch_related("product_groups")
    )
    return rows.annotate(participants_count=Count("participants", distinct=True))


def _virksomheter(region: Region) -> QuerySet[Virksomhet]:
    return Virksomhet.objects.of_region(region).with_place()


REGISTERS: dict[str, Register] = {
    register.key: register
    for register in [
        Register(
            key="aktiviteter",
            title=_("Aktiviteter"),
            one=_("aktiviteten"),
            lead=_("Det knutepunktet har gjort i de seks oppgavene. Årsrapporten teller disse radene."),
            add=_("Ny aktivitet"),
            empty=_("Ingen aktiviteter ennå"),
            what_to_do=_("Registrer den første, eller importer en liste fra Excel."),
            edit=Permission.WORK_RECORD,
            public=False,
            form=forms.ActivityForm,
            filter=forms.ActivityFilterForm,
            table=ActivityTable,
            resource=exports.ActivityResource,
            rows=_activities,
            new=lambda region, user: Activity(
                region=region, recorded_by=user, happened_on=clock.today(), themes=["miljo"]
            ),
            imports=True,
            kept=("task", "happened_on", "themes"),
        ),
        Register(
            key="avtaler",
            title=_("Fellesavtaler"),
            one=_("avtalen"),
            lead=_(
                "Avtaler som flere virksomheter i fylket kjøper på, og om miljøkriteriene er brukt i dem."
            ),
            add=_("Ny avtale"),
            empty=_("Ingen avtaler ennå"),
            what_to_do=_("Avtalene står her når knutepunktet har registrert dem."),
            edit=Permission.WORK_RECORD,
            public=True,
            form=forms.AgreementForm,
            filter=forms.AgreementFilterForm,
            table=AgreementTable,
            resource=exports.AgreementResource,
            rows=_agreements,
            new=lambda region, _user: FrameworkAgreement(region=region),
        ),
        Register(
            key="virksomheter",
            title=_("Virksomheter"),
            one=_("virksomheten"),
            lead=_("Offentlige virksomheter som kjøper inn, og som knutepunktet er til for."),
            add=_("Ny virksomhet"),
            empty=_("Ingen virksomheter ennå"),
            what_to_do=_("Koordinatoren registrerer dem, eller importerer en liste."),
            edit=Permission.FOLLOW_UP,
            public=True,
            form=forms.VirksomhetForm,
            filter=forms.VirksomhetFilterForm,
            table=VirksomhetTable,
            resource=exports.VirksomhetResource,
            rows=_virksomheter,
            new=lambda region, _user: Virksomhet(),
            imports=True,
        ),
    ]
}
