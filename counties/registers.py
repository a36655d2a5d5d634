"""What a region keeps rows of. One set of pages lists, shows, writes, exports and deletes all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counties import forms
from counties.forms.base import RegionForm, RegisterFilter
from counties.models import (
    Activity,
    FrameworkAgreement,
    KnutepunktCandidate,
    Meeting,
    Member,
    Region,
    Styringsgruppe,
    Theme,
    Virksomhet,
)
from counties.operations.organisation import current_group, remove_meeting, save_meeting
from counties.resources import ActivityResource, RegisterResource, VirksomhetResource
from counties.tables import (
    ActivityTable,
    AgreementTable,
    CandidateTable,
    MeetingTable,
    MemberTable,
    VirksomhetTable,
)
from portal import clock
from portal.access import Permission
from portal.errors import Conflict
from portal.files import Sheet, of_table
from portal.links import reverse
from portal.models import Removal, User
from portal.models.versions import Versioned
from portal.operations import records

Words = str | Promise


def _remove(
    *, row: Versioned, permission: Permission, seen: str | None = None, previewed: str = "", by: User
) -> Removal:
    """Most rows go without anybody being told."""
    return records.remove(row=row, permission=permission, seen=seen, by=by)


@dataclass(frozen=True)
class Register:
    """A noun with everything its pages need; `key` is its part of the address."""

    key: str
    title: Words
    one: Words  # "aktiviteten", as in "Slett aktiviteten"
    lead: Words
    add: Words
    empty: Words
    what_to_do: Words
    edit: Permission
    public: bool
    form: type[RegionForm]
    filter: type[RegisterFilter]
    table: type[tables.Table]
    rows: Callable[[Region], QuerySet[Any]]
    new: Callable[[Region, User], Versioned]
    resource: type[RegisterResource] | None = None  # for nouns that are imported: both ways
    extra: str = ""  # a template with more, at the end of a row's page
    extra_form: type[Form] | None = None  # what that template asks for
    save: Callable[..., Any] = records.save
    remove: Callable[..., Removal] = _remove
    next_page: str = ""  # what is asked next of a new row: an address's name, in the region, register and row
    next_act: Callable[[Any], tuple[str, str]] | None = (
        None  # what is offered next of a new row; else another one
    )
    kept: tuple[str, ...] = ()  # fields that "save and write another" carries on

    def after(self, row: Versioned, another: str) -> tuple[str, str]:
        """What is natural to do when `row` is new: its words and address. `another` is where the next one is made."""
        return self.next_act(row) if self.next_act else (str(self.add), another)

    @property
    def is_imported(self) -> bool:
        return self.resource is not None

    def sheet(self, region: Region, rows: QuerySet[Any]) -> Sheet:
        """`rows` for a file: as the import reads them where there is one, else as the table shows them."""
        if self.resource is not None:
            return self.resource(region=region).sheet(rows)
        return of_table(self.table(rows))


def _activities(region: Region) -> QuerySet[Activity]:
    return Activity.objects.of_region(region).select_related("region")


def _agreements(region: Region) -> QuerySet[FrameworkAgreement]:
    rows = (
        FrameworkAgreement.objects.of_region(region)
        .with_use()
        .select_related("region")
        .prefetch_related("product_groups")
    )
    # A grouped query forgets the model's own order.
    return rows.annotate(participants_count=Count("participants", distinct=True)).order_by("-from_on", "-pk")


def _virksomheter(region: Region) -> QuerySet[Virksomhet]:
    return Virksomhet.objects.of_region(region).with_place()


def _members(region: Region) -> QuerySet[Member]:
    return Member.objects.of_region(region).select_related("styringsgruppe__region")


def _meetings(region: Region) -> QuerySet[Meeting]:
    rows = Meeting.objects.of_region(region).select_related("styringsgruppe__region")
    return rows.annotate(
        participants_count=Count("participants", distinct=True),
        decisions_count=Count("decisions", distinct=True),
    ).order_by("-starts_at")


def _candidates(region: Region) -> QuerySet[KnutepunktCandidate]:
    return KnutepunktCandidate.objects.of_region(region).select_related("region")


def _new_activity(region: Region, user: User) -> Activity:
    """Of today, with the task and themes that the person recorded last."""
    last = Activity.objects.filter(region=region, recorded_by=user).order_by("-pk").first()
    return Activity(
        region=region,
        recorded_by=user,
        happened_on=clock.today(),
        task=last.task if last else "",
        themes=last.themes if last else [Theme.MILJO],
    )


def _new_meeting(region: Region, _user: User) -> Meeting:
    """Where the group met last."""
    group = _group(region)
    last = group.meetings.order_by("-starts_at").first()
    return Meeting(styringsgruppe=group, place=last.place if last else "")


def _after_meeting(meeting: Meeting) -> tuple[str, str]:
    if meeting.starts_at < clock.now():
        return gettext("Før frammøte, vedtak og referat"), meeting.get_absolute_url()
    return gettext("Send innkallingen"), f"{meeting.get_absolute_url()}innkalling/"


def _after_candidate(candidate: KnutepunktCandidate) -> tuple[str, str]:
    return gettext("Velg knutepunkt"), reverse("counties:knutepunkt", args=[candidate.region.slug])


def _group(region: Region) -> Styringsgruppe:
    """The region's styringsgruppe now. Raises `Conflict` where there is none."""
    group = current_group(region.pk, on=clock.today())
    if group is None:
        raise Conflict(gettext("%s har ingen styringsgruppe ennå. Opprett den først.") % region)
    return group


REGISTERS: dict[str, Register] = {
    register.key: register
    for register in [
        Register(
            key="aktiviteter",
            title=_("Aktiviteter"),
            one=_("aktiviteten"),
            lead=_("Det knutepunktet har gjort i de seks oppgavene. Årsrapporten teller disse radene."),
            add=_("Ny aktivitet"),
            empty=_("Ingen aktiviteter ennå"),
            what_to_do=_("Registrer den første, eller importer en liste fra Excel."),
            edit=Permission.WORK_RECORD,
            public=False,
            form=forms.ActivityForm,
            filter=forms.ActivityFilterForm,
            table=ActivityTable,
            rows=_activities,
            new=_new_activity,
            resource=ActivityResource,
            extra="counties/use_extra.html",
            kept=("task", "happened_on", "themes"),
        ),
        Register(
            key="avtaler",
            title=_("Fellesavtaler"),
            one=_("avtalen"),
            lead=_(
                "Avtaler som flere virksomheter i fylket kjøper på, og om miljøkriteriene er brukt i dem."
            ),
            add=_("Ny avtale"),
            empty=_("Ingen avtaler ennå"),
            what_to_do=_("Avtalene står her når knutepunktet har registrert dem."),
            edit=Permission.WORK_RECORD,
            public=True,
            form=forms.AgreementForm,
            filter=forms.AgreementFilterForm,
            table=AgreementTable,
            rows=_agreements,
            new=lambda region, _user: FrameworkAgreement(region=region, from_on=clock.today()),
            extra="counties/use_extra.html",
            next_page="counties:use-add",
        ),
        Register(
            key="virksomheter",
            title=_("Virksomheter"),
            one=_("virksomheten"),
            lead=_("Offentlige virksomheter som kjøper inn, og som knutepunktet er til for."),
            add=_("Ny virksomhet"),
            empty=_("Ingen virksomheter ennå"),
            what_to_do=_("Koordinatoren registrerer dem, eller importerer en liste."),
            edit=Permission.FOLLOW_UP,
            public=True,
            form=forms.VirksomhetForm,
            filter=forms.VirksomhetFilterForm,
            table=VirksomhetTable,
            rows=_virksomheter,
            new=lambda region, _user: Virksomhet(),
            resource=VirksomhetResource,
        ),
        Register(
            key="medlemmer",
            title=_("Medlemmer av styringsgruppen"),
            one=_("medlemmet"),
            lead=_("Alle som sitter eller har sittet i styringsgruppen. Sett sluttdato når et verv er over."),
            add=_("Nytt medlem"),
            empty=_("Ingen medlemmer ennå"),
            what_to_do=_("Fylkesmannen tar initiativet og setter sammen gruppen."),
            edit=Permission.ORGANISATION_EDIT,
            public=False,
            form=forms.MemberForm,
            filter=forms.MemberFilterForm,
            table=MemberTable,
            rows=_members,
            new=lambda region, _user: Member(styringsgruppe=_group(region), from_on=clock.today()),
            kept=("from_on",),
        ),
        Register(
            key="moter",
            title=_("Møter i styringsgruppen"),
            one=_("møtet"),
            lead=_("Saksliste, frammøte, vedtak og referat. Årsrapporten teller møtene."),
            add=_("Nytt møte"),
            empty=_("Ingen møter ennå"),
            what_to_do=_("Registrer det første møtet, så kan du sende innkalling med kalenderfil."),
            edit=Permission.ORGANISATION_EDIT,
            public=False,
            form=forms.MeetingForm,
            filter=forms.MeetingFilterForm,
            table=MeetingTable,
            rows=_meetings,
            new=_new_meeting,
            save=save_meeting,
            remove=remove_meeting,
            extra="counties/meeting_extra.html",
            extra_form=forms.DecisionForm,
            next_act=_after_meeting,
        ),
        Register(
            key="kandidater",
            title=_("Kandidater til knutepunkt"),
            one=_("kandidaten"),
            lead=_("Innkjøpsmiljøer som kan være knutepunkt, vurdert etter punktene i programdokumentet."),
            add=_("Ny kandidat"),
            empty=_("Ingen kandidater ennå"),
            what_to_do=_("Registrer miljøene som styringsgruppen skal velge mellom."),
            edit=Permission.ORGANISATION_EDIT,
            public=False,
            form=forms.CandidateForm,
            filter=forms.CandidateFilterForm,
            table=CandidateTable,
            rows=_candidates,
            new=lambda region, _user: KnutepunktCandidate(region=region),
            next_act=_after_candidate,
        ),
    ]
}
