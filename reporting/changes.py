"""A report beside the one of the year before: what rose, what fell, and what is said in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from reporting.compile import in_words
from reporting.models import AnnualReport, SealedReport
from reporting.models.rounds import RoundKind
from reporting.quantities import NUMERIC, difference_in_words
from reporting.workflow import HANDED_IN

Said = Mapping[str, Any]  # a question as snapshots hold it


@dataclass(frozen=True)
class YearBefore:
    """The questions that last year's report answered, by key."""

    year: int
    answered: Mapping[str, Said] = field(default_factory=dict)

    def words(self, key: str) -> str:
        """Last year's answer as it was said; nothing where there was none."""
        said = self.answered.get(key)
        return in_words(said) if said else ""

    def change(self, now: Said) -> str:
        """ "+3", "−5 prosentpoeng", "uendret", "endret"; nothing where one of the years has no answer."""
        then = self.answered.get(now["key"])
        if then is None or now["answer"] is None:
            return ""
        if now["kind"] in NUMERIC and then["kind"] in NUMERIC:
            return difference_in_words(now, Decimal(now["answer"]) - Decimal(then["answer"]))
        return _("uendret") if now["answer"] == then["answer"] else _("endret")


def year_before(report: AnnualReport) -> YearBefore | None:
    """From the newest version of last year's report that is in force, for those inside (1 query)."""
    in_force = Q(pk=F("report__published_seal")) | Q(report__status__in=HANDED_IN)
    rows = SealedReport.objects.filter(in_force, report__region=report.region_id)
    rows = rows.filter(report__round__kind=RoundKind.YEARLY, report__round__year=report.round.year - 1)
    seal = rows.order_by("-number").first()
    if seal is None:
        return None
    questions = (question for section in seal.content["sections"] for question in section["questions"])
    answered = {q["key"]: q for q in questions if q["shown"] and q["answer"] not in (None, "", [])}
    return YearBefore(report.round.year - 1, answered)
