"""A compiled report as PDF; `portal/pdf.py` draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import qrcode
from django.template.loader import render_to_string
from django.utils import translation
from qrcode.image.svg import SvgPathImage

from portal.pdf import draw, finish
from reporting.charts import report as charts
from reporting.compile import FORM, READING
from reporting.compiled import CompiledReport

PAGES = {FORM: "pdf/form/report.html", READING: "pdf/report.html"}
LONG = 22  # letters: longer words need care in a table's columns


def render_report(report: CompiledReport) -> bytes:
    """The report as PDF. The same report gives the same bytes, in any process. Raises `RefusedAsset`."""
    return finish(draw(html_of(report), drawings_of(report)))


def drawings_of(report: CompiledReport) -> dict[str, str]:
    """The report's pictures as SVG, by the names that its HTML has for them."""
    drawings = {chart.key: charts.svg(chart) for chart in report.charts}
    if report.format == READING:
        drawings["map"] = map_of(report)
    if report.verify_at:
        drawings["verify"] = qr_code(report.verify_at)
    return drawings


def html_of(report: CompiledReport) -> str:
    """The report's HTML, always in Bokmål: a sealed document does not follow the reader's language.

    Seals of format 1 keep the look they had (`templates/pdf/form/`), so that their files stay the same bytes.
    """
    context: dict[str, Any] = {
        "report": report,
        "footer": footer_of(report),
        "moment": report.signature.at.isoformat() if report.signature else "",
    }
    if report.format == FORM:
        context |= _of_form(report)
    with translation.override("nb"):
        return render_to_string(PAGES[report.format], context)


def _of_form(report: CompiledReport) -> dict[str, Any]:
    """What only the old form's tables ask: an earlier year's column, and care with long words."""
    earlier = [figure.earlier_year for figure in report.key_figures if figure.earlier_year]
    return {
        "has_earlier": bool(earlier),
        "earlier_year": earlier[0] if earlier else "",
        "has_long_words": any(len(word) > LONG for text in _cells(report) for word in text.split()),
    }


def map_of(report: CompiledReport) -> str:
    """The report's fylker among their neighbours, as SVG for the dark cover."""
    return render_to_string("pdf/county.svg", {"map": report.map})


def qr_code(address: str) -> str:
    """The address as an SVG that a telephone reads."""
    image = qrcode.make(address, image_factory=SvgPathImage, border=0)
    return str(image.to_string(encoding="unicode"))


def _cells(report: CompiledReport) -> Iterator[str]:
    """Every text of the report's tables that a person wrote."""
    for answer in (answer for section in report.sections for answer in section.facts):
        yield from (answer.label, answer.text, answer.note, *answer.items)
    yield from (text for figure in report.key_figures for text in (figure.label, figure.unit, figure.number))
    for chart in report.charts:
        yield chart.title
        yield from (text for row in chart.rows for text in (row.label, *row.texts))


def footer_of(report: CompiledReport) -> str:
    if report.is_draft:
        return f"{report.region} {report.year} · utkast"
    return f"{report.region} {report.year} · kvittering {report.receipt} · SHA-256 {report.sha256[:16]}…"
