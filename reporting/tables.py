"""The list of reports as a table (django-tables2); its page is drawn by hand, so this is what the files have."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portal.tables import ValueColumn
from reporting.workflow import Status


class ReportTable(tables.Table):
    year = ValueColumn(accessor="round__year", verbose_name=_("År"))
    number = ValueColumn(accessor="region__number", verbose_name=_("Nummer"))
    region = ValueColumn(accessor="region__name", verbose_name=_("Region"))
    pulje = ValueColumn(accessor="region__pulje__number", verbose_name=_("Pulje"))
    status = ValueColumn(accessor="seen_status", verbose_name=_("Tilstand"))
    due_on = ValueColumn(accessor="round__due_on", verbose_name=_("Frist"))
    receipt = ValueColumn(accessor="published_seal__receipt", verbose_name=_("Kvittering, publisert utgave"))

    def value_status(self, value: str) -> str:
        """As the reader may see it; the rows come from `with_seen_status`."""
        return str(Status(value).label)
