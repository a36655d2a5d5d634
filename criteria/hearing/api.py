"""Open data of hearings whose deadline is out: what was heard when, and every comment that is for all to read."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate
from pydantic import Field

from criteria.hearing.models import Hearing, HearingComment, HearingReply, SenderKind
from criteria.hearing.workflow import CAME_IN, HAS_BEEN
from criteria.models import ProductGroup
from portal.opendata import SLUG, DataSet, Days, Pages, answers, days_of, narrowed, require_known

router = Router(tags=["Høringene"])


class HearingOut(Schema):
    horing: int = Field(alias="pk", description="Høringens nummer i nettadressen")
    tittel: str = Field(alias="title", description="Høringens tittel")
    produktgruppe: str = Field(alias="edition.group.key", description="Produktgruppens nettadresse")
    utgave: str = Field(alias="edition.number", description="Utgaven som ble hørt, for eksempel 2011-1")
    tilstand: str = Field(alias="state", description="closed mens svarene behandles, så settled")
    apnet: dt.date = Field(alias="opens_on", description="Dagen høringen åpnet")
    frist: dt.date = Field(alias="closes_on", description="Siste dag det kunne svares")
    svar: int = Field(alias="came_in", description="Antall svar som kom inn")


class CommentOut(Schema):
    horing: int = Field(alias="reply.hearing_id", description="Høringens nummer")
    svar: int = Field(alias="reply.number", description="Svarets nummer i høringen")
    avsender: str = Field(alias="reply.sender", description="Organisasjonen, eller Privatperson")
    svarer_som: str = Field(
        alias="reply.kind", description="public, supplier, industry, interest, research, private eller other"
    )
    kriterium: str | None = Field(description="Kriteriets kode; tom når merknaden gjelder helheten")
    mener: str = Field(alias="stance", description="for, against eller neutral")
    merknad: str = Field(alias="text", description="Hva avsenderen sier")
    forslag: str = Field(alias="proposal", description="Foreslått kravtekst")
    utfall: str | None = Field(description="taken, partly eller not; tom til merknaden er besvart")
    begrunnelse: str | None = Field(description="Innkjøpspanelets svar")

    @staticmethod
    def resolve_kriterium(comment: HearingComment) -> str | None:
        return comment.heard.code if comment.heard else None

    @staticmethod
    def resolve_utfall(comment: HearingComment) -> str | None:
        return comment.resolution.outcome if comment.resolution else None

    @staticmethod
    def resolve_begrunnelse(comment: HearingComment) -> str | None:
        return comment.resolution.reason if comment.resolution else None


class HearingFilter(Schema):
    produktgruppe: str | None = Field(
        None, pattern=SLUG, description="Produktgruppens nettadresse, for eksempel papir_og_trykksaker"
    )


class CommentFilter(Schema):
    horing: int | None = Field(None, ge=1, le=2**31 - 1, description="Høringens nummer")
    kriterium: str | None = Field(None, pattern=SLUG, description="Kriteriets kode, for eksempel PAP-S01")
    svarer_som: SenderKind | None = Field(None, description="Hva slags avsender")


def hearings() -> Any:
    came_in = Count("replies", filter=Q(replies__state__in=CAME_IN))
    rows = Hearing.objects.filter(state__in=HAS_BEEN).select_related("edition__group")
    return rows.annotate(came_in=came_in).order_by("closes_on", "pk")


def comments() -> Any:
    shown = HearingReply.objects.public().filter(hearing__state__in=HAS_BEEN)
    rows = HearingComment.objects.filter(reply__in=shown).select_related("reply", "heard", "resolution")
    return rows.order_by(
        "reply__hearing__closes_on", "reply__hearing", "reply__number", "heard__position", "pk"
    )


@router.get(
    "/horinger", response=answers(list[HearingOut]), summary="Høringer av kriterier", operation_id="horinger"
)
@paginate(Pages)
def list_hearings(request: HttpRequest, where: Query[HearingFilter]) -> Any:
    require_known(ProductGroup.objects.all(), "produktgruppe", key=where.produktgruppe)
    return narrowed(hearings(), edition__group__key=where.produktgruppe)


@router.get(
    "/horingsmerknader",
    response=answers(list[CommentOut]),
    summary="Merknader til høringene, og hva de førte til",
    operation_id="horingsmerknader",
)
@paginate(Pages)
def list_comments(request: HttpRequest, where: Query[CommentFilter]) -> Any:
    require_known(Hearing.objects.filter(state__in=HAS_BEEN), "horing", pk=where.horing)
    return narrowed(
        comments(),
        reply__hearing=where.horing,
        heard__code=where.kriterium,
        reply__kind=where.svarer_som,
    )


def _covers() -> Days:
    return days_of(Hearing.objects.filter(state__in=HAS_BEEN), "opens_on", "closes_on")


def _written() -> Days:
    """From the first that opened to the last that was settled."""
    rows = Hearing.objects.filter(state__in=HAS_BEEN)
    opened, closed, settled = (days_of(rows, name) for name in ("opened_at", "closed_at", "settled_at"))
    return Days(opened.first, max(filter(None, [closed.last, settled.last]), default=None))


DATA_SETS = [
    DataSet(
        "horinger",
        "Høringer",
        "Høringer av miljøkriterier der fristen er ute.",
        HearingOut,
        hearings,
        _covers,
        _written,
    ),
    DataSet(
        "horingsmerknader",
        "Merknader til høringene",
        "Alle merknader som er offentlige, og hva Innkjøpspanelet gjorde med dem.",
        CommentOut,
        comments,
        _covers,
        _written,
    ),
]
