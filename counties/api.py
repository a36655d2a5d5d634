"""Open data of the counties: fylker, regions, puljer, milestones, agreements and events. Public rows only."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate
from pydantic import Field

from counties.models import Event, FrameworkAgreement, Fylke, MilestoneReached, Pulje, Region
from counties.standing import plan_of_all
from portal import clock
from portal.opendata import (
    PUBLIC,
    SLUG,
    DataSet,
    Days,
    Moment,
    Pages,
    answers,
    days_of,
    narrowed,
    require_known,
)

WRITTEN = "row_history__pgh_created_at"  # each write of a row, by its history

router = Router(tags=["Fylkene"])


class FylkeOut(Schema):
    nummer: str = Field(alias="number", description="Fylkesnummer, to sifre")
    navn: str = Field(alias="name", description="Fylkets navn")
    region: str = Field(alias="region.slug", description="Regionens nettadresse")
    pulje: int = Field(alias="region.pulje.number", description="1 eller 2")
    fylkesmann: str = Field(alias="fylkesmann.name", description="Embetet")


class RegionOut(Schema):
    nummer: str = Field(alias="number", description="Regionens nummer: det laveste av fylkenes")
    navn: str = Field(alias="name", description="Regionens navn")
    region: str = Field(alias="slug", description="Regionens nettadresse")
    pulje: int = Field(alias="pulje.number", description="1 eller 2")
    fylker: list[str] = Field(description="Fylkesnumre")

    @staticmethod
    def resolve_fylker(region: Region) -> list[str]:
        return [fylke.number for fylke in region.fylker.all()]


class PuljeOut(Schema):
    pulje: int = Field(alias="number", description="1 eller 2")
    oppstart: dt.date = Field(alias="starts_on", description="Når puljen begynte")
    avslutning: dt.date = Field(alias="ends_on", description="Når puljen slutter")


class MilestoneOut(Schema):
    pulje: int = Field(alias="pulje.number", description="1 eller 2")
    region: str = Field(description="Regionens nettadresse")
    milepael: str = Field(alias="key", description="Milepælens nøkkel, den samme for alle i puljen")
    tittel: str = Field(alias="title", description="Hva som skal være nådd")
    planlagt_fra: dt.date = Field(alias="planned_from", description="Tidligst etter planen")
    planlagt_til: dt.date = Field(alias="planned_to", description="Senest etter planen")
    naadd: dt.date | None = Field(alias="happened_on", description="Tom når milepælen ikke er nådd")


class AgreementOut(Schema):
    id: int = Field(description="Løpenummer")
    region: str = Field(alias="region.slug", description="Regionens nettadresse")
    tittel: str = Field(alias="title", description="Avtalens navn")
    leverandor: str = Field(alias="supplier", description="Hvem det kjøpes av")
    produktgrupper: list[str] = Field(description="Produktgruppenes nettadresser")
    verdi_i_aret: int | None = Field(alias="yearly_value", description="Hele kroner, anslag")
    fra: dt.date = Field(alias="from_on", description="Første dag")
    til: dt.date = Field(alias="to_on", description="Siste dag")
    miljokriterier: bool = Field(alias="uses_criteria", description="Om minst ett kriterium er brukt")
    kriterier: list[str] = Field(description="Koder på kriterier som er brukt, også i tilpasset form")

    @staticmethod
    def resolve_produktgrupper(agreement: FrameworkAgreement) -> list[str]:
        return [group.key for group in agreement.product_groups.all()]

    @staticmethod
    def resolve_kriterier(agreement: FrameworkAgreement) -> list[str]:
        return sorted(use.criterion.code for use in agreement.uses.all() if use.outcome != "dropped")


class EventOut(Schema):
    id: int = Field(description="Løpenummer")
    region: str | None = Field(description="Tom for nasjonale arrangementer")
    slag: str = Field(
        alias="kind", description="kurs, dialogkonferanse, seminar, oppstartkonferanse eller fagkonferanse"
    )
    tittel: str = Field(alias="title", description="Arrangementets navn")
    begynner: Moment = Field(alias="starts_at", description="Tidspunkt med tidssone")
    slutter: Moment = Field(alias="ends_at", description="Tidspunkt med tidssone")
    sted: str = Field(alias="place", description="Hvor")
    avlyst: bool = Field(description="Om det er avlyst")

    @staticmethod
    def resolve_region(event: Event) -> str | None:
        return event.region.slug if event.region else None

    @staticmethod
    def resolve_avlyst(event: Event) -> bool:
        return event.is_cancelled


class PlaceFilter(Schema):
    region: str | None = Field(None, pattern=SLUG, description="Regionens nettadresse, for eksempel hedmark")
    pulje: int | None = Field(None, ge=1, le=9, description="Bare denne puljen: 1 eller 2")


class YearFilter(Schema):
    region: str | None = Field(None, pattern=SLUG, description="Regionens nettadresse, for eksempel hedmark")
    aar: int | None = Field(None, ge=1900, le=2100, description="Året det begynte")


def fylker() -> Any:
    return Fylke.objects.select_related("region__pulje", "fylkesmann")


def regions() -> Any:
    return Region.objects.visible_to(PUBLIC).select_related("pulje").prefetch_related("fylker")


def puljer() -> Any:
    return Pulje.objects.all()


def milestones() -> Any:
    named = Region.objects.filter(pk=OuterRef("at")).values("slug")
    rows = plan_of_all(on=clock.today()).select_related("pulje").annotate(region=Subquery(named))
    return rows.order_by("planned_to", "pulje__number", "pk", "region")


def agreements() -> Any:
    rows = FrameworkAgreement.objects.visible_to(PUBLIC).with_use().select_related("region")
    return rows.prefetch_related("product_groups", "uses__criterion").order_by("-from_on", "-pk")


def events() -> Any:
    return Event.objects.visible_to(PUBLIC).select_related("region").order_by("-starts_at", "-pk")


@router.get("/fylker", response=answers(list[FylkeOut]), summary="De 19 fylkene", operation_id="fylker")
@paginate(Pages)
def list_fylker(request: HttpRequest, where: Query[PlaceFilter]) -> Any:
    _require_place(where)
    return narrowed(fylker(), region__slug=where.region, region__pulje__number=where.pulje)


@router.get(
    "/regioner", response=answers(list[RegionOut]), summary="Regionene som er med", operation_id="regioner"
)
@paginate(Pages)
def list_regions(request: HttpRequest, where: Query[PlaceFilter]) -> Any:
    _require_place(where)
    return narrowed(regions(), slug=where.region, pulje__number=where.pulje)


@router.get("/puljer", response=answers(list[PuljeOut]), summary="De to puljene", operation_id="puljer")
@paginate(Pages)
def list_puljer(request: HttpRequest) -> Any:
    return puljer()


@router.get(
    "/milepaeler",
    response=answers(list[MilestoneOut]),
    summary="Milepæler, region for region",
    operation_id="milepaeler",
)
@paginate(Pages)
def list_milestones(request: HttpRequest, where: Query[PlaceFilter]) -> Any:
    _require_place(where)
    return narrowed(milestones(), pulje__number=where.pulje, region=where.region)


@router.get("/avtaler", response=answers(list[AgreementOut]), summary="Fellesavtaler", operation_id="avtaler")
@paginate(Pages)
def list_agreements(request: HttpRequest, where: Query[YearFilter]) -> Any:
    _require_region(where.region)
    return narrowed(agreements(), region__slug=where.region, from_on__year=where.aar)


@router.get(
    "/arrangementer",
    response=answers(list[EventOut]),
    summary="Kurs og konferanser",
    operation_id="arrangementer",
)
@paginate(Pages)
def list_events(request: HttpRequest, where: Query[YearFilter]) -> Any:
    _require_region(where.region)
    return narrowed(events(), region__slug=where.region, starts_at__year=where.aar)


def _require_place(where: PlaceFilter) -> None:
    _require_region(where.region)
    require_known(Pulje.objects.all(), "pulje", number=where.pulje)


def _require_region(slug: str | None) -> None:
    require_known(Region.objects.visible_to(PUBLIC), "region", slug=slug)


def _programme() -> Days:
    return days_of(Pulje.objects.all(), "starts_on", "ends_on")


def _from_the_start() -> Days:
    """What came with the programme itself is of its start, and has no history of its own."""
    return days_of(Pulje.objects.all(), "starts_on")


def _reached() -> Days:
    """Of the plan, and of what is noted as reached."""
    noted = days_of(MilestoneReached.objects.all(), WRITTEN)
    return Days(_from_the_start().first, noted.last or _from_the_start().last)


DATA_SETS = [
    DataSet(
        "fylker",
        "Fylker",
        "De 19 fylkene med region, pulje og fylkesmannsembete.",
        FylkeOut,
        fylker,
        _programme,
        _from_the_start,
    ),
    DataSet(
        "regioner",
        "Regioner",
        "Regionene som er med i programmet.",
        RegionOut,
        regions,
        _programme,
        _from_the_start,
    ),
    DataSet(
        "puljer",
        "Puljer",
        "De to puljene med oppstart og avslutning.",
        PuljeOut,
        puljer,
        _programme,
        _from_the_start,
    ),
    DataSet(
        "milepaeler",
        "Milepæler",
        "Planlagte milepæler og når hver region nådde dem.",
        MilestoneOut,
        milestones,
        _programme,
        _reached,
    ),
    DataSet(
        "avtaler",
        "Fellesavtaler",
        "Avtaler som flere offentlige virksomheter kjøper på.",
        AgreementOut,
        agreements,
        lambda: days_of(FrameworkAgreement.objects.visible_to(PUBLIC), "from_on", "to_on"),
        lambda: days_of(FrameworkAgreement.objects.visible_to(PUBLIC), WRITTEN),
    ),
    DataSet(
        "arrangementer",
        "Arrangementer",
        "Kurs, seminarer og konferanser.",
        EventOut,
        events,
        lambda: days_of(Event.objects.announced(), "starts_at", "ends_at"),
        lambda: days_of(Event.objects.announced(), WRITTEN),
    ),
]
