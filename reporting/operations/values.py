"""What other pages read of a sealed version: its texts from the signature on, flat answers from the approval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reporting.compile import in_words
from reporting.models import Question, ReportedValue, ReportText, SealedReport
from reporting.models.templates import NUMERIC, Kind


def write(seal: SealedReport) -> None:
    """Every answered question but the long texts. Doing it again changes nothing."""
    figures = _figures_of(seal)
    rows = [
        ReportedValue(seal=seal, figure=figures.get(fields["key"], ""), **fields)
        for fields in values_of(seal.content)
    ]
    ReportedValue.objects.bulk_create(rows, ignore_conflicts=True)


def write_texts(seal: SealedReport) -> None:
    """Every chapter that says something in words. Doing it again changes nothing."""
    rows = [ReportText(seal=seal, **fields) for fields in texts_of(seal.content)]
    ReportText.objects.bulk_create(rows, ignore_conflicts=True)


def texts_of(content: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The fields of each chapter's text in a snapshot."""
    for section in content["sections"]:
        texts = [q["answer"] for q in section["questions"] if q["kind"] == Kind.TEXT and q["answer"]]
        if texts:
            yield {"section": section["key"], "title": section["title"], "text": "\n\n".join(texts)}


def values_of(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields of each value of a snapshot; its shape is in `reporting/snapshot.py`."""
    for section in content["sections"]:
        for question in section["questions"]:
            if question["answer"] is not None and question["kind"] != Kind.TEXT:
                about = {name: question[name] for name in ("key", "kind", "unit", "label")}
                about["comment"] = question.get("comment", "")
                yield about | _answer(question, question["answer"]) | _counted(question)


def _figures_of(seal: SealedReport) -> dict[str, str]:
    """Question key → the figure that the portal counts for it (1 query)."""
    questions = Question.objects.filter(section__template__reportinground__reports=seal.report_id)
    return dict(questions.exclude(computed="").order_by().values_list("key", "computed"))


def _counted(question: Mapping[str, Any]) -> dict[str, Any]:
    """What the portal had counted, where it counts this; older snapshots say nothing of it."""
    if question.get("computed") is None:
        return {}
    found = _answer(question, counted_value(question))
    counted = {f"counted_{name}": value for name, value in found.items()}
    return counted | {"overruled": question["overruled"], "reason": question["reason"]}


def counted_value(question: Mapping[str, Any]) -> Any:
    """What the portal counted, as snapshots hold answers."""
    raw = question["computed"]
    if question["kind"] in NUMERIC:
        return raw.replace(",", ".")
    return raw == "ja" if question["kind"] == Kind.YESNO else raw


def _answer(question: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    if question["kind"] in NUMERIC:
        return {"number": Decimal(answer)}
    return {"text": in_words({**question, "answer": answer})[:500]}
