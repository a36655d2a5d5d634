"""The lists behind the figures: rows of the whole country, with their region (django-tables2)."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from counties.models import (
    Activity,
    AssistanceRequest,
    CriterionUse,
    FrameworkAgreement,
    Grant,
    Knutepunkt,
    Kommune,
    KommuneFollowUp,
    Meeting,
    Member,
    Milestone,
    Styringsgruppe,
    TildelingsbrevFollowUp,
)
from portal.access import Permission, can
from portal.tables import DayColumn, ListTable, MomentColumn, NumberColumn, TextColumn, YesNoColumn


def region_column(path: str) -> tables.Column:
    return TextColumn(path, verbose_name=_("Region"))


class LinkColumn(TextColumn):
    """Links to the row's own page, for those who may open it."""

    def __init__(self, path: str, *, public: bool = False, **kwargs: Any) -> None:
        super().__init__(path, **kwargs)
        self.public = public

    def render(self, value: Any, record: Any, table: RowTable) -> Any:
        target = value if hasattr(value, "get_absolute_url") else record
        if self.public or can(table.user, Permission.COUNTY_READ, target):
            return format_html('<a class="ds-link" href="{}">{}</a>', target.get_absolute_url(), value)
        return value

    def value(self, value: Any, **_more: Any) -> str:
        return "" if value is None else str(value)


class RowTable(ListTable):
    """A list that knows who reads it."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class ActivityRows(RowTable):
    happened_on = DayColumn(verbose_name=_("Dato"))
    region = region_column("region__name")
    title = LinkColumn("title", verbose_name=_("Aktivitet"))
    task = tables.Column(verbose_name=_("Oppgave"))
    politikere = NumberColumn()
    ledere = NumberColumn()
    innkjopere = NumberColumn()
    leverandorer = NumberColumn()

    class Meta(RowTable.Meta):
        model = Activity
        fields = (
            "happened_on", "region", "title", "task", "politikere", "ledere", "innkjopere", "leverandorer",
        )  # fmt: skip


class AgreementRows(RowTable):
    supplier = TextColumn("supplier")
    from_on = DayColumn(verbose_name=_("Fra"))
    region = region_column("region__name")
    title = LinkColumn("title", public=True, verbose_name=_("Avtale"))
    yearly_value = NumberColumn(verbose_name=_("Verdi i året (kr)"))
    uses_criteria = YesNoColumn(verbose_name=_("Miljøkriterier"))
    to_on = DayColumn(verbose_name=_("Til"))
    areas = tables.Column(accessor="product_areas", verbose_name=_("Produktområder"), orderable=False)

    class Meta(RowTable.Meta):
        model = FrameworkAgreement
        fields = ("from_on", "to_on", "region", "title", "supplier", "areas", "yearly_value", "uses_criteria")


class UseRows(RowTable):
    criterion = tables.Column(linkify=lambda record: record.criterion.get_absolute_url())
    edition = tables.Column(accessor="criterion__edition", verbose_name=_("Utgave"), orderable=False)
    region = TextColumn(
        "place__region__name",
        verbose_name=_("Region"),
        order_by=("agreement__region__name", "activity__region__name"),
    )
    place = LinkColumn("place", verbose_name=_("Brukt i"), orderable=False)
    outcome = tables.Column()

    class Meta(RowTable.Meta):
        model = CriterionUse
        fields = ("criterion", "edition", "region", "place", "outcome")


class KommuneRows(RowTable):
    name = TextColumn("name")
    region = region_column("fylke__region__name")
    population = NumberColumn()

    class Meta(RowTable.Meta):
        model = Kommune
        fields = ("number", "name", "region", "population")


class KommuneFollowUpRows(RowTable):
    kommune = TextColumn("kommune__name", verbose_name=_("Kommune"))
    region = region_column("kommune__fylke__region__name")
    policy = YesNoColumn()
    routines = YesNoColumn()
    agreement = YesNoColumn()
    training = YesNoColumn()
    livskraftig = YesNoColumn()

    class Meta(RowTable.Meta):
        model = KommuneFollowUp
        fields = ("year", "region", "kommune", "policy", "routines", "agreement", "training", "livskraftig")


class LetterRows(RowTable):
    virksomhet = TextColumn("virksomhet__name", verbose_name=_("Virksomhet"))
    region = tables.Column(accessor="virksomhet__region__name", verbose_name=_("Region"), orderable=False)
    contacted = YesNoColumn()
    asked = YesNoColumn()
    followed_up = YesNoColumn()

    class Meta(RowTable.Meta):
        model = TildelingsbrevFollowUp
        fields = ("year", "region", "virksomhet", "contacted", "asked", "followed_up")


class GrantRows(RowTable):
    region = region_column("region__name")
    allotted = NumberColumn(verbose_name=_("Tildelt (kr)"))
    received = NumberColumn(verbose_name=_("Mottatt (kr)"))
    spent = NumberColumn(verbose_name=_("Brukt (kr)"))

    class Meta(RowTable.Meta):
        model = Grant
        fields = ("year", "region", "kind", "allotted", "received", "spent")


class MilestoneRows(RowTable):
    title = TextColumn("title")
    region = TextColumn("region_name", verbose_name=_("Region"))
    planned_to = DayColumn(verbose_name=_("Planlagt til"))
    happened_on = DayColumn(verbose_name=_("Nådd"))

    class Meta(RowTable.Meta):
        model = Milestone
        fields = ("title", "pulje", "region", "planned_to", "happened_on")


class StyringsgruppeRows(RowTable):
    region = region_column("region__name")
    initiated_on = DayColumn(verbose_name=_("Initiativ tatt"))
    established_on = DayColumn(verbose_name=_("Oppnevnt"))
    ended_on = DayColumn(verbose_name=_("Avsluttet"))

    class Meta(RowTable.Meta):
        model = Styringsgruppe
        fields = ("region", "initiated_on", "established_on", "ended_on")


class KnutepunktRows(RowTable):
    region = region_column("region__name")
    host = LinkColumn("host", public=True)
    from_on = DayColumn(verbose_name=_("Fra"))
    to_on = DayColumn(verbose_name=_("Til"))
    is_secretariat = YesNoColumn()

    class Meta(RowTable.Meta):
        model = Knutepunkt
        fields = ("region", "host", "kind", "from_on", "to_on", "arsverk", "is_secretariat")


class MemberRows(RowTable):
    region = region_column("styringsgruppe__region__name")
    name = LinkColumn("name", verbose_name=_("Navn"))
    from_on = DayColumn(verbose_name=_("Fra"))
    organisation = TextColumn("organisation")
    to_on = DayColumn(verbose_name=_("Til"))

    class Meta(RowTable.Meta):
        model = Member
        fields = ("region", "name", "organisation", "sector", "seat", "from_on", "to_on")


class MeetingRows(RowTable):
    starts_at = MomentColumn(verbose_name=_("Møte"))
    region = region_column("styringsgruppe__region__name")
    place = LinkColumn("place", verbose_name=_("Sted"))

    class Meta(RowTable.Meta):
        model = Meeting
        fields = ("starts_at", "region", "place")


class RequestRows(RowTable):
    created_at = DayColumn(verbose_name=_("Kom inn"))
    region = region_column("region__name")
    virksomhet = TextColumn("virksomhet__name", verbose_name=_("Virksomhet"))
    subject = LinkColumn("subject", verbose_name=_("Sak"))

    class Meta(RowTable.Meta):
        model = AssistanceRequest
        fields = ("created_at", "region", "virksomhet", "subject")
