"""The demo's money that meets, and what its writers say to the warnings; see `reports.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from counties.models import Activity, Region, Task
from portal import clock
from portal.models import User
from reporting.answers import answers, comment_key
from reporting.completion import completion_of
from reporting.figures import Figures
from reporting.models import AnnualReport, ReportedValue, Section
from reporting.models.rules import RuleKind
from reporting.operations import writing

BEFORE, LEFT = LEFT_OVER = ("midler_fra_i_fjor", "midler_ubrukt")
RECEIVED = (
    "tilskudd_knutepunkt", "tilskudd_styringsgruppe", "kompensasjon_fylkesmann", "tillegg_fylkeskommune",
    "andre_midler",
)  # fmt: skip
COMMENTS = {
    RuleKind.VERSUS_LAST_YEAR: "Tallet er riktig. Årene er ulike, og vi venter at det jevner seg ut neste år.",
    RuleKind.SUM_AT_MOST: "Noen virksomheter tok selv kontakt med knutepunktet, uten at vi hadde snakket med dem.",
    RuleKind.BETWEEN: "Tallet er riktig, og vurderes på nytt neste år.",
}


def left_over(section: Section, values: Mapping[str, Any], figures: Figures) -> dict[str, str]:
    """What is brought from the year before and what is left, so that the section's money meets."""
    report = figures.report
    said = {answer.question.key: answer.value for answer in answers(section, values, figures)}
    if LEFT not in said or report is None:
        return {}
    published = ReportedValue.objects.published().filter(
        seal__report__region=report.region_id, seal__report__round__year=report.round.year - 1, key=LEFT
    )
    before = published.values_list("number", flat=True).first() or Decimal()
    amounts = [value for key in RECEIVED if isinstance(value := said[key], Decimal)]
    spent = said["brukt_samlet"]
    left = before + sum(amounts, Decimal()) - (spent if isinstance(spent, Decimal) else 0)
    return {BEFORE: f"{before - min(left, Decimal()):.0f}", LEFT: f"{max(left, Decimal()):.0f}"}


def explain(report: AnnualReport, *, at: dt.datetime, by: User) -> None:
    """Answer each warning, so that the report can be sent."""
    with clock.at(at):
        _explain(report, by)


def register_late(*, by: User) -> None:
    """What happened before the year was out, recorded after the chapter that counts it was saved."""
    Activity.objects.create(
        region=Region.objects.get(slug="hedmark"),
        task=Task.MALER,
        title="Mal for kravspesifikasjon til kjøp av møbler",
        happened_on=dt.date(2010, 12, 9),
        recorded_at=clock.now(),
        audience="Innkjøpere i kommunene",
        hours=4,
        themes=["miljo"],
        recorded_by=by,
    )


def _explain(report: AnnualReport, by: User) -> None:
    for row in completion_of(report).sections:
        said = {
            comment_key(breach.answer.question): COMMENTS[RuleKind(breach.rule.kind)]
            for breach in row.breaches
            if breach.is_open and not breach.rule.is_error
        }
        if said:
            values, version = (row.saved.values, row.saved.version) if row.saved else ({}, 0)
            writing.save_section(
                report=report, section=row.section, values={**values, **said}, version=version, by=by
            )
