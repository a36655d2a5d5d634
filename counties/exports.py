"""The tables of this app as files."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from counties.models import (
    ALLOTTED_BY_DIFI,
    Activity,
    AssistanceRequest,
    DocumentTemplate,
    Event,
    FrameworkAgreement,
    Grant,
    KnutepunktCandidate,
    Kommune,
    KommuneFollowUp,
    Meeting,
    Member,
    Region,
    Registration,
    Theme,
    Thread,
    TildelingsbrevFollowUp,
    Virksomhet,
)
from criteria.models import Criterion


class RegionResource(ModelResource):
    number = Field("number", column_name=_("Nummer"))
    name = Field("name", column_name=_("Region"))
    pulje = Field("pulje__number", column_name=_("Pulje"))
    kommuner = Field("kommuner_count", column_name=_("Kommuner"))
    population = Field("population", column_name=_("Folketall 1.1.2009"))

    class Meta:
        model = Region
        fields = ("number", "name", "pulje", "kommuner", "population")


class KommuneResource(ModelResource):
    number = Field("number", column_name=_("Kommunenummer"))
    name = Field("name", column_name=_("Kommune"))
    fylke = Field("fylke__name", column_name=_("Fylke"))
    population = Field("population", column_name=_("Folketall 1.1.2009"))

    class Meta:
        model = Kommune
        fields = ("number", "name", "fylke", "population")


def yes_or_no(value: bool) -> str:
    return str(_("Ja") if value else _("Nei"))


class ActivityResource(ModelResource):
    """The same headings as the import reads, so that an export can be edited and imported elsewhere."""

    happened_on = Field("happened_on", column_name=_("Dato"))
    title = Field("title", column_name=_("Hva"))
    task = Field("get_task_display", column_name=_("Oppgave"))
    audience = Field("audience", column_name=_("For hvem"))
    politikere = Field("politikere", column_name=_("Politikere"))
    ledere = Field("ledere", column_name=_("Ledere"))
    innkjopere = Field("innkjopere", column_name=_("Innkjøpere"))
    leverandorer = Field("leverandorer", column_name=_("Leverandører"))
    hours = Field("hours", column_name=_("Timer"))
    themes = Field(column_name=_("Tema"))
    notes = Field("notes", column_name=_("Notat"))

    def dehydrate_themes(self, activity: Activity) -> str:
        return ", ".join(str(Theme(theme).label) for theme in activity.themes)

    class Meta:
        model = Activity
        fields = (
            "happened_on", "title", "task", "audience", "politikere", "ledere", "innkjopere", "leverandorer",
            "hours", "themes", "notes",
        )  # fmt: skip
        export_order = fields


class AgreementResource(ModelResource):
    title = Field("title", column_name=_("Avtale"))
    supplier = Field("supplier", column_name=_("Leverandør"))
    product_groups = Field(column_name=_("Produktgrupper"))
    participants_count = Field("participants_count", column_name=_("Deltakere"))
    yearly_value = Field("yearly_value", column_name=_("Verdi i året (kr)"))
    from_on = Field("from_on", column_name=_("Fra"))
    to_on = Field("to_on", column_name=_("Til"))
    uses_criteria = Field(column_name=_("Miljøkriterier"))

    def dehydrate_product_groups(self, agreement: FrameworkAgreement) -> str:
        return ", ".join(group.name for group in agreement.product_groups.all())

    def dehydrate_uses_criteria(self, agreement: FrameworkAgreement) -> str:
        # `with_use()` adds it to the rows of the register.
        return yes_or_no(agreement.uses_criteria)  # type: ignore[attr-defined]

    class Meta:
        model = FrameworkAgreement
        fields = (
            "title", "supplier", "product_groups", "participants_count", "yearly_value", "from_on", "to_on",
            "uses_criteria",
        )  # fmt: skip
        export_order = fields


class VirksomhetResource(ModelResource):
    """The same headings as the import reads."""

    org_number = Field("org_number", column_name=_("Organisasjonsnummer"))
    name = Field("name", column_name=_("Navn"))
    kind = Field("get_kind_display", column_name=_("Slag"))
    kommune = Field("kommune__name_in_full", column_name=_("Kommune"))
    regional_office = Field("regional_office__name_in_full", column_name=_("Regionkontor"))
    employees = Field("employees", column_name=_("Ansatte"))
    purchases = Field("purchases", column_name=_("Innkjøp i året"))

    class Meta:
        model = Virksomhet
        fields = ("org_number", "name", "kind", "kommune", "regional_office", "employees", "purchases")
        export_order = fields


class MemberResource(ModelResource):
    name = Field("name", column_name=_("Navn"))
    title = Field("title", column_name=_("Stilling"))
    organisation = Field("organisation", column_name=_("Organisasjon"))
    sector = Field("get_sector_display", column_name=_("Sektor"))
    seat = Field("get_seat_display", column_name=_("Rolle"))
    from_on = Field("from_on", column_name=_("Fra"))
    to_on = Field("to_on", column_name=_("Til"))

    class Meta:
        model = Member
        fields = ("name", "title", "organisation", "sector", "seat", "from_on", "to_on")
        export_order = fields


class MeetingResource(ModelResource):
    starts_at = Field("starts_at", column_name=_("Begynner"))
    ends_at = Field("ends_at", column_name=_("Slutter"))
    place = Field("place", column_name=_("Sted"))
    agenda = Field("agenda", column_name=_("Saksliste"))
    participants_count = Field("participants_count", column_name=_("Møtte"))
    decisions_count = Field("decisions_count", column_name=_("Vedtak"))

    class Meta:
        model = Meeting
        fields = ("starts_at", "ends_at", "place", "agenda", "participants_count", "decisions_count")
        export_order = fields


class CandidateResource(ModelResource):
    name = Field("name", column_name=_("Innkjøpsmiljø"))
    kind = Field("get_kind_display", column_name=_("Slags vert"))
    weight = Field("weight", column_name=_("Faglig tyngde (1–4)"))
    buys_for = Field("buys_for", column_name=_("Kjøper inn for"))
    assessment = Field("assessment", column_name=_("Vurdering"))

    class Meta:
        model = KnutepunktCandidate
        fields = ("name", "kind", "weight", "buys_for", "assessment")
        export_order = fields


class EventResource(ModelResource):
    starts_at = Field("starts_at", column_name=_("Begynner"))
    ends_at = Field("ends_at", column_name=_("Slutter"))
    title = Field("title", column_name=_("Tittel"))
    kind = Field("get_kind_display", column_name=_("Slag"))
    region = Field("region__name", column_name=_("Region"), default=_("Nasjonalt"))
    place = Field("place", column_name=_("Sted"))
    capacity = Field("capacity", column_name=_("Plasser"))
    confirmed = Field("confirmed", column_name=_("Påmeldt"))
    state = Field("get_state_display", column_name=_("Tilstand"))

    class Meta:
        model = Event
        fields = (
            "starts_at", "ends_at", "title", "kind", "region", "place", "capacity", "confirmed", "state"
        )  # fmt: skip
        export_order = fields


class RegistrationResource(ModelResource):
    name = Field("name", column_name=_("Navn"))
    email = Field("email", column_name=_("E-post"))
    organisation = Field("organisation", column_name=_("Virksomhet"))
    group = Field("get_group_display", column_name=_("Gruppe"))
    state = Field("get_state_display", column_name=_("Tilstand"))
    attended = Field(column_name=_("Møtte"))

    def dehydrate_attended(self, registration: Registration) -> str:
        return yes_or_no(registration.attended)

    class Meta:
        model = Registration
        fields = ("name", "email", "organisation", "group", "state", "attended")
        export_order = fields


class RequestResource(ModelResource):
    created_at = Field("created_at", column_name=_("Kom inn"))
    subject = Field("subject", column_name=_("Sak"))
    organisation = Field("organisation", column_name=_("Virksomhet"))
    asker_name = Field("asker_name", column_name=_("Navn"))
    state = Field("get_state_display", column_name=_("Tilstand"))
    needed_by = Field("needed_by", column_name=_("Frist"))
    outcome = Field("outcome", column_name=_("Resultat"))

    class Meta:
        model = AssistanceRequest
        fields = ("created_at", "subject", "organisation", "asker_name", "state", "needed_by", "outcome")
        export_order = fields


class YesOrNo(Widget):
    def render(self, value: bool, obj: object = None, **kwargs: object) -> str:
        return yes_or_no(value)


class KommuneFollowUpResource(ModelResource):
    number = Field("kommune__number", column_name=_("Kommunenummer"))
    name = Field("kommune__name", column_name=_("Kommune"))
    year = Field("year", column_name=_("År"))
    policy = Field("policy", column_name=_("Politikk vedtatt"), widget=YesOrNo())
    routines = Field("routines", column_name=_("I rutinene"), widget=YesOrNo())
    agreement = Field("agreement", column_name=_("I fellesavtale"), widget=YesOrNo())
    training = Field("training", column_name=_("Opplæring"), widget=YesOrNo())
    livskraftig = Field("livskraftig", column_name=_("Livskraftige kommuner"), widget=YesOrNo())
    note = Field("note", column_name=_("Merknad"))

    class Meta:
        model = KommuneFollowUp
        fields = (
            "number", "name", "year", "policy", "routines", "agreement", "training", "livskraftig", "note"
        )  # fmt: skip
        export_order = fields


class TildelingsbrevResource(ModelResource):
    org_number = Field("virksomhet__org_number", column_name=_("Organisasjonsnummer"))
    name = Field("virksomhet__name", column_name=_("Virksomhet"))
    year = Field("year", column_name=_("År"))
    contacted = Field("contacted", column_name=_("Kontaktet"), widget=YesOrNo())
    asked = Field("asked", column_name=_("Bedt om det i brevet"), widget=YesOrNo())
    followed_up = Field("followed_up", column_name=_("Følger opp systematisk"), widget=YesOrNo())
    note = Field("note", column_name=_("Merknad"))

    class Meta:
        model = TildelingsbrevFollowUp
        fields = ("org_number", "name", "year", "contacted", "asked", "followed_up", "note")
        export_order = fields


class AllotmentResource(ModelResource):
    """Regions down and DIFI's kinds across: the sheet that the grid can be filled from."""

    region = Field("name", column_name="Region")

    def __init__(self, year: int) -> None:
        super().__init__()
        given = {(row.region_id, row.kind): row.allotted for row in Grant.objects.filter(year=year)}
        for kind in ALLOTTED_BY_DIFI:
            self.fields[kind] = _AmountOf(kind, given, column_name=str(kind.label))

    class Meta:
        model = Region
        fields = ("region",)


class _AmountOf(Field):
    def __init__(self, kind: str, given: dict[tuple[int, str], int], **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.kind, self.given = kind, given

    def export(self, instance: Region, **kwargs: object) -> int:
        return self.given.get((instance.pk, self.kind), 0)


class GrantResource(ModelResource):
    year = Field("year", column_name=_("År"))
    kind = Field("get_kind_display", column_name=_("Slag"))
    allotted = Field("allotted", column_name=_("Tildelt"))
    received = Field("received", column_name=_("Mottatt"))
    spent = Field("spent", column_name=_("Brukt"))
    balance = Field("balance", column_name=_("Til overs"))

    class Meta:
        model = Grant
        fields = ("year", "kind", "allotted", "received", "spent", "balance")
        export_order = fields


class TemplateResource(ModelResource):
    title = Field("title", column_name=_("Mal"))
    region = Field("region__name", column_name=_("Delt av"))
    newest_number = Field("newest_number", column_name=_("Versjon"))
    downloads = Field("downloads", column_name=_("Nedlastinger"))

    class Meta:
        model = DocumentTemplate
        fields = ("title", "region", "newest_number", "downloads")
        export_order = fields


class ThreadResource(ModelResource):
    created_at = Field("created_at", column_name=_("Tid"))
    title = Field("title", column_name=_("Spørsmål"))
    author = Field("author__name", column_name=_("Navn"))
    place = Field("place", column_name=_("Fra"))
    answers = Field("answers", column_name=_("Svar"))

    class Meta:
        model = Thread
        fields = ("created_at", "title", "author", "place", "answers")
        export_order = fields


class RevisionResource(ModelResource):
    """What to revise, in the order of the list."""

    code = Field("code", column_name=_("Kode"))
    title = Field("title", column_name=_("Tittel"))
    edition = Field("edition__number", column_name=_("Utgave"))
    used = Field("used", column_name=_("Brukt"))
    adapted = Field("adapted", column_name=_("Tilpasset"))
    dropped = Field("dropped", column_name=_("Valgt bort"))
    remarks = Field("remarks", column_name=_("Tilbakemeldinger"))
    next_revision_on = Field("edition__next_revision_on", column_name=_("Revideres innen"))

    class Meta:
        model = Criterion
        fields = ("code", "title", "edition", "used", "adapted", "dropped", "remarks", "next_revision_on")
