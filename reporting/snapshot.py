"""A report frozen as canonical JSON: the only thing that a sealed PDF is made from.

Shape (format 2): `kind`, `receipt`, `number`, `title`, `round`, `region`, `submitted`, `signed`, `sections` with
their questions and answers, `charts`, and `earlier` (the numbers of earlier published rounds, oldest first).
A sealed one also has `verify_at`, the address that checks its file (newer ones only).
A computed question also has what the portal counted (raw), whether the county overruled it, and why.
The newest of `earlier` also has `words`, its answers that are neither numbers nor prose. Format 1 lacks them; it is
printed as it was (facts before prose), so that its file stays the same bytes.
`warnings` are what the template's rules said of an answer, `comment` what the county said to them (newer ones only).
Answers: text, option key(s), true/false, or a number as a decimal string; null where there is none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum

from counties.models import Fylke
from portal.links import reverse
from reporting.answers import Answer
from reporting.compile import READING, in_words
from reporting.completion import ReportCompletion, completion_of
from reporting.models import AnnualReport, ReportEvent, SealedReport
from reporting.models.templates import NUMERIC
from reporting.rules import Breach
from reporting.workflow import Action

FORMAT = READING


def canonical(snapshot: dict[str, Any]) -> str:
    """The one way to write a snapshot: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def draft(report: AnnualReport, progress: ReportCompletion | None = None) -> dict[str, Any]:
    """The report as it stands now, from live tables (about 10 queries, 4 where `progress` has been read)."""
    progress = progress or completion_of(report)
    template = report.round.template
    return {
        "format": FORMAT,
        "kind": "draft",
        "receipt": None,
        "number": 0,
        "title": f"{template.name} (prøverunde)" if report.round.is_rehearsal else template.name,
        "round": _round(report),
        "region": _region(report),
        "submitted": _submitted(report),
        "signed": None,
        "sections": answered_sections(progress),
        "charts": template.charts,
        "earlier": _earlier(report),
    }


def sealed(
    report: AnnualReport, *, receipt: str, number: int, signed_at: dt.datetime, signed_by: str
) -> dict[str, Any]:
    """The same, as signed: what the seal holds."""
    content = draft(report)
    office = ", ".join(content["region"]["fylkesmann"])
    signed = {"at": signed_at.isoformat(), "by": signed_by, "office": office}
    seal = {"kind": "sealed", "receipt": receipt, "number": number, "signed": signed}
    return content | seal | {"verify_at": _verify_at(receipt)}


def _verify_at(receipt: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse('reporting:verify')}?receipt={receipt}"


def _round(report: AnnualReport) -> dict[str, Any]:
    """With its address where that is not the year alone."""
    round_ = report.round
    address = {} if round_.is_yearly else {"slug": round_.slug}
    return {"year": round_.year, "due": report.due_on.isoformat()} | address


def _region(report: AnnualReport) -> dict[str, Any]:
    region = report.region
    fylker = (
        Fylke.objects.filter(region=region)
        .select_related("fylkesmann")
        .annotate(kommuner_count=Count("kommuner"), population=Sum("kommuner__population"))
        .order_by("number")
    )
    rows = [
        {"number": f.number, "name": f.name, "kommuner": f.kommuner_count, "population": f.population or 0}
        for f in fylker
    ]
    return {
        "name": region.name,
        "slug": region.slug,
        "pulje": region.pulje.number,
        "fylkesmann": sorted({f.fylkesmann.name for f in fylker}),
        "fylker": rows,
        "kommuner": sum(row["kommuner"] for row in rows),
        "population": sum(row["population"] for row in rows),
    }


def _submitted(report: AnnualReport) -> dict[str, str] | None:
    event = (
        ReportEvent.objects.filter(report=report, action=Action.SUBMIT)
        .select_related("done_by")
        .order_by("-pk")
        .first()
    )
    return {"at": event.done_at.isoformat(), "by": event.done_by.name} if event else None


def answered_sections(progress: ReportCompletion) -> list[dict[str, Any]]:
    """A snapshot's `sections`, from live answers."""
    return [
        {
            "key": row.section.key,
            "number": row.section.number,
            "title": row.section.title,
            "introduction": row.section.introduction,
            "questions": [question_of(answer, row.breaches_at(answer.question)) for answer in row.answers],
        }
        for row in progress.sections
    ]


def question_of(answer: Answer, breaches: Iterable[Breach] = ()) -> dict[str, Any]:
    """A question with its answer in the snapshot's shape, and what its rules said of it."""
    question = answer.question
    return {
        "key": question.key,
        "number": question.number,
        "kind": question.kind,
        "label": question.label,
        "short_label": question.short_label or question.label,
        "unit": question.unit,
        "decimals": question.decimals,
        "options": dict(question.options),
        "key_figure": question.key_figure,
        "shown": answer.shown,
        "answer": _json(answer.value if answer.shown else None),
        "computed": answer.computed,
        "overruled": answer.shown and answer.overruled,
        "reason": answer.reason if answer.overruled else "",
        "warnings": [breach.words for breach in breaches],
        "comment": answer.comment if answer.shown else "",
    }


def _json(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _earlier(report: AnnualReport) -> list[dict[str, Any]]:
    seals = SealedReport.objects.filter(
        pk__in=AnnualReport.objects.yearly()
        .filter(region=report.region, round__year__lt=report.round.year, published_seal__isnull=False)
        .values("published_seal")
    )
    contents = sorted((seal.content for seal in seals), key=lambda content: content["round"]["year"])
    rows = [{"year": content["round"]["year"], "figures": _figures(content)} for content in contents]
    if rows:
        rows[-1]["words"] = _words(contents[-1])
    return rows


def _words(content: dict[str, Any]) -> dict[str, str]:
    """A snapshot's answers that are neither numbers nor prose, by question key."""
    return {
        question["key"]: words
        for section in content["sections"]
        for question in section["questions"]
        if question["kind"] not in {*NUMERIC, "text"} and question["shown"] and (words := in_words(question))
    }


def _figures(content: dict[str, Any]) -> dict[str, str]:
    """The numeric answers of a snapshot by question key."""
    return {
        question["key"]: question["answer"]
        for section in content["sections"]
        for question in section["questions"]
        if question["kind"] in NUMERIC and question["answer"] is not None
    }
