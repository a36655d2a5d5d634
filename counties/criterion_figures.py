"""What a criterion's life in the counties comes to, for its page and for the list of what to revise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from counties.models import CriterionUse, Outcome, SupplierReadiness
from criteria.models import Criterion, Feedback
from criteria.models.editions import EditionOrder
from portal.norwegian import NorwegianOrder

# Counted by the criterion's key before it is known by its code: the uses are many, the criteria few.
MOST = """
    WITH uses AS (
        SELECT criterion_id, count(*) FILTER (WHERE outcome <> %(dropped)s) AS used,
               count(*) FILTER (WHERE outcome = %(dropped)s) AS dropped
        FROM counties_criterionuse GROUP BY criterion_id
    ), counted AS (
        SELECT e.group_id, c.code, max(c.title) AS title, sum(used)::int AS used, sum(dropped)::int AS dropped
        FROM uses JOIN criteria_criterion c ON c.id = criterion_id JOIN criteria_criteriaset e ON e.id = c.edition_id
        GROUP BY e.group_id, c.code
    )
    (SELECT 'used', code, title, used FROM counted WHERE used > 0 ORDER BY used DESC, code, group_id
     LIMIT %(shown)s)
    UNION ALL
    (SELECT 'dropped', code, title, dropped FROM counted WHERE dropped > 0 ORDER BY dropped DESC, code, group_id
     LIMIT %(shown)s)
"""


@dataclass(frozen=True)
class RegionUse:
    region: str
    slug: str
    region_id: int
    agreements: int
    activities: int
    value: int  # NOK a year of the agreements that use it


@dataclass(frozen=True)
class EditionUse:
    """What was done with the criterion as one edition has it."""

    number: str
    used: int
    adapted: int
    dropped: int


@dataclass(frozen=True)
class UseOfCriterion:
    regions: tuple[RegionUse, ...]
    editions: tuple[EditionUse, ...]  # the newest first
    readiness: tuple[SupplierReadiness, ...]

    @property
    def outcomes(self) -> dict[str, int]:
        """By the outcome's key, over all editions."""
        return {key: sum(getattr(edition, key) for edition in self.editions) for key in Outcome.values}

    @property
    def value(self) -> int:
        return sum(region.value for region in self.regions)


def use_of(criterion: Criterion) -> UseOfCriterion:
    """Over all editions of the code. Three questions to the database."""
    same = Q(criterion__code=criterion.code, criterion__edition__group=criterion.edition.group_id)
    uses = CriterionUse.objects.filter(same).order_by()
    by_region = (
        uses.taken()
        .annotate(
            region=Coalesce("agreement__region__name", "activity__region__name"),
            slug=Coalesce("agreement__region__slug", "activity__region__slug"),
            region_id=Coalesce("agreement__region", "activity__region"),
        )
        .values("region", "slug", "region_id")
        .annotate(
            agreements=Count("agreement", distinct=True),
            activities=Count("activity", distinct=True),
            value=Coalesce(Sum("agreement__yearly_value"), 0),
        )
        .order_by("-value", NorwegianOrder("region"))
    )
    by_edition = (
        uses.annotate(number=F("criterion__edition__number"))
        .values("number")
        .annotate(
            used=Count("pk", filter=Q(outcome=Outcome.USED)),
            adapted=Count("pk", filter=Q(outcome=Outcome.ADAPTED)),
            dropped=Count("pk", filter=Q(outcome=Outcome.DROPPED)),
        )
        .order_by("-criterion__edition__published_on", EditionOrder("number").desc())
    )
    readiness = SupplierReadiness.objects.filter(same).select_related("event__region", "criterion__edition")
    return UseOfCriterion(
        tuple(RegionUse(**row) for row in by_region),
        tuple(EditionUse(**row) for row in by_edition),
        tuple(readiness[:10]),
    )


def to_revise() -> QuerySet[Criterion]:
    """Criteria in force with their figures; what was dropped, adapted and commented on most stands first."""

    def uses(outcome: str) -> Coalesce:
        rows = CriterionUse.objects.filter(
            criterion__code=OuterRef("code"),
            criterion__edition__group=OuterRef("edition__group"),
            outcome=outcome,
        )
        return _count(rows, "criterion__code")

    remarks = Feedback.objects.shown().filter(
        criterion__code=OuterRef("code"),
        criterion__edition__group=OuterRef("edition__group"),
    )
    return (
        Criterion.objects.in_force()
        .select_related("edition__group")
        .annotate(
            used=uses(Outcome.USED),
            adapted=uses(Outcome.ADAPTED),
            dropped=uses(Outcome.DROPPED),
            remarks=_count(remarks, "criterion__code"),
        )
        .annotate(weight=F("dropped") * 3 + F("remarks") * 2 + F("adapted"))
        .order_by("-weight", "edition__next_revision_on", "code")
    )


def most_used_and_dropped(shown: int = 5) -> dict[str, list[dict[str, Any]]]:
    """Criteria by what the counties have done with them, over all editions (1 query)."""
    found: dict[str, list[dict[str, Any]]] = {"used": [], "dropped": []}
    with connection.cursor() as cursor:
        cursor.execute(MOST, {"dropped": Outcome.DROPPED, "shown": shown})
        for what, code, title, count in cursor.fetchall():
            found[what].append({"code": code, "title": title, "count": count})
    return found


def _count(rows: QuerySet[Any], group: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n")), 0)
