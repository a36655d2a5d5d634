"""A compiled report as Word, for those who comment on paper or with Word's own tools."""

from __future__ import annotations

import datetime as dt
import io

from django.utils.translation import gettext as _

from criteria.documents.word import write
from criteria.documents.word_page import BULLETS, LEAD, blank
from portal import formats
from portal.files.cells import held
from reporting.compiled import CompiledAnswer, CompiledReport

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(report: CompiledReport, *, on: dt.date) -> bytes:
    """The whole report, chapter by chapter; a draft says so."""
    document = blank(held(f"{report.title} {report.year} – {report.region}"), on)
    document.add_heading(held(f"{report.title} {report.year} – {report.region}"), 0)
    document.add_paragraph(_status(report, on))
    for section in report.sections:
        document.add_heading(held(section.title), 1)
        for answer in section.answers:
            document.add_paragraph(held(f"{answer.number} {answer.label}"), LEAD)
            if answer.prose:
                write(document, answer.prose)
            for item in answer.items:
                document.add_paragraph(held(item), BULLETS)
            if not answer.items and not answer.prose:
                document.add_paragraph(held(_said(answer)))
            if answer.note:
                document.add_paragraph(held(answer.note))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _said(answer: CompiledAnswer) -> str:
    return answer.text if answer.answered else _("Ikke besvart")


def _status(report: CompiledReport, on: dt.date) -> str:
    if report.is_draft:
        return _("Utkast per %s. Svarene kan bli endret.") % formats.day_in_words(on)
    return _("Kvitteringsnummer %s. Bare PDF-en er den signerte rapporten.") % report.receipt
