"""Measures of how a region is organised, and of the programme's plan for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Concat, Greatest, Least
from django.utils.translation import gettext_lazy as _

from counties.measures.measure import Measure, Words
from counties.measures.years import AsItStands, Happened, HappenedAt, InForceAtEnd
from counties.models import Knutepunkt, Meeting, Member, Milestone, SeatRole, Styringsgruppe
from counties.standing import plan_of_all
from portal.access import Permission

AT_END = InForceAtEnd("from_on", "to_on")
SEATED_AT_END = InForceAtEnd("seated_from", "seated_to")


def _seats(wanted: Q) -> QuerySet[Any]:
    """Seats of styringsgrupper that are appointed, as long as both the seat and the group last."""
    return Member.objects.filter(wanted, styringsgruppe__established_on__isnull=False).annotate(
        seated_from=Greatest("from_on", "styringsgruppe__established_on"),
        seated_to=Least("to_on", "styringsgruppe__ended_on"),
    )


def _members(key: str, label: Words, wanted: Q, **more: Any) -> Measure:
    return Measure(
        key=key,
        label=label,
        rows_key="medlemmer",
        rows=lambda _on: _seats(wanted),
        region="styringsgruppe__region",
        when=SEATED_AT_END,
        **more,
    )


def _knutepunkter(key: str, label: Words, **more: Any) -> Measure:
    wanted = more.pop("wanted", {})
    return Measure(
        key=key,
        label=label,
        rows_key="knutepunkter",
        rows=lambda _on: Knutepunkt.objects.filter(**wanted),
        when=AT_END,
        **more,
    )


def _plan() -> dict[str, Words]:
    rows = Milestone.objects.select_related("pulje")
    return {f"{row.pulje.number}|{row.key}": f"{row} ({row.pulje.number})" for row in rows}


def _milestone(key: str, label: Words, wanted: Callable[[dt.date], Q], *, reached: bool = False) -> Measure:
    return Measure(
        key=f"milepaeler_{key}",
        label=label,
        rows_key="milepaeler",
        rows=lambda on: plan_of_all(on=on).filter(wanted(on)),
        region="at",
        when=Happened("happened_on") if reached else AsItStands(),
        category=Concat(Cast("pulje__number", TextField()), Value("|"), F("key"), output_field=TextField()),
        categories=_plan,
        category_label=_("Milepæl"),
    )


MEASURES = [
    _milestone(
        "nadd", _("Milepæler nådd i tide"), lambda _on: Q(happened_on__lte=F("planned_to")), reached=True
    ),
    _milestone(
        "sent", _("Milepæler nådd for sent"), lambda _on: Q(happened_on__gt=F("planned_to")), reached=True
    ),
    _milestone(
        "forsinket", _("Milepæler forsinket"), lambda on: Q(happened_on__isnull=True, planned_to__lt=on)
    ),
    _milestone(
        "venter", _("Milepæler som gjenstår"), lambda on: Q(happened_on__isnull=True, planned_to__gte=on)
    ),
    Measure(
        key="styringsgrupper",
        label=_("Styringsgrupper oppnevnt"),
        rows_key="styringsgrupper",
        rows=lambda on: Styringsgruppe.objects.active(on=on).filter(established_on__lte=on),
    ),
    Measure(
        key="styringsgrupper_arsslutt",
        label=_("Styringsgrupper i arbeid 31. desember"),
        rows_key="styringsgrupper",
        rows=lambda _on: Styringsgruppe.objects.filter(established_on__isnull=False),
        when=InForceAtEnd("established_on", "ended_on"),
    ),
    _members("medlemmer", _("Medlemmer i styringsgruppen 31. desember"), ~Q(seat=SeatRole.SEKRETAER)),
    _members(
        "sektorer",
        _("Sektorer i styringsgruppen 31. desember"),
        Q(),
        distinct="sector",
        in_facts=False,
        unit=_("sektorer"),
    ),
    _members(
        "sekretaerer",
        _("Sekretærer for styringsgruppen 31. desember"),
        Q(seat=SeatRole.SEKRETAER),
        distinct="sector",
        in_facts=False,
    ),
    Measure(
        key="moter",
        label=_("Møter i styringsgruppen"),
        rows_key="moter",
        rows=lambda _on: Meeting.objects.all(),
        region="styringsgruppe__region",
        when=HappenedAt("starts_at"),
        figure=Permission.FIGURES_READ,
        opens=Permission.COUNTY_READ,
        unit=_("møter"),
    ),
    Measure(
        key="knutepunkter",
        label=_("Knutepunkter i arbeid"),
        rows_key="knutepunkter",
        rows=lambda on: Knutepunkt.objects.active(on=on),
    ),
    _knutepunkter("knutepunkter_arsslutt", _("Knutepunkter i arbeid 31. desember")),
    _knutepunkter("verter", _("Slags verter for knutepunktet 31. desember"), distinct="kind", in_facts=False),
    _knutepunkter(
        "arsverk",
        _("Årsverk i knutepunktet 31. desember"),
        amount=Sum("arsverk"),
        in_facts=False,
        unit=_("årsverk"),
    ),
    _knutepunkter(
        "sekretariat_knutepunkt",
        _("Knutepunkter som er sekretariat 31. desember"),
        wanted={"is_secretariat": True},
    ),
]
