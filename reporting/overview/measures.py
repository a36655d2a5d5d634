"""Every figure of the overviews, defined once: what is counted, of which rows, where, when and by what.

The counting (`reporting/overview/operations/facts.py`) and the lists that the figures open
(`reporting/overview/rows.py`) both read this table, so a figure and its rows are the same rows.
Source: the themes of the annual report in the programme document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from counties.models import (
    Activity,
    CriterionUse,
    FrameworkAgreement,
    Grant,
    GrantKind,
    Knutepunkt,
    Kommune,
    KommuneFollowUp,
    Milestone,
    Styringsgruppe,
    Task,
    TildelingsbrevFollowUp,
)
from counties.models.virksomheter import seat_region
from counties.standing import plan_of_all
from criteria.models import Level, ProductArea
from portal.access import Permission
from reporting.models import AnnualReport
from reporting.overview.measure import Measure, Words
from reporting.overview.places import Place
from reporting.workflow import HANDED_IN


def _count() -> Any:
    return Count("pk")


def _milestones(on: dt.date, wanted: Q) -> QuerySet[Any]:
    return plan_of_all(on=on).filter(wanted)


def _letters(**wanted: bool) -> QuerySet[Any]:
    return TildelingsbrevFollowUp.objects.filter(**wanted).annotate(home=seat_region("virksomhet__"))


def _areas_and_levels() -> dict[str, Words]:
    return {
        f"{area.key}|{level}": f"{area.name}, {level.label}"
        for area in ProductArea.objects.all()
        for level in Level
    }


def _plan() -> dict[str, Words]:
    rows = Milestone.objects.select_related("pulje")
    return {f"{row.pulje.number}|{row.key}": f"{row} ({row.pulje.number})" for row in rows}


def _people(field: str, label: Words) -> Measure:
    return Measure(
        key=f"deltakere_{field}",
        label=label,
        rows_key="aktiviteter",
        rows=lambda _on: Activity.objects.filter(**{f"{field}__gt": 0}),
        amount=Sum(field),
        day="happened_on",
        themes="themes",
        figure=Permission.FIGURES_READ,
        opens=Permission.FIGURES_READ,
        unit=_("personer"),
    )


def _yearly(key: str, label: Words, rows_key: str, rows: QuerySet[Any], region: str, unit: Words) -> Measure:
    """Rows of follow-up that are kept for a year."""
    return Measure(
        key=key,
        label=label,
        rows_key=rows_key,
        rows=lambda _on: rows.all(),
        amount=_count(),
        region=region,
        year="year",
        figure=Permission.FIGURES_READ,
        opens=Permission.FIGURES_READ,
        unit=unit,
    )


def _followed(field: str, label: Words) -> Measure:
    rows = KommuneFollowUp.objects.filter(**{field: True})
    path = "kommune__fylke__region"
    return _yearly(f"kommuner_{field}", label, "kommuneoppfolging", rows, path, _("kommuner"))


def _letter(key: str, label: Words, **wanted: bool) -> Measure:
    return _yearly(key, label, "tildelingsbrev", _letters(**wanted), "home", _("statsetater"))


def _money(field: str, label: Words) -> Measure:
    return Measure(
        key=f"tilskudd_{field}",
        label=label,
        rows_key="tilskudd",
        rows=lambda _on: Grant.objects.filter(**{f"{field}__gt": 0}),
        amount=Sum(field),
        year="year",
        category=F("kind"),
        categories=lambda: {kind.value: kind.label for kind in GrantKind},
        category_label=_("Slag"),
        figure=Permission.GRANTS_READ,
        opens=Permission.GRANTS_READ,
        unit=_("kr"),
    )


def _milestone(key: str, label: Words, wanted: Callable[[dt.date], Q], *, day: str = "") -> Measure:
    return Measure(
        key=f"milepaeler_{key}",
        label=label,
        rows_key="milepaeler",
        rows=lambda on: _milestones(on, wanted(on)),
        amount=_count(),
        region="at",
        day=day,
        category=Concat(Cast("pulje__number", TextField()), Value("|"), F("key"), output_field=TextField()),
        categories=_plan,
        category_label=_("Milepæl"),
    )


def _agreements(key: str, label: Words, rows: Callable[[dt.date], QuerySet[Any]], **more: Any) -> Measure:
    return Measure(
        **{
            "key": key,
            "label": label,
            "rows_key": "avtaler",
            "rows": rows,
            "amount": _count(),
            "day": "from_on",
            "unit": _("avtaler"),
            **more,
        }
    )


def _uses(key: str, label: Words, of: str, day: str, permission: Permission | None) -> Measure:
    return Measure(
        key=key,
        label=label,
        rows_key="kriteriebruk",
        rows=lambda _on: CriterionUse.objects.taken().filter(**{f"{of}__isnull": False}),
        amount=_count(),
        region=f"{of}__region",
        day=day,
        category=Concat(
            "criterion__edition__group__area__key", Value("|"), "criterion__level", output_field=TextField()
        ),
        categories=_areas_and_levels,
        category_label=_("Produktområde og nivå"),
        figure=permission,
        opens=permission,
        unit=_("kriterier"),
    )


def _reports(
    key: str, label: Words, wanted: Q, *, figure: Permission | None = None, opens: Permission | None = None
) -> Measure:
    return Measure(
        key=f"rapporter_{key}",
        label=label,
        rows_key="rapporter",
        rows=lambda _on: AnnualReport.objects.with_delivery().filter(wanted),
        amount=_count(),
        year="round__year",
        unit=_("rapporter"),
        figure=figure,
        opens=opens,
    )


NATIONAL = {"figure": Permission.FIGURES_READ, "opens": Permission.FIGURES_READ}

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in [
        Measure(
            key="aktiviteter",
            label=_("Aktiviteter"),
            rows_key="aktiviteter",
            rows=lambda _on: Activity.objects.all(),
            amount=_count(),
            day="happened_on",
            category=F("task"),
            categories=lambda: {task.value: task.label for task in Task},
            category_label=_("Oppgave"),
            themes="themes",
            opens=Permission.FIGURES_READ,
            unit=_("aktiviteter"),
        ),
        _people("politikere", _("Politikere nådd")),
        _people("ledere", _("Ledere nådd")),
        _people("innkjopere", _("Innkjøpere nådd")),
        _people("leverandorer", _("Leverandører nådd")),
        _agreements("avtaler", _("Nye fellesavtaler"), lambda _on: FrameworkAgreement.objects.all()),
        _agreements(
            "avtaler_kriterier",
            _("Nye fellesavtaler med miljøkriterier"),
            lambda _on: FrameworkAgreement.objects.with_criteria(),
        ),
        _agreements(
            "avtaler_verdi",
            _("Årlig verdi av nye fellesavtaler"),
            lambda _on: FrameworkAgreement.objects.filter(yearly_value__gt=0),
            amount=Sum("yearly_value"),
            unit=_("kr"),
        ),
        _uses("kriteriebruk", _("Kriterier brukt i fellesavtaler"), "agreement", "agreement__from_on", None),
        _uses(
            "kriteriebruk_innkjop",
            _("Kriterier brukt i aktiviteter"),
            "activity",
            "activity__happened_on",
            Permission.CRITERIA_USE_READ,
        ),
        Measure(
            key="kommuner",
            label=_("Kommuner"),
            rows_key="kommuner",
            rows=lambda _on: Kommune.objects.all(),
            amount=_count(),
            region="fylke__region",
            unit=_("kommuner"),
        ),
        _followed("policy", _("Kommuner med vedtatt politikk")),
        _followed("routines", _("Kommuner med kriterier i rutinene")),
        _followed("agreement", _("Kommuner i fellesavtale med kriterier")),
        _followed("training", _("Kommuner med opplæring")),
        _letter("brev_kontaktet", _("Statsetater kontaktet"), contacted=True),
        _letter("brev_bedt", _("Statsetater bedt om det i tildelingsbrevet"), asked=True),
        _letter("brev_fulgt", _("Statsetater som følger opp systematisk"), followed_up=True),
        _money("allotted", _("Tilskudd tildelt")),
        _money("received", _("Midler mottatt")),
        _money("spent", _("Midler brukt")),
        _milestone(
            "nadd",
            _("Milepæler nådd i tide"),
            lambda _on: Q(happened_on__lte=F("planned_to")),
            day="happened_on",
        ),
        _milestone(
            "sent",
            _("Milepæler nådd for sent"),
            lambda _on: Q(happened_on__gt=F("planned_to")),
            day="happened_on",
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
            amount=_count(),
        ),
        Measure(
            key="knutepunkter",
            label=_("Knutepunkter i arbeid"),
            rows_key="knutepunkter",
            rows=lambda on: Knutepunkt.objects.active(on=on),
            amount=_count(),
        ),
        _reports(
            "alle",
            _("Rapporter som ventes"),
            Q(),
            figure=Permission.FIGURES_READ,
            opens=Permission.REPORT_READ,
        ),
        _reports("levert", _("Rapporter levert"), Q(status__in=HANDED_IN), **NATIONAL),
        _reports(
            "i_tide",
            _("Rapporter levert i tide"),
            Q(status__in=HANDED_IN, delivered_on__lte=F("round__due_on")),
            **NATIONAL,
        ),
        _reports("publisert", _("Rapporter publisert"), Q(published_seal__isnull=False)),
    ]
}


FLOWS = [measure for measure in MEASURES.values() if measure.is_flow and measure.rows_key != "milepaeler"]


def seen_by(user: Any, place: Place) -> set[str]:
    """The keys of the measures whose figures `user` may see for all of `place`."""
    return {key for key, measure in MEASURES.items() if place.open_to(user, measure.figure)}
