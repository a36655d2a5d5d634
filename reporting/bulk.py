"""All answers of a round as tables: one row per region, or one row per answer.

Each reader gets the words that the pages show them: the sealed version where there is one to read, else the draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.files import Sheet
from reporting.compile import in_words
from reporting.completion import completion_of_many
from reporting.models import AnnualReport, ReportingRound, SealedReport
from reporting.models.templates import NUMERIC, Kind
from reporting.operations.values import counted_value
from reporting.quantities import unit_of
from reporting.snapshot import answered_sections
from reporting.structure import sections_of

if TYPE_CHECKING:
    from portal.access import Person

Asked = Mapping[str, Any]  # a question of a snapshot


@dataclass(frozen=True)
class SaidReport:
    """A report as one person reads it; `sections` in a snapshot's shape."""

    report: AnnualReport
    seal: SealedReport | None
    sections: Sequence[Mapping[str, Any]]

    @property
    def delivered_on(self) -> dt.date | None:
        return localtime(self.seal.signed_at).date() if self.seal else None

    @property
    def receipt(self) -> str:
        return self.seal.receipt if self.seal else ""

    def answered(self) -> Iterator[tuple[str, Asked]]:
        """The chapter's name and the question, for each answer that the report shows."""
        for section in self.sections:
            for question in section["questions"]:
                if question["shown"] and question["answer"] is not None:
                    yield f"{section['number']} {section['title']}", question


def said_in(round_: ReportingRound, user: Person) -> list[SaidReport]:
    """The round's reports that the person may read, by the regions' order (as many queries for one as for all)."""
    rows = AnnualReport.objects.visible_to(user).with_seen_status(user).for_lists()
    reports = list(rows.of_round(round_).order_by("region__number"))
    newest = _newest_seals([report for report in reports if report.opens_newest_to(user)])
    seals = {report.pk: newest.get(report.pk) or report.published_seal for report in reports}
    written = completion_of_many([report for report in reports if seals[report.pk] is None])
    return [
        SaidReport(
            report,
            seal := seals[report.pk],
            seal.content["sections"] if seal else answered_sections(written[report.pk]),
        )
        for report in reports
    ]


def _newest_seals(reports: list[AnnualReport]) -> dict[int, SealedReport]:
    """By report id (1 query)."""
    seals = SealedReport.objects.filter(report__in=reports).order_by("report_id", "-number")
    return {seal.report_id: seal for seal in seals.distinct("report_id") if seal.report_id}


def by_region(round_: ReportingRound, said: Sequence[SaidReport]) -> Sheet:
    """A column for each question, in the template's order."""
    asked = _columns(round_, said)
    about = [_("Region"), _("Pulje"), _("Tilstand"), _("Levert"), _("Kvittering")]
    rows = []
    for one in said:
        values = _values(one)
        rows.append([*_about(one), *(values.get(key) for key in asked)])
    return Sheet([*about, *asked.values()], rows)


def by_answer(said: Sequence[SaidReport]) -> Sheet:
    headings = [
        _("Region"), _("Kapittel"), _("Nøkkel"), _("Nummer"), _("Spørsmål"), _("Slag"), _("Enhet"), _("Tall"),
        _("Tekst"), _("Regnet ut av portalen"), _("Overstyrt"), _("Begrunnelse"), _("Kommentar"),
    ]  # fmt: skip
    return Sheet(headings, [list(line.values()) for line in _lines(said)])


def regions_as_json(said: Sequence[SaidReport]) -> list[dict[str, Any]]:
    """The same as `by_region`, with the answers by the questions' keys."""
    names = ["region", "pulje", "tilstand", "levert", "kvittering"]
    return [
        dict(zip(names, _about(one), strict=True))
        | {"svar": {key: _bare(value) for key, value in _values(one).items()}}
        for one in said
    ]


def answers_as_json(said: Sequence[SaidReport]) -> list[dict[str, Any]]:
    return [{name: _bare(value) for name, value in line.items()} for line in _lines(said)]


def _lines(said: Sequence[SaidReport]) -> Iterator[dict[str, Any]]:
    for one in said:
        for chapter, question in one.answered():
            is_number = question["kind"] in NUMERIC
            yield {
                "region": one.report.region.name,
                "kapittel": chapter,
                "sporsmal": question["key"],
                "nummer": question["number"],
                "ordlyd": question["label"],
                "slag": str(Kind(question["kind"]).label),
                "enhet": unit_of(question["kind"], question["unit"]),
                "tall": Decimal(question["answer"]) if is_number else None,
                "tekst": "" if is_number else in_words(question),
                "regnet_ut": _counted(question),
                "overstyrt": bool(question.get("overruled")),
                "begrunnelse": question.get("reason", ""),
                "kommentar": question.get("comment", ""),
            }


def _about(one: SaidReport) -> list[Any]:
    region = one.report.region
    return [region.name, region.pulje.number, one.report.seen_words, one.delivered_on, one.receipt]


def _columns(round_: ReportingRound, said: Sequence[SaidReport]) -> dict[str, str]:
    """Heading by question key; what was asked before the template was changed comes last."""
    sections = sections_of([round_.template_id])[round_.template_id]
    found = {
        question.key: f"{question.number} {question.label}"
        for section in sections
        for question in section.questions.all()
    }
    for one in said:
        for _chapter, question in one.answered():
            found.setdefault(question["key"], f"{question['number']} {question['label']}")
    return found


def _values(one: SaidReport) -> dict[str, Any]:
    return {question["key"]: _value(question) for _chapter, question in one.answered()}


def _value(question: Asked) -> Decimal | bool | str:
    if question["kind"] in NUMERIC:
        return Decimal(question["answer"])
    return bool(question["answer"]) if question["kind"] == Kind.YESNO else in_words(question)


def _counted(question: Asked) -> Decimal | str | None:
    """What the portal counted; snapshots from before it did say nothing."""
    if not question.get("computed"):
        return None
    value = counted_value(question)
    return Decimal(value) if question["kind"] in NUMERIC else in_words({**question, "answer": value})


def _bare(value: Any) -> Any:
    """A number that JSON writes as one."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
