"""JSON: numbers are numbers, dates are ISO 8601, and no character that UTF-8 cannot hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from portal.files.cells import UNHELD


def json_bytes(value: Any) -> bytes:
    return _text(value, indent=2).encode()


def json_lines(rows: Iterable[Any]) -> Iterator[str]:
    """An array with a row on each line, so that a large one is never all in memory."""
    before = "[\n"
    for row in rows:
        yield before + _text(row)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def _text(value: Any, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent, cls=DjangoJSONEncoder)
    return UNHELD.sub("\ufffd", text)
