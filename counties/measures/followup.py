"""Measures of how far kommuner and state bodies have come, and of the money."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from counties.measures.measure import Measure, Words
from counties.measures.years import HappenedAt, KeptFor
from counties.models import (
    AssistanceRequest,
    Grant,
    GrantKind,
    Kommune,
    KommuneFollowUp,
    TildelingsbrevFollowUp,
    VirksomhetKind,
)
from portal.access import Permission

INSIDE: dict[str, Any] = {"figure": Permission.FIGURES_READ, "opens": Permission.FIGURES_READ}
OF_THE_MONEY: dict[str, Any] = {"figure": Permission.GRANTS_READ, "opens": Permission.GRANTS_READ}


def _kommuner(key: str, label: Words, **more: Any) -> Measure:
    """Kommuner by how far they had come at the end of a year."""
    wanted = more.pop("wanted", {})
    return Measure(
        key=key,
        label=label,
        rows_key="kommuneoppfolging",
        rows=lambda _on: KommuneFollowUp.objects.filter(**wanted),
        region="kommune__fylke__region",
        when=KeptFor(),
        unit=_("kommuner"),
        **INSIDE,
        **more,
    )


def _followed(field: str, label: Words, **more: Any) -> Measure:
    key = f"kommuner_{field}"
    return _kommuner(key, label, wanted={field: True}, known_by="kommuner_fulgt", **more)


def _letter(key: str, label: Words, *, share_of: str = "", **wanted: bool) -> Measure:
    return Measure(
        key=key,
        label=label,
        rows_key="tildelingsbrev",
        rows=lambda _on: TildelingsbrevFollowUp.objects.filter(**wanted),
        region="virksomhet__home__fylke__region",
        when=KeptFor(),
        share_of=share_of,
        known_by="brev_kontaktet",
        unit=_("statsetater"),
        **INSIDE,
    )


def _money(field: str, label: Words) -> Measure:
    return Measure(
        key=f"tilskudd_{field}",
        label=label,
        rows_key="tilskudd",
        rows=lambda _on: Grant.objects.filter(**{f"{field}__gt": 0}),
        amount=Sum(field),
        when=KeptFor(),
        known_by="tilskudd",
        category=F("kind"),
        categories=lambda: {kind.value: kind.label for kind in GrantKind},
        category_label=_("Slag"),
        unit=_("kr"),
        **OF_THE_MONEY,
    )


def _helped(_on: object) -> QuerySet[Any]:
    return AssistanceRequest.objects.filter(virksomhet__kind=VirksomhetKind.STATSETAT)


MEASURES = [
    Measure(
        key="kommuner",
        label=_("Kommuner"),
        rows_key="kommuner",
        rows=lambda _on: Kommune.objects.all(),
        region="fylke__region",
        unit=_("kommuner"),
    ),
    _kommuner("kommuner_fulgt", _("Kommuner med oppfølging ført for året")),
    _followed("policy", _("Kommuner med vedtatt politikk"), share_of="kommuner"),
    _followed("routines", _("Kommuner med kriterier i rutinene"), share_of="kommuner"),
    _followed("agreement", _("Kommuner i fellesavtale med kriterier"), share_of="kommuner"),
    _followed("training", _("Kommuner med opplæring"), share_of="kommuner"),
    _followed("livskraftig", _("Kommuner i Livskraftige kommuner")),
    _letter("brev_kontaktet", _("Statsetater kontaktet"), contacted=True),
    _letter(
        "brev_bedt",
        _("Kontaktede statsetater bedt om det i tildelingsbrevet"),
        share_of="brev_kontaktet",
        contacted=True,
        asked=True,
    ),
    _letter("brev_fulgt", _("Statsetater som følger opp systematisk"), followed_up=True),
    Measure(
        key="stat_hjulpet",
        label=_("Statsetater som har bedt om hjelp i året"),
        rows_key="bistand",
        rows=_helped,
        when=HappenedAt("created_at"),
        distinct="virksomhet",
        figure=Permission.FIGURES_READ,
        opens=Permission.COUNTY_READ,
        unit=_("statsetater"),
        in_facts=False,
    ),
    Measure(
        key="tilskudd",
        label=_("Tilskudd som er ført for året"),
        rows_key="tilskudd",
        rows=lambda _on: Grant.objects.all(),
        when=KeptFor(),
        unit=_("tilskudd"),
        **OF_THE_MONEY,
    ),
    _money("allotted", _("Tilskudd tildelt")),
    _money("received", _("Midler mottatt")),
    _money("spent", _("Midler brukt")),
]
