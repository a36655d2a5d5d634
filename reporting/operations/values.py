"""What other pages read of a sealed version: its texts from the signature on, flat answers from the approval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reporting.models import ReportedValue, ReportText, SealedReport
from reporting.models.templates import NUMERIC, Kind


def write(seal: SealedReport) -> None:
    """Every answered question but the long texts. Doing it again changes nothing."""
    rows = [ReportedValue(seal=seal, **fields) for fields in values_of(seal.content)]
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
                yield about | _answer(question)


def _answer(question: Mapping[str, Any]) -> dict[str, Any]:
    answer, options = question["answer"], question["options"]
    if question["kind"] in NUMERIC:
        return {"number": Decimal(answer)}
    if question["kind"] == Kind.YESNO:
        return {"text": _("Ja") if answer else _("Nei")}
    keys = answer if isinstance(answer, list) else [answer]
    return {"text": "; ".join(options.get(key, key) for key in keys)[:500]}
