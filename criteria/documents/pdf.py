"""The chapter as PDF/A, tagged, drawn by WeasyPrint. Only workers import this."""

from __future__ import annotations

from portal import pdf


def draw(html: str) -> bytes:
    return pdf.finish(pdf.draw(html, {}))
