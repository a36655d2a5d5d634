"""What a county says to an answer of a snapshot: why it is another than was counted, and what it says to a warning.

Fixed in Bokmål, as all that is printed; see `compile.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reporting.quantities import NUMERIC, quantity


def reason_of(question: Mapping[str, Any]) -> str:
    """What was counted, and why the county says something else; empty where it doesn't.

    Snapshots from before the portal counted anything have no such keys.
    """
    if not question.get("overruled"):
        return ""
    text = counted_in_words(question)
    return f"Portalen har regnet ut: {text}. Fylkets begrunnelse: {question['reason']}"


def comment_of(question: Mapping[str, Any]) -> str:
    """What the county says to a warning, after what the warning said; empty where it says nothing.

    Snapshots from before there were rules have no such keys.
    """
    if not question.get("comment"):
        return ""
    warned = " ".join(question["warnings"])
    return (f"Varsel: {warned} " if warned else "") + f"Fylkets kommentar: {question['comment']}"


def counted_in_words(question: Mapping[str, Any]) -> str:
    """What the portal counted, written as the answer is."""
    counted = question["computed"]
    if isinstance(counted, list):
        return ", ".join(question["options"].get(key, key) for key in counted)
    if question["kind"] in NUMERIC:
        return quantity(question, counted.replace(",", "."))
    return str({"ja": "Ja", "nei": "Nei"}.get(counted, question["options"].get(counted, counted)))
