"""A chapter drawn as files. Each takes a `Chapter` and gives bytes.

A drawer is named by its path and loaded when it is used: most web processes never need python-docx. The PDF is not
among them, since a worker draws it: `criteria/operations/selection_pdf.py`.
"""

from __future__ import annotations

from django.utils.module_loading import import_string

from criteria.chapter import Chapter

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[str, tuple[str, str]] = {  # media type, and who draws
    "docx": (f"{OFFICE}.wordprocessingml.document", "criteria.documents.word.draw"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "criteria.documents.sheet.draw"),
    "csv": ("text/csv; charset=utf-8", "criteria.documents.data.csv_of"),
    "json": ("application/json", "criteria.documents.data.json_of"),
}


def drawn(chapter: Chapter, kind: str) -> bytes:
    draw = import_string(FORMATS[kind][1])
    return bytes(draw(chapter))
