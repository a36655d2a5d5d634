"""A chapter drawn as files. Each takes a `Chapter` and gives bytes."""

from __future__ import annotations

from collections.abc import Callable

from criteria.chapter import Chapter
from criteria.documents import data, pdf, sheet, word

Drawer = Callable[[Chapter], bytes]

FORMATS: dict[str, tuple[str, Drawer]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.draw),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.draw),
    "pdf": ("application/pdf", pdf.draw),
    "csv": ("text/csv; charset=utf-8", data.csv_of),
    "json": ("application/json", data.json_of),
}
