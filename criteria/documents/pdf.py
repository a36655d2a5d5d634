"""The chapter as PDF/A, tagged, drawn by WeasyPrint."""

from __future__ import annotations

from django.template.loader import render_to_string

from criteria.chapter import Chapter
from portal import pdf


def draw(chapter: Chapter) -> bytes:
    html = render_to_string("pdf/selection.html", {"chapter": chapter})
    return pdf.finish(pdf.draw(html, {}))
