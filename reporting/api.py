"""Open data of the annual reports: the published versions and their answers."""

import datetime as dt
from typing import Any

from django.db.models import F, Max, Min
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate
from pydantic import Field

from counties.models import Region
from portal.opendata import (
    PUBLIC,
    SLUG,
    DataSet,
    Days,
    Moment,
    Number,
    Pages,
    answers,
    days_of,
    narrowed,
    require_known,
)
from reporting.models import AnnualReport, Question, ReportedValue

router = Router(tags=["Årsrapportene"])


class ReportOut(Schema):
    aar: int = Field(alias="round.year", description="Året rapporten gjelder")
    region: str = Field(alias="region.slug", description="Regionens nettadresse")
    kvittering: str = Field(alias="published_seal.receipt", description="Nummeret som /verifiser/ kjenner")
    utgave: int = Field(
        alias="published_seal.number", description="1, eller høyere når rapporten er åpnet på nytt"
    )
    signert: Moment = Field(alias="published_seal.signed_at", description="Når fylkesmannen signerte")
    sha256: str = Field(alias="published_seal.sha256", description="Av innholdet")
    adresse: str = Field(description="Siden i portalen")

    @staticmethod
    def resolve_adresse(report: AnnualReport) -> str:
        return report.get_absolute_url()


class ValueOut(Schema):
    aar: int = Field(alias="seal.report.round.year", description="Året rapporten gjelder")
    region: str = Field(alias="seal.report.region.slug", description="Regionens nettadresse")
    sporsmal: str = Field(alias="key", description="Den samme nøkkelen i alle år")
    ordlyd: str = Field(alias="label", description="Spørsmålet slik det sto")
    slag: str = Field(alias="kind", description="number, percent, nok, choice eller yesno")
    enhet: str = Field(alias="measured_in", description="Enheten tallet er i")
    tall: Number | None = Field(alias="number", description="Tallet, der svaret er et tall")
    svar: str = Field(alias="text", description="Valgene, i ord, der svaret ikke er et tall")
    regnet_ut: Number | None = Field(
        alias="counted_number", description="Tallet portalen regnet ut av radene, der den regner ut dette"
    )
    regnet_ut_svar: str = Field(
        alias="counted_text", description="Det portalen regnet ut, i ord, der svaret ikke er et tall"
    )
    avviker: bool = Field(
        alias="overruled", description="Om fylket svarer noe annet enn det portalen har regnet ut"
    )
    begrunnelse: str = Field(alias="reason", description="Fylkets begrunnelse for et annet svar")
    kommentar: str = Field(alias="comment", description="Det fylket sier til et varsel om svaret")


class ReportFilter(Schema):
    aar: int | None = Field(None, ge=1900, le=2100, description="Året rapporten gjelder")
    region: str | None = Field(None, pattern=SLUG, description="Regionens nettadresse, for eksempel hedmark")


class ValueFilter(ReportFilter):
    sporsmal: str | None = Field(None, pattern=SLUG, description="Spørsmålets nøkkel, den samme hvert år")


def published_reports() -> Any:
    rows = AnnualReport.objects.yearly().visible_to(PUBLIC).for_lists().defer("published_seal__snapshot")
    return rows.order_by("-round__year", "region__number")


def published_values() -> Any:
    rows: Any = ReportedValue.objects.published()
    rows = rows.select_related("seal__report__round", "seal__report__region")
    rows = rows.defer("seal__snapshot").annotate(year=F("seal__report__round__year"))
    return rows.order_by("-year", "seal__report__region__number", "pk")


@router.get(
    "/rapporter",
    response=answers(list[ReportOut]),
    summary="Publiserte årsrapporter",
    operation_id="rapporter",
)
@paginate(Pages)
def list_reports(request: HttpRequest, where: Query[ReportFilter]) -> Any:
    _require_region(where.region)
    return narrowed(published_reports(), round__year=where.aar, region__slug=where.region)


@router.get(
    "/rapporterte-verdier",
    response=answers(list[ValueOut]),
    summary="Svarene i de publiserte årsrapportene",
    operation_id="rapporterte_verdier",
)
@paginate(Pages)
def list_values(request: HttpRequest, where: Query[ValueFilter]) -> Any:
    _require_region(where.region)
    require_known(Question.objects.all(), "sporsmal", key=where.sporsmal)
    return narrowed(
        published_values(), year=where.aar, seal__report__region__slug=where.region, key=where.sporsmal
    )


def _require_region(slug: str | None) -> None:
    require_known(Region.objects.visible_to(PUBLIC), "region", slug=slug)


def _years() -> Days:
    found = published_reports().aggregate(first=Min("round__year"), last=Max("round__year"))
    if found["first"] is None:
        return Days(None, None)
    return Days(dt.date(found["first"], 1, 1), dt.date(found["last"], 12, 31))


def _signed() -> Days:
    return days_of(published_reports(), "published_seal__signed_at")


DATA_SETS = [
    DataSet(
        "rapporter",
        "Årsrapporter",
        "Publiserte årsrapporter med kvittering.",
        ReportOut,
        published_reports,
        _years,
        _signed,
    ),
    DataSet(
        "rapporterte-verdier",
        "Rapporterte verdier",
        "Tall og valg i de publiserte årsrapportene, ett svar per linje.",
        ValueOut,
        published_values,
        _years,
        _signed,
    ),
]
