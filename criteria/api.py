"""Open data of Innkjøpspanelet: editions and their criteria, published ones only."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate
from pydantic import Field

from criteria.models import CriteriaSet, Criterion, Level, Type
from criteria.workflow import State
from portal.opendata import SLUG, DataSet, Pages, answers, narrowed

router = Router(tags=["Kriteriene"])


class EditionOut(Schema):
    produktgruppe: str = Field(alias="group.key")
    navn: str = Field(alias="group.name")
    utgave: str = Field(alias="number")
    tilstand: str = Field(alias="state", description="published, superseded eller withdrawn")
    publisert: dt.date = Field(alias="published_on")
    neste_revisjon: dt.date | None = Field(alias="next_revision_on")
    eksempelinnhold: bool = Field(
        alias="example", description="Skrevet for portalen, ikke av Innkjøpspanelet"
    )


class CriterionOut(Schema):
    kode: str = Field(alias="code", description="Den samme i alle utgaver")
    produktgruppe: str = Field(alias="edition.group.key")
    utgave: str = Field(alias="edition.number")
    gjelder: bool = Field(description="Om utgaven gjelder nå")
    type: str
    niva: str = Field(alias="level")
    tittel: str = Field(alias="title")
    kravtekst: str = Field(alias="text")
    dokumentasjon: str = Field(alias="verification")
    begrunnelse: str = Field(alias="rationale")
    temaer: list[str] = Field(alias="themes")
    merker: list[str]

    @staticmethod
    def resolve_gjelder(criterion: Criterion) -> bool:
        return criterion.edition.is_in_force

    @staticmethod
    def resolve_merker(criterion: Criterion) -> list[str]:
        return [label.key for label in criterion.labels.all()]


class EditionFilter(Schema):
    produktgruppe: str | None = Field(None, pattern=SLUG)
    tilstand: State | None = Field(None, description="published, superseded eller withdrawn")


class CriterionFilter(Schema):
    produktgruppe: str | None = Field(None, pattern=SLUG)
    utgave: str | None = Field(None, pattern=SLUG)
    type: Type | None = None
    niva: Level | None = None
    gjelder: bool | None = Field(
        None, description="Bare kriterier i utgaver som gjelder nå, eller bare de andre"
    )


def editions() -> Any:
    return CriteriaSet.objects.published().select_related("group").order_by("group__key", "number")


def criteria() -> Any:
    rows = Criterion.objects.published().select_related("edition__group").prefetch_related("labels")
    return rows.order_by("edition__group__key", "edition__number", "position")


@router.get(
    "/kriteriesett",
    response=answers(list[EditionOut]),
    summary="Utgaver av kriteriene",
    operation_id="kriteriesett",
)
@paginate(Pages)
def list_editions(request: HttpRequest, where: Query[EditionFilter]) -> Any:
    return narrowed(editions(), group__key=where.produktgruppe, state=where.tilstand)


@router.get(
    "/kriterier",
    response=answers(list[CriterionOut]),
    summary="Miljøkriterier i hver utgave",
    operation_id="kriterier",
)
@paginate(Pages)
def list_criteria(request: HttpRequest, where: Query[CriterionFilter]) -> Any:
    rows = narrowed(
        criteria(),
        edition__group__key=where.produktgruppe,
        edition__number=where.utgave,
        type=where.type,
        level=where.niva,
    )
    if where.gjelder is None:
        return rows
    return rows.in_force() if where.gjelder else rows.exclude(edition__state=State.PUBLISHED)


DATA_SETS = [
    DataSet(
        "kriteriesett", "Kriteriesett", "Publiserte utgaver for hver produktgruppe.", EditionOut, editions
    ),
    DataSet(
        "kriterier", "Miljøkriterier", "Alle kriterier i alle publiserte utgaver.", CriterionOut, criteria
    ),
]
