"""Measures of the annual reports themselves, registered beside those of the counties' work."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counties.measures.lists import RowList, register_list
from counties.measures.measure import Measure, Words
from counties.measures.registry import register
from counties.measures.years import KeptFor
from portal.access import Permission
from reporting.models import AnnualReport
from reporting.models.reports import DELIVERED
from reporting.tables import ReportRows

NATIONAL: dict[str, Any] = {"figure": Permission.FIGURES_READ, "opens": Permission.FIGURES_READ}


def _reports(key: str, label: Words, wanted: Q, **seen_by: Any) -> Measure:
    return Measure(
        key=f"rapporter_{key}",
        label=label,
        rows_key="rapporter",
        rows=lambda _on: AnnualReport.objects.yearly().with_delivery().filter(wanted),
        when=KeptFor("round__year"),
        unit=_("rapporter"),
        **seen_by,
    )


MEASURES = [
    _reports(
        "alle",
        _("Rapporter som ventes"),
        Q(),
        figure=Permission.FIGURES_READ,
        opens=Permission.REPORT_READ,
    ),
    _reports("levert", _("Rapporter levert"), DELIVERED, **NATIONAL),
    _reports(
        "i_tide",
        _("Rapporter levert i tide"),
        DELIVERED & Q(delivered_late=False),
        **NATIONAL,
    ),
    _reports("publisert", _("Rapporter publisert"), Q(published_seal__isnull=False)),
]

register(*MEASURES)
register_list(
    "rapporter",
    RowList(
        _("Årsrapporter"),
        ReportRows,
        ("-round__year", "region__number"),
        ("region__name",),
        lambda rows, user: rows.with_seen_delivery(user).select_related("round", "region"),
    ),
)
