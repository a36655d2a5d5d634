"""Open data of Innkjøpspanelet: editions and their criteria, published ones only."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate
from pydantic import Field

from criteria.models import CriteriaSet, Criterion, Level, ProductGroup, Type
from criteria.models.editions import EditionOrder
from criteria.workflow import EditionState
from portal.opendata import SLUG, DataSet, Days, Pages, answers, days_of, narrowed, require_known

router = Router(tags=["Kriteriene"])


class EditionOut(Schema):
    produktgruppe: str = Field(alias="group.key", description="Produktgruppens nettadresse")
    navn: str = Field(alias="group.name", description="Produktgruppens navn")
    utgave: str = Field(alias="number", description="Utgavens nummer, for eksempel 2010-1")
    tilstand: str = Field(alias="state", description="published, superseded eller withdrawn")
    publisert: dt.date = Field(alias="published_on", description="Dagen utgaven ble publisert")
    neste_revisjon: dt.date | None = Field(
        alias="next_revision_on", description="Når panelet skal se på den igjen"
    )
    gjaldt_til: dt.date | None = Field(
        alias="ended_on", description="Siste dag, når utgaven ikke lenger gjelder"
    )
    hvorfor_trukket: str = Field(
        alias="ended_reason", description="Panelets grunn, når utgaven er trukket tilbake"
    )
    eksempelinnhold: bool = Field(
        alias="example", description="Skrevet for portalen, ikke av Innkjøpspanelet"
    )


class CriterionOut(Schema):
    kode: str = Field(alias="code", description="Den samme i alle utgaver")
    produktgruppe: str = Field(alias="edition.group.key", description="Produktgruppens nettadresse")
    utgave: str = Field(alias="edition.number", description="Utgavens nummer")
    gjelder: bool = Field(description="Om utgaven gjelder nå")
    type: str = Field(
        description="kvalifikasjonskrav, kravspesifikasjon, tildelingskriterium eller kontraktsvilkaar"
    )
    niva: str = Field(alias="level", description="basis eller avansert")
    tittel: str = Field(alias="title", description="Kort navn")
    kravtekst: str = Field(alias="text", description="Teksten til konkurransegrunnlaget")
    dokumentasjon: str = Field(alias="verification", description="Hva leverandøren kan vise til")
    begrunnelse: str = Field(alias="rationale", description="Hvorfor kravet stilles")
    temaer: list[str] = Field(alias="themes", description="Miljøtemaene kravet gjelder")
    merker: list[str] = Field(description="Miljømerker som kan dokumentere det")
    rettelser: list[str] = Field(
        alias="corrections", description="Panelets rettelser av teksten, hver med dag; de gjelder foran den"
    )
    eksempelinnhold: bool = Field(
        alias="edition.example", description="Skrevet for portalen, ikke av Innkjøpspanelet"
    )

    @staticmethod
    def resolve_gjelder(criterion: Criterion) -> bool:
        return criterion.edition.is_in_force

    @staticmethod
    def resolve_merker(criterion: Criterion) -> list[str]:
        return [label.key for label in criterion.labels.all()]


GROUP = "Produktgruppens nettadresse, for eksempel papir_og_trykksaker"


class EditionFilter(Schema):
    produktgruppe: str | None = Field(None, pattern=SLUG, description=GROUP)
    tilstand: EditionState | None = Field(None, description="published, superseded eller withdrawn")


class CriterionFilter(Schema):
    produktgruppe: str | None = Field(None, pattern=SLUG, description=GROUP)
    utgave: str | None = Field(None, pattern=SLUG, description="Utgavens nummer, for eksempel 2010-1")
    type: Type | None = Field(None, description="Hva slags krav")
    niva: Level | None = Field(None, description="basis eller avansert")
    gjelder: bool | None = Field(
        None, description="Bare kriterier i utgaver som gjelder nå, eller bare de andre"
    )


def editions() -> Any:
    return (
        CriteriaSet.objects.published().select_related("group").order_by("group__key", EditionOrder("number"))
    )


def criteria() -> Any:
    rows = Criterion.objects.published().select_related("edition__group").prefetch_related("labels", "errata")
    return rows.order_by("edition__group__key", EditionOrder("edition__number"), "position")


@router.get(
    "/kriteriesett",
    response=answers(list[EditionOut]),
    summary="Utgaver av kriteriene",
    operation_id="kriteriesett",
)
@paginate(Pages)
def list_editions(request: HttpRequest, where: Query[EditionFilter]) -> Any:
    _require_group(where.produktgruppe)
    return narrowed(editions(), group__key=where.produktgruppe, state=where.tilstand)


@router.get(
    "/kriterier",
    response=answers(list[CriterionOut]),
    summary="Miljøkriterier i hver utgave",
    operation_id="kriterier",
)
@paginate(Pages)
def list_criteria(request: HttpRequest, where: Query[CriterionFilter]) -> Any:
    _require_group(where.produktgruppe)
    require_known(CriteriaSet.objects.published(), "utgave", number=where.utgave)
    rows = narrowed(
        criteria(),
        edition__group__key=where.produktgruppe,
        edition__number=where.utgave,
        type=where.type,
        level=where.niva,
    )
    if where.gjelder is None:
        return rows
    return rows.in_force() if where.gjelder else rows.exclude(edition__state=EditionState.PUBLISHED)


def _require_group(key: str | None) -> None:
    require_known(ProductGroup.objects.all(), "produktgruppe", key=key)


def _in_force() -> Days:
    """From the first edition; what holds now has no end."""
    return Days(days_of(CriteriaSet.objects.published(), "published_on").first, None)


def _written() -> Days:
    """From the first edition to the last time that one was published, corrected or ended."""
    published = CriteriaSet.objects.published()
    first = days_of(published, "published_on")
    changed = (days_of(published, path).last for path in ("news__happened_at", "ended_on"))
    return Days(first.first, max(filter(None, [first.last, *changed]), default=None))


DATA_SETS = [
    DataSet(
        "kriteriesett",
        "Kriteriesett",
        "Publiserte utgaver for hver produktgruppe.",
        EditionOut,
        editions,
        _in_force,
        _written,
    ),
    DataSet(
        "kriterier",
        "Miljøkriterier",
        "Alle kriterier i alle publiserte utgaver.",
        CriterionOut,
        criteria,
        _in_force,
        _written,
    ),
]
