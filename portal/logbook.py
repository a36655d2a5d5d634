"""The log as its administrators see it: search row and table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.formats import moment
from portal.forms import DateInput, FilterForm, WrittenField
from portal.models import LogEntry
from portal.models.log import LogKind, LogQuerySet
from portal.norwegian import with_words
from portal.tables import DayColumn, ListTable, TextColumn, ValueColumn


class LogFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter navn, side eller hva det gjelder"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Hendelse"), required=False, choices=[("", _("Alle")), *LogKind.choices])
    since = forms.DateField(label=_("Fra og med"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Til og med"), required=False, widget=DateInput)

    def rows(self, rows: LogQuerySet) -> LogQuerySet:
        wanted = self.wanted
        if kind := wanted.get("kind"):
            rows = rows.filter(kind=kind)
        if since := wanted.get("since"):
            rows = rows.filter(at__date__gte=since - _shift())
        if until := wanted.get("until"):
            rows = rows.filter(at__date__lte=until - _shift())
        if text := wanted.get("q"):
            rows = with_words(
                rows, text, "who__name", "who__email", "about__name", "about__email", "what", "path"
            )
        return rows


def _shift() -> dt.timedelta:
    """How far the portal's day is from the machine's, which the log is kept by."""
    return clock.today() - timezone.localdate()


class ToldColumn(DayColumn):
    """A machine's own time, as the portal tells it."""

    def render(self, value: dt.datetime) -> str:
        return moment(clock.told(value))

    def value(self, value: dt.datetime, **_more: Any) -> dt.datetime:
        return clock.told(value)


class LogTable(ListTable):
    """One row per thing that happened."""

    at = ToldColumn(verbose_name=_("Tid"))
    kind = ValueColumn(accessor="get_kind_display", verbose_name=_("Hendelse"), orderable=False)
    who = TextColumn("who__name", verbose_name=_("Hvem"))
    about = TextColumn("about__name", verbose_name=_("Om"))
    what = ValueColumn(verbose_name=_("Hva"), orderable=False)
    region = ValueColumn(accessor="region__name", verbose_name=_("Region"), orderable=False)
    path = ValueColumn(verbose_name=_("Side"), orderable=False)
    network = ValueColumn(verbose_name=_("Nett"), orderable=False)

    class Meta(ListTable.Meta):
        model = LogEntry
        fields = ("at", "kind", "who", "about", "what", "region", "path", "network")
