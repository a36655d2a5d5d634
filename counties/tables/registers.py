"""The registers' lists as tables: columns, order and links (django-tables2)."""

from __future__ import annotations

import django_tables2 as tables
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
from criteria.models import Criterion
from portal.formats import yes_or_no
from portal.tables import (
    NOWRAP,
    DayColumn,
    FileColumn,
    ListTable,
    MomentColumn,
    NamesColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    named,
)


class ActivityTable(ListTable):
    happened_on = DayColumn(verbose_name=_("Dato"))
    title = TextColumn(
        "title", linkify=True, verbose_name=_("Aktivitet"), attrs=named("title", "happened_on")
    )
    task = tables.Column(verbose_name=_("Oppgave"))
    audience = TextColumn("audience", verbose_name=_("For hvem"), default="–")
    participants = NumberColumn(verbose_name=_("Deltakere"), orderable=False)

    class Meta(ListTable.Meta):
        model = Activity
        fields = ("happened_on", "title", "task", "audience", "participants")


class AgreementTable(ListTable):
    title = TextColumn("title", linkify=True, verbose_name=_("Avtale"))
    supplier = TextColumn("supplier", verbose_name=_("Leverandør"))
    product_groups = NamesColumn(verbose_name=_("Produktgrupper"), orderable=False)
    participants_count = NumberColumn(verbose_name=_("Deltakere"))
    yearly_value = NumberColumn(verbose_name=_("Kr i året"))
    from_on = DayColumn(verbose_name=_("Fra"))
    to_on = DayColumn(verbose_name=_("Til"))
    uses_criteria = YesNoColumn(verbose_name=_("Kriterier"))

    class Meta(ListTable.Meta):
        model = FrameworkAgreement
        fields = (
            "title", "supplier", "product_groups", "participants_count", "yearly_value", "from_on", "to_on",
            "uses_criteria",
        )  # fmt: skip


class VirksomhetTable(ListTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Virksomhet"))
    org_number = tables.Column(verbose_name=_("Org.nr."), attrs=NOWRAP)
    kind = tables.Column(verbose_name=_("Slag"))
    seat = tables.Column(verbose_name=_("Sted"), orderable=False)
    employees = NumberColumn(verbose_name=_("Ansatte"))
    purchases = NumberColumn(verbose_name=_("Innkjøp i året, kr"))

    class Meta(ListTable.Meta):
        model = Virksomhet
        fields = ("name", "org_number", "kind", "seat", "employees", "purchases")


class MemberTable(ListTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Navn"))
    title = TextColumn("title", verbose_name=_("Stilling"))
    organisation = TextColumn("organisation", verbose_name=_("Organisasjon"))
    sector = tables.Column(verbose_name=_("Sektor"))
    seat = tables.Column(verbose_name=_("Rolle"))
    from_on = DayColumn(verbose_name=_("Fra"))
    to_on = DayColumn(verbose_name=_("Til"))

    class Meta(ListTable.Meta):
        model = Member
        fields = ("name", "title", "organisation", "sector", "seat", "from_on", "to_on")


class MeetingTable(ListTable):
    starts_at = MomentColumn(linkify=True, verbose_name=_("Møte"))
    ends_at = FileColumn(verbose_name=_("Slutter"))
    place = TextColumn("place", verbose_name=_("Sted"))
    participants_count = NumberColumn(verbose_name=_("Møtte"))
    decisions_count = NumberColumn(verbose_name=_("Vedtak"))
    minutes = tables.Column(verbose_name=_("Referat"), orderable=False, empty_values=())
    agenda = FileColumn(verbose_name=_("Saksliste"))

    def render_minutes(self, record: Meeting) -> str:
        return yes_or_no(record.minutes)

    class Meta(ListTable.Meta):
        model = Meeting
        fields = (
            "starts_at",
            "ends_at",
            "place",
            "agenda",
            "participants_count",
            "decisions_count",
            "minutes",
        )


class CandidateTable(ListTable):
    name = TextColumn("name", linkify=True, verbose_name=_("Innkjøpsmiljø"))
    kind = tables.Column(verbose_name=_("Slags vert"))
    weight = tables.Column(verbose_name=_("Faglig tyngde"))
    buys_for = NumberColumn(verbose_name=_("Kjøper inn for"))
    assessment = FileColumn(verbose_name=_("Vurdering"))

    class Meta(ListTable.Meta):
        model = KnutepunktCandidate
        fields = ("name", "kind", "weight", "buys_for", "assessment")


class RequestTable(ListTable):
    created_at = DayColumn(verbose_name=_("Kom inn"))
    subject = TextColumn("subject", linkify=True, verbose_name=_("Sak"))
    organisation = TextColumn("organisation", verbose_name=_("Virksomhet"))
    asker_name = FileColumn(verbose_name=_("Navn"))
    state = tables.Column(verbose_name=_("Tilstand"))
    needed_by = DayColumn(verbose_name=_("Frist"))
    outcome = FileColumn(verbose_name=_("Resultat"))

    class Meta(ListTable.Meta):
        model = AssistanceRequest
        fields = ("created_at", "subject", "organisation", "asker_name", "state", "needed_by", "outcome")


class RevisionTable(ListTable):
    """Criteria to revise, those that need it most first where no other order is asked for."""

    code = TextColumn("code", attrs=NOWRAP, verbose_name=_("Kode"))
    title = TextColumn("title", linkify=True, attrs=named("title", "code"), verbose_name=_("Tittel"))
    edition = FileColumn(accessor="edition__number", verbose_name=_("Utgave"))
    used = NumberColumn(verbose_name=_("Brukt"))
    adapted = NumberColumn(verbose_name=_("Tilpasset"))
    dropped = NumberColumn(verbose_name=_("Valgt bort"))
    remarks = NumberColumn(verbose_name=_("Tilbakemeldinger"))
    next_revision_on = DayColumn(accessor="edition__next_revision_on", verbose_name=_("Revideres innen"))

    class Meta(ListTable.Meta):
        model = Criterion
        fields = ()
