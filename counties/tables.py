"""The registers' lists as tables: columns, order and links (django-tables2)."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from counties.models import (
    Activity,
    AssistanceRequest,
    FrameworkAgreement,
    KnutepunktCandidate,
    Meeting,
    Member,
    Virksomhet,
)
from portal.norwegian import NorwegianOrder
from portal.templatetags.portal import nb_number

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}
NOWRAP = {"td": {"class": "nowrap"}}


class TextColumn(tables.Column):
    """A name or a title, in Norwegian order. `path` leads to it; `order_by` where it may come by several ways."""

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(accessor=path, **kwargs)

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        words = [NorwegianOrder(str(path)) for path in self.order_by or (self.accessor,)]
        ways = [word.desc() if is_descending else word.asc() for word in words]
        return queryset.order_by(*ways, "pk"), True


class NumberColumn(tables.Column):
    """Right-aligned, with spaces between the thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMBER, **kwargs)

    def render(self, value: Any) -> str:
        return nb_number(value)

    def value(self, value: Any, **_facts: Any) -> Any:
        """In files: the number itself."""
        return value


class DayColumn(tables.DateColumn):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="j.n.Y", attrs=NOWRAP, **kwargs)

    def value(self, value: Any, **_facts: Any) -> Any:
        """In files: the day itself, as ISO 8601; an empty cell where there is none."""
        return value.isoformat() if value else ""


class RegisterTable(tables.Table):
    """What all have in common: the portal's markup, Norwegian parameters, a dash for nothing."""

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sorter"
        default = "–"


class ActivityTable(RegisterTable):
    happened_on = DayColumn(verbose_name=_("Dato"))
    title = TextColumn("title", linkify=True, verbose_name=_("Aktivitet"))
    task = tables.Column(verbose_name=_("Oppgave"))
    audience = TextColumn("audience", verbose_name=_("For hvem"), default="–")
    participants = NumberColumn(verbose_name=_("Deltakere"), orderable=False)

    class Meta(RegisterTable.Meta):
        model = Activity
        fields = ("happened_on", "title", "task", "audience", "participants")


class AgreementTable(RegisterTable):
    title = TextColumn("title", linkify=True, verbose_name=_("Avtale"))
    supplier = TextColumn("supplier", verbose_name=_("Leverandør"))
    product_groups = tables.ManyToManyColumn(verbose_name=_("Produktgrupper"), orderable=False)
    participants_count = NumberColumn(verbose_name=_("Deltakere"))
    yearly_value = NumberColumn(verbose_name=_("Kr i året"))
    from_on = DayColumn(verbose_name=_("Fra"))
    to_on = DayColumn(verbose_name=_("Til"))
    uses_criteria = tables.Column(verbose_name=_("Kriterier"))

    def render_uses_criteria(self, value: bool) -> str:
        return str(_("Ja") if value else _("Nei"))

    class Meta(RegisterTable.Meta):
        model = FrameworkAgreement
        fields = (
            "title", "supplier", "product_groups", "participants_count", "yearly_value", "from_on", "to_on",
            "uses_criteria",
        )  # fmt: skip


class VirksomhetTable(RegisterTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Virksomhet"))
    org_number = tables.Column(verbose_name=_("Org.nr."), attrs=NOWRAP)
    kind = tables.Column(verbose_name=_("Slag"))
    seat = tables.Column(verbose_name=_("Sted"), orderable=False)
    employees = NumberColumn(verbose_name=_("Ansatte"))
    purchases = NumberColumn(verbose_name=_("Innkjøp i året, kr"))

    class Meta(RegisterTable.Meta):
        model = Virksomhet
        fields = ("name", "org_number", "kind", "seat", "employees", "purchases")


class MemberTable(RegisterTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Navn"))
    title = TextColumn("title", verbose_name=_("Stilling"))
    organisation = TextColumn("organisation", verbose_name=_("Organisasjon"))
    sector = tables.Column(verbose_name=_("Sektor"))
    seat = tables.Column(verbose_name=_("Rolle"))
    from_on = DayColumn(verbose_name=_("Fra"))
    to_on = DayColumn(verbose_name=_("Til"))

    class Meta(RegisterTable.Meta):
        model = Member
        fields = ("name", "title", "organisation", "sector", "seat", "from_on", "to_on")


class MeetingTable(RegisterTable):
    starts_at = tables.DateTimeColumn(linkify=True, format="j.n.Y H.i", verbose_name=_("Møte"), attrs=NOWRAP)
    place = TextColumn("place", verbose_name=_("Sted"))
    participants_count = NumberColumn(verbose_name=_("Møtte"))
    decisions_count = NumberColumn(verbose_name=_("Vedtak"))
    minutes = tables.Column(verbose_name=_("Referat"), orderable=False, empty_values=())

    def render_minutes(self, record: Meeting) -> str:
        return str(_("Ja") if record.minutes else _("Nei"))

    class Meta(RegisterTable.Meta):
        model = Meeting
        fields = ("starts_at", "place", "participants_count", "decisions_count", "minutes")


class CandidateTable(RegisterTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Innkjøpsmiljø"))
    kind = tables.Column(verbose_name=_("Slags vert"))
    weight = tables.Column(verbose_name=_("Faglig tyngde"))
    buys_for = NumberColumn(verbose_name=_("Kjøper inn for"))

    class Meta(RegisterTable.Meta):
        model = KnutepunktCandidate
        fields = ("name", "kind", "weight", "buys_for")


class RequestTable(RegisterTable):
    created_at = tables.DateTimeColumn(format="j.n.Y", verbose_name=_("Kom inn"), attrs=NOWRAP)
    subject = TextColumn("subject", linkify=True, verbose_name=_("Sak"))
    organisation = TextColumn("organisation", verbose_name=_("Virksomhet"))
    state = tables.Column(verbose_name=_("Tilstand"))
    needed_by = DayColumn(verbose_name=_("Frist"))

    class Meta(RegisterTable.Meta):
        model = AssistanceRequest
        fields = ("created_at", "subject", "organisation", "state", "needed_by")
