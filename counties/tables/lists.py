"""Lists whose pages are drawn by hand: their tables are what the files have."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import Table

from counties.models import Event
from portal.tables import ValueColumn


class RegionTable(Table):
    number = ValueColumn(verbose_name=_("Nummer"))
    name = ValueColumn(verbose_name=_("Region"))
    pulje = ValueColumn(accessor="pulje__number", verbose_name=_("Pulje"))
    kommuner = ValueColumn(accessor="kommuner_count", verbose_name=_("Kommuner"))
    population = ValueColumn(verbose_name=_("Folketall 1.1.2009"))


class KommuneTable(Table):
    number = ValueColumn(verbose_name=_("Kommunenummer"))
    name = ValueColumn(verbose_name=_("Kommune"))
    fylke = ValueColumn(accessor="fylke__name", verbose_name=_("Fylke"))
    population = ValueColumn(verbose_name=_("Folketall 1.1.2009"))


class EventTable(Table):
    starts_at = ValueColumn(verbose_name=_("Begynner"))
    ends_at = ValueColumn(verbose_name=_("Slutter"))
    title = ValueColumn(verbose_name=_("Tittel"))
    kind = ValueColumn(verbose_name=_("Slag"))
    region = ValueColumn(verbose_name=_("Region"), empty_values=())
    place = ValueColumn(verbose_name=_("Sted"))
    capacity = ValueColumn(verbose_name=_("Plasser"))
    confirmed = ValueColumn(verbose_name=_("Påmeldt"))
    state = ValueColumn(verbose_name=_("Tilstand"))

    def value_region(self, record: Event) -> str:
        return record.region.name if record.region else gettext("Nasjonalt")


class RegistrationTable(Table):
    name = ValueColumn(verbose_name=_("Navn"))
    email = ValueColumn(verbose_name=_("E-post"))
    organisation = ValueColumn(verbose_name=_("Virksomhet"))
    group = ValueColumn(verbose_name=_("Gruppe"))
    state = ValueColumn(verbose_name=_("Tilstand"))
    attended = ValueColumn(verbose_name=_("Møtte"))


class FollowUpTable(Table):
    """The grid of kommuner, a line for each and year."""

    number = ValueColumn(accessor="kommune__number", verbose_name=_("Kommunenummer"))
    name = ValueColumn(accessor="kommune__name", verbose_name=_("Kommune"))
    year = ValueColumn(verbose_name=_("År"))
    policy = ValueColumn(verbose_name=_("Politikk vedtatt"))
    routines = ValueColumn(verbose_name=_("I rutinene"))
    agreement = ValueColumn(verbose_name=_("I fellesavtale"))
    training = ValueColumn(verbose_name=_("Opplæring"))
    livskraftig = ValueColumn(verbose_name=_("Livskraftige kommuner"))
    note = ValueColumn(verbose_name=_("Merknad"))


class LetterTable(Table):
    """The grid of tildelingsbrev."""

    org_number = ValueColumn(accessor="virksomhet__org_number", verbose_name=_("Organisasjonsnummer"))
    name = ValueColumn(accessor="virksomhet__name", verbose_name=_("Virksomhet"))
    year = ValueColumn(verbose_name=_("År"))
    contacted = ValueColumn(verbose_name=_("Kontaktet"))
    asked = ValueColumn(verbose_name=_("Bedt om det i brevet"))
    followed_up = ValueColumn(verbose_name=_("Følger opp systematisk"))
    note = ValueColumn(verbose_name=_("Merknad"))


class GrantTable(Table):
    year = ValueColumn(verbose_name=_("År"))
    kind = ValueColumn(verbose_name=_("Slag"))
    allotted = ValueColumn(verbose_name=_("Tildelt"))
    received = ValueColumn(verbose_name=_("Mottatt"))
    spent = ValueColumn(verbose_name=_("Brukt"))
    balance = ValueColumn(verbose_name=_("Til overs"))


class TemplateTable(Table):
    title = ValueColumn(verbose_name=_("Mal"))
    region = ValueColumn(accessor="region__name", verbose_name=_("Delt av"))
    newest_number = ValueColumn(verbose_name=_("Versjon"))
    downloads = ValueColumn(verbose_name=_("Nedlastinger"))


class ThreadTable(Table):
    created_at = ValueColumn(verbose_name=_("Tid"))
    title = ValueColumn(verbose_name=_("Spørsmål"))
    author = ValueColumn(accessor="author__name", verbose_name=_("Navn"))
    place = ValueColumn(verbose_name=_("Fra"))
    answers = ValueColumn(verbose_name=_("Svar"))
