"""A chapter drawn as files. Each takes a `Chapter` and gives bytes.

A drawer is named by its path and loaded when it is used: most web processes never need python-docx. The PDF is not
among them, since a worker draws it: `criteria/operations/selection_pdf.py`.
"""

from __future__ import annotations

from django.utils.module_loading import import_string

from criteria.chapter import Chapter
from portal.files import MEDIA

FORMATS: dict[str, tuple[str, str]] = {  # media type, and who draws
    "docx": (MEDIA["docx"], "criteria.documents.word.draw"),
    "xlsx": (MEDIA["xlsx"], "criteria.documents.sheet.draw"),
    "csv": (MEDIA["csv"], "criteria.documents.data.csv_of"),
    "json": (MEDIA["json"], "criteria.documents.data.json_of"),
}


def drawn(chapter: Chapter, kind: str) -> bytes:
    draw = import_string(FORMATS[kind][1])
    return bytes(draw(chapter))
