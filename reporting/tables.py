"""The list of reports, whose page is drawn by hand, and the rows behind the figures about them (django-tables2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from counties.measures.tables import LinkColumn, RowTable
from portal import clock, formats
from portal.tables import (
    NOWRAP,
    DayColumn,
    ListTable,
    MomentColumn,
    NumberColumn,
    TextColumn,
    ValueColumn,
    YesNoColumn,
    named,
)
from reporting import chain
from reporting.models import AnnualReport, ReportingRound, ReportTemplate, SealedReport
from reporting.operations.deadlines import next_day
from reporting.operations.reviewing import in_whose_hands
from reporting.workflow import DONE, HANDED_IN, Action


class ReportTable(tables.Table):
    year = ValueColumn(accessor="round__year", verbose_name=_("År"))
    number = ValueColumn(accessor="region__number", verbose_name=_("Nummer"))
    region = ValueColumn(accessor="region__name", verbose_name=_("Region"))
    pulje = ValueColumn(accessor="region__pulje__number", verbose_name=_("Pulje"))
    status = ValueColumn(accessor="seen_status", verbose_name=_("Tilstand"))
    due_on = ValueColumn(accessor="due_on", verbose_name=_("Frist"))
    receipt = ValueColumn(accessor="published_seal__receipt", verbose_name=_("Kvittering, publisert utgave"))

    def value_status(self, record: AnnualReport) -> str:
        """As the reader may see it; the rows come from `with_seen_status`."""
        return record.seen_words


class ReportRows(RowTable):
    year = tables.Column(accessor="round__year", verbose_name=_("År"), order_by="round__year")
    region = LinkColumn("region__name", public=True, verbose_name=_("Region"))
    state = tables.Column(accessor="seen_status", verbose_name=_("Tilstand"))
    due_on = DayColumn(accessor="deadline", verbose_name=_("Frist"))
    delivered_on = DayColumn(verbose_name=_("Levert"))

    def render_state(self, record: AnnualReport) -> str:
        return record.seen_words

    class Meta(RowTable.Meta):
        model = AnnualReport
        fields = ("year", "region", "state", "due_on", "delivered_on")


class DeadlineTable(ListTable):
    """A round's reports and their deadlines. The rows come from `with_deadlines`."""

    region = TextColumn(
        "region__name", linkify=lambda record: record.get_absolute_url(), verbose_name=_("Region")
    )
    state = tables.Column(accessor="seen_status", verbose_name=_("Tilstand"), orderable=False)
    deadline = DayColumn(verbose_name=_("Frist"))
    reason = tables.Column(accessor="extension__reason", verbose_name=_("Utsatt fordi"), orderable=False)
    delivered_on = DayColumn(verbose_name=_("Levert"))
    delivered_late = YesNoColumn(verbose_name=_("For sent"), orderable=False)
    reminded_at = DayColumn(verbose_name=_("Sist minnet på"))
    next_on = DayColumn(empty_values=(), verbose_name=_("Neste påminnelse"), orderable=False)

    class Meta(ListTable.Meta):
        model = AnnualReport
        fields = (
            "region",
            "state",
            "deadline",
            "reason",
            "delivered_on",
            "delivered_late",
            "reminded_at",
            "next_on",
        )

    def render_state(self, record: AnnualReport) -> str:
        return record.seen_words

    def value_next_on(self, record: AnnualReport) -> dt.date | None:
        """Of those that are not handed in."""
        if record.counted_status in HANDED_IN:
            return None
        return next_day(record, on=clock.today())

    def render_next_on(self, record: AnnualReport) -> str:
        found = self.value_next_on(record)
        return formats.day(found) if found else "–"


class QueueTable(ListTable):
    """Reports that are judged. The rows come from `reviewing.queue`, `judges` are the keys of who judges."""

    region = TextColumn(
        "region__name", linkify=lambda record: record.url("report-review"), verbose_name=_("Region")
    )
    year = ValueColumn(accessor="round__year", verbose_name=_("År"))
    state = tables.Column(accessor="status", verbose_name=_("Tilstand"), orderable=False)
    whose = tables.Column(empty_values=(), verbose_name=_("Hos hvem"), orderable=False)
    since = DayColumn(verbose_name=_("Siden"))

    def __init__(self, data: Any, *, judges: Collection[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.judges = judges

    class Meta(ListTable.Meta):
        model = AnnualReport
        fields = ("region", "year", "state", "whose", "since")

    def render_state(self, record: AnnualReport) -> str:
        """A draft in the queue is one that has been returned."""
        return str(DONE[Action.RETURN] if record.is_draft else record.shown_state.label)

    def render_whose(self, record: AnnualReport) -> str:
        return in_whose_hands(record, self.judges)


HASH = {"td": {"class": "hash"}}


class HashedTimeColumn(MomentColumn):
    """The file has the moment as it is hashed."""

    def value(self, value: dt.datetime, **_more: object) -> str:
        return chain.written(value)


class ChainTable(ListTable):
    place = NumberColumn(verbose_name=_("Ledd nr."))
    receipt = tables.Column(verbose_name=_("Kvittering"), attrs=NOWRAP, orderable=False)
    signed_at = HashedTimeColumn(verbose_name=_("Signert"))
    sha256 = tables.Column(verbose_name=_("SHA-256 av innholdet"), attrs=HASH, orderable=False)
    previous_sha256 = tables.Column(verbose_name=_("Forrige ledd"), attrs=HASH, orderable=False)
    chain_sha256 = tables.Column(verbose_name=_("Ledd"), attrs=HASH, orderable=False)

    class Meta(ListTable.Meta):
        model = SealedReport
        orderable = False
        fields = ("place", "receipt", "signed_at", "sha256", "previous_sha256", "chain_sha256")


class ReportTemplateTable(ListTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Mal"))
    key = tables.Column(verbose_name=_("Nøkkel"))
    kind = tables.Column(verbose_name=_("Slag"))
    state_words = tables.Column(verbose_name=_("Tilstand"), order_by="published_on")
    published_on = DayColumn(verbose_name=_("Publisert"))
    copied_from = ValueColumn(accessor="copied_from__key", verbose_name=_("Laget fra"))
    chapters = NumberColumn(verbose_name=_("Kapitler"))
    asked = NumberColumn(verbose_name=_("Spørsmål"))

    class Meta(ListTable.Meta):
        model = ReportTemplate
        fields = ("name", "key", "kind", "state_words", "published_on", "copied_from", "chapters", "asked")


class RoundTable(ListTable):
    year = tables.Column(verbose_name=_("År"), linkify=True, attrs=NOWRAP)
    kind = tables.Column(verbose_name=_("Slag"))
    template = TextColumn(
        "template__name",
        linkify=lambda record: record.template.get_absolute_url(),
        verbose_name=_("Mal"),
        attrs=named("template__name", "template__key"),
    )
    state = tables.Column(
        accessor="template__state_words",
        verbose_name=_("Malens tilstand"),
        order_by="template__published_on",
    )
    opens_on = DayColumn(verbose_name=_("Åpner"))
    due_on = DayColumn(verbose_name=_("Frist"))
    closes_on = DayColumn(verbose_name=_("Lukker"))

    class Meta(ListTable.Meta):
        model = ReportingRound
        fields = ("year", "kind", "template", "state", "opens_on", "due_on", "closes_on")
