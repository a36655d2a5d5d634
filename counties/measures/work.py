"""Measures of what a region does: activities, joint agreements, and the criteria used in them.

Source: the themes of the annual report in the programme document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet, Sum, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from counties.measures.measure import Measure, Words
from counties.measures.years import Happened, InForceIn
from counties.models import Activity, CriterionUse, FrameworkAgreement, Task
from criteria.models import Level, ProductArea
from portal.access import Permission

IN_FORCE = InForceIn("from_on", "to_on")


def _areas_and_levels() -> dict[str, Words]:
    return {
        f"{area.key}|{level}": f"{area.name}, {level.label}"
        for area in ProductArea.objects.all()
        for level in Level
    }


def _people(field: str, label: Words) -> Measure:
    return Measure(
        key=f"deltakere_{field}",
        label=label,
        rows_key="aktiviteter",
        rows=lambda _on: Activity.objects.filter(**{f"{field}__gt": 0}),
        amount=Sum(field),
        when=Happened("happened_on"),
        themes="themes",
        figure=Permission.FIGURES_READ,
        opens=Permission.FIGURES_READ,
        unit=_("personer"),
    )


def _agreements(key: str, label: Words, rows: Callable[[], QuerySet[Any]], **more: Any) -> Measure:
    begun: dict[str, Any] = {"when": Happened("from_on"), "unit": _("avtaler")}
    return Measure(key=key, label=label, rows_key="avtaler", rows=lambda _on: rows(), **(begun | more))


def _value(key: str, label: Words, rows: Callable[[], QuerySet[Any]]) -> Measure:
    valued = lambda: rows().filter(yearly_value__gt=0)  # noqa: E731 - the rows of the one line below
    return _agreements(key, label, valued, amount=Sum("yearly_value"), unit=_("kr"))


def _uses(key: str, label: Words, of: str, day: str, permission: Permission | None) -> Measure:
    return Measure(
        key=key,
        label=label,
        rows_key="kriteriebruk",
        rows=lambda _on: CriterionUse.objects.taken().filter(**{f"{of}__isnull": False}),
        region=f"{of}__region",
        when=Happened(day),
        category=Concat(
            "criterion__edition__group__area__key", Value("|"), "criterion__level", output_field=TextField()
        ),
        categories=_areas_and_levels,
        category_label=_("Produktområde og nivå"),
        figure=permission,
        opens=permission,
        unit=_("kriterier"),
    )


MEASURES = [
    Measure(
        key="aktiviteter",
        label=_("Aktiviteter"),
        rows_key="aktiviteter",
        rows=lambda _on: Activity.objects.all(),
        when=Happened("happened_on"),
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
    _agreements("avtaler", _("Fellesavtaler begynt i året"), FrameworkAgreement.objects.all),
    _agreements(
        "avtaler_kriterier",
        _("Fellesavtaler med miljøkriterier begynt i året"),
        FrameworkAgreement.objects.with_criteria,
    ),
    _value("avtaler_verdi", _("Årlig verdi av fellesavtaler begynt i året"), FrameworkAgreement.objects.all),
    _value(
        "avtaler_kriterier_verdi",
        _("Årlig verdi av fellesavtaler med miljøkriterier begynt i året"),
        FrameworkAgreement.objects.with_criteria,
    ),
    _agreements(
        "avtaler_i_kraft", _("Fellesavtaler i kraft i året"), FrameworkAgreement.objects.all, when=IN_FORCE
    ),
    _agreements(
        "avtaler_kriterier_i_kraft",
        _("Fellesavtaler med miljøkriterier i kraft i året"),
        FrameworkAgreement.objects.with_criteria,
        when=IN_FORCE,
    ),
    _agreements(
        "produktomrader",
        _("Produktområder i fellesavtaler med miljøkriterier i kraft i året"),
        FrameworkAgreement.objects.with_criteria,
        when=IN_FORCE,
        distinct="product_groups__area__key",
        in_facts=False,
        unit=_("produktområder"),
    ),
    _uses(
        "kriteriebruk",
        _("Kriterier brukt i fellesavtaler begynt i året"),
        "agreement",
        "agreement__from_on",
        None,
    ),
    _uses(
        "kriteriebruk_innkjop",
        _("Kriterier brukt i aktiviteter"),
        "activity",
        "activity__happened_on",
        Permission.CRITERIA_USE_READ,
    ),
]
