"""A national edition frozen as plain values: the only thing that its file and its page are made from.

Shape (format 1): `kind`, `title`, `round`, `number`, `reason`, `receipt`, `verify_at`, `published`, `texts`;
`regions` (the sealed reports in it), `missing` (those who have none), `figures` (the key figures that reports answer)
and `answers`: year → region's slug → figure's key → number as a decimal string, of published reports only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.links import reverse
from portal.models import User
from reporting import chain
from reporting.models import AnnualReport, NationalEdition, ReportingRound, SealedReport
from reporting.models.national import PROSE
from reporting.quantities import NUMERIC

FORMAT = 1


def draft(edition: NationalEdition) -> dict[str, Any]:
    """The edition as it would be published now (3 queries)."""
    round_ = edition.round
    reports = AnnualReport.objects.of_round(round_).with_delivery().select_related("region__pulje")
    reports = reports.order_by("region__number")
    seals = _seals_until(round_.year)
    now = {seal.report_id: seal for seal in seals}
    return {
        "format": FORMAT,
        "kind": "draft",
        "title": "Nasjonal årsrapport",
        "round": {"year": round_.year, "due": round_.due_on.isoformat()},
        "number": edition.number,
        "reason": edition.reason,
        "receipt": "",
        "verify_at": "",
        "published": None,
        "texts": {name: getattr(edition, name) for name in PROSE},
        "regions": [_of_region(report, now[report.pk]) for report in reports if report.pk in now],
        "missing": [_place(report) for report in reports if report.pk not in now],
        "figures": _figures(seals, round_.year),
        "answers": _answers(seals),
    }


def sealed(edition: NationalEdition, *, receipt: str, by: User) -> dict[str, Any]:
    """The same as it is published, which it is from `edition.published_at`."""
    at = chain.written(edition.published_at) if edition.published_at else ""
    return draft(edition) | {
        "kind": "sealed",
        "receipt": receipt,
        "verify_at": f"{settings.PORTAL_BASE_URL}{reverse('reporting:verify')}?receipt={receipt}",
        "published": {"at": at, "by": by.name},
    }


def _seals_until(year: int) -> list[SealedReport]:
    """What is published of each region for the round and those before it (1 query)."""
    rounds = ReportingRound.objects.yearly().filter(year__lte=year)
    published = AnnualReport.objects.filter(round__in=rounds).values("published_seal")
    seals = SealedReport.objects.filter(pk__in=published).select_related("report__round", "report__region")
    return list(seals.order_by("report__round__year", "report__region__number"))


def _place(report: AnnualReport) -> dict[str, Any]:
    region = report.region
    return {
        "name": region.name,
        "slug": region.slug,
        "number": region.number,
        "pulje": region.pulje.number,
        "started": region.pulje.starts_on.year,
    }


def _of_region(report: AnnualReport, seal: SealedReport) -> dict[str, Any]:
    signed = seal.content["signed"]
    return _place(report) | {
        "receipt": seal.receipt,
        "number": seal.number,
        "sha256": seal.sha256,
        "signed_at": signed["at"],
        "signed_by": signed["by"],
        "office": signed["office"],
        "in_time": not report.delivered_late,  # type: ignore[attr-defined]
    }


def _figures(seals: list[SealedReport], year: int) -> list[dict[str, Any]]:
    """The round's key figures, in the template's order."""
    found: dict[str, dict[str, Any]] = {}
    for seal in seals:
        if seal.sealed_report.round.year == year:
            for question in _asked(seal):
                about = {name: question[name] for name in ("key", "kind", "unit")}
                found.setdefault(question["key"], about | {"label": question["short_label"]})
    return list(found.values())


def _asked(seal: SealedReport) -> list[Mapping[str, Any]]:
    questions = [question for section in seal.content["sections"] for question in section["questions"]]
    return [question for question in questions if question["key_figure"] and question["kind"] in NUMERIC]


def _answers(seals: list[SealedReport]) -> dict[str, dict[str, dict[str, str]]]:
    years: dict[str, dict[str, dict[str, str]]] = {}
    for seal in seals:
        report = seal.sealed_report
        said = {
            question["key"]: question["answer"] for question in _asked(seal) if question["answer"] is not None
        }
        years.setdefault(str(report.round.year), {})[report.region.slug] = said
    return years


def name_of(content: Mapping[str, Any]) -> str:
    """What readers call the edition, apart from its year."""
    if content["number"] > 1:
        return _("Rettet utgave, foreløpig") if content["missing"] else _("Rettet utgave")
    return _("Foreløpig utgave") if content["missing"] else _("Endelig utgave")
