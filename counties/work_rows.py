"""The rows of the regions' work that is left, as desks ask for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, TruncDate

from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    FrameworkAgreement,
    Knutepunkt,
    Region,
    Styringsgruppe,
)
from counties.models.styringsgruppe import StyringsgruppeQuerySet
from counties.standing import plan_of_all
from portal.desks import desk_rows
from portal.prepared import Keys, Sql, prepared

ANSWERED_WITHIN = dt.timedelta(days=14)  # where the one who asks has set no day


@prepared
def requests(regions: Keys, people: Keys, person: int, own: Keys, *, mine: bool) -> Sql:
    """Those that are the person's, or all the others."""
    rows = AssistanceRequest.objects.filter(region__in=regions).unanswered()
    handled = Q(handler__in=people)
    hers = Q(handler=person) | ~handled & Q(region__in=own)
    by = Coalesce("needed_by", TruncDate(F("created_at") + ANSWERED_WITHIN))
    return desk_rows(
        (rows.filter(hers) if mine else rows.exclude(hers)).order_by(by.asc(), "created_at"),
        text=F("subject"),
        slug=F("region__slug"),
        at=F("created_at"),
        due=F("needed_by"),
        since=TruncDate("created_at"),
        note=F("organisation"),
        who=Case(When(handled, F("handler__name")), default=Value(""), output_field=TextField()),
    )


@prepared
def held(today: dt.date, regions: Keys) -> Sql:
    held = Event.objects.published().filter(region__in=regions, ends_at__date__lt=today, activity=None)
    return desk_rows(
        held.order_by("ends_at"), text=F("title"), slug=F("region__slug"), since=TruncDate("ends_at")
    )


@prepared
def ending(today: dt.date, soon: dt.date, regions: Keys) -> Sql:
    ending = FrameworkAgreement.objects.filter(region__in=regions, to_on__range=(today, soon))
    return desk_rows(
        ending.order_by("to_on"), text=F("title"), slug=F("region__slug"), due=F("to_on"), note=F("supplier")
    )


@prepared
def inactive(first: dt.date, last: dt.date, regions: Keys) -> Sql:
    done = Activity.objects.filter(region=OuterRef("pk"), happened_on__range=(first, last))
    rows = Region.objects.filter(~Exists(done), pk__in=regions).order_by("number")
    return desk_rows(rows, text=F("name"), slug=F("slug"))


@prepared
def without_group(today: dt.date, regions: Keys) -> Sql:
    return _regions(regions, ~Exists(_group(today)))


@prepared
def not_appointed(today: dt.date, regions: Keys) -> Sql:
    group = _group(today)
    return _regions(regions, Exists(group) & ~Exists(group.exclude(established_on=None)))


@prepared
def without_knutepunkt(today: dt.date, regions: Keys) -> Sql:
    return _regions(regions, ~Exists(Knutepunkt.objects.filter(region=OuterRef("pk")).active(on=today)))


def _group(today: dt.date) -> StyringsgruppeQuerySet:
    return Styringsgruppe.objects.filter(region=OuterRef("pk")).active(on=today)


def _regions(regions: Keys, lacks: Any) -> Sql:
    rows = Region.objects.filter(lacks, pk__in=regions).order_by("number")
    return desk_rows(rows, text=F("name"), slug=F("slug"))


@prepared
def not_reached(today: dt.date, regions: Keys) -> Sql:
    plan: QuerySet[Any] = plan_of_all(on=today)
    late = plan.filter(at__in=regions, planned_to__lt=today, happened_on=None).order_by("planned_to")
    of_region = Region.objects.filter(pk=OuterRef("at")).values("slug")[:1]
    return desk_rows(late, text=F("title"), due=F("planned_to"), slug=of_region)


@prepared
def not_followed(year: int, regions: Keys) -> Sql:
    kommuner = "fylker__kommuner"
    counted: Any = Region.objects.filter(pk__in=regions).annotate(
        kommuner=Count(kommuner, distinct=True),
        followed=Count(kommuner, filter=Q(**{f"{kommuner}__follow_ups__year": year}), distinct=True),
    )
    rows = counted.filter(followed__lt=F("kommuner")).order_by("number")
    return desk_rows(rows, slug=F("slug"), done=F("followed"), total=F("kommuner"))
