"""A sealed report as PDF: what the portal adds to WeasyPrint's own drawing, and what the drawing costs."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from weasyprint import HTML

from benches.figures import Figure, NotMeasured, Outcome, in_turns
from portal import pdf as paper
from reporting import pdf
from reporting.compile import compile_report
from reporting.models import SealedReport

# What it was like once: a word may be broken anywhere, which is asked of every cell, and fonts are decoded each time.
ANYWHERE = "<style>html { overflow-wrap: anywhere } @page { overflow-wrap: anywhere }</style></head>"
MILLISECONDS = 150  # a page, of processor time


def outcome(*, quick: bool) -> Outcome:
    return Outcome(figures(quick=quick))


def figures(*, quick: bool) -> list[Figure]:
    """Of the longest sealed report there is."""
    seal = _longest()
    compiled = compile_report(seal.content, sha256=seal.sha256)
    drawings, html = pdf.drawings_of(compiled), pdf.html_of(compiled)
    pages = _same_pages(paper.draw(html, drawings), _as_before(html, drawings))
    alone, whole, before = in_turns(
        lambda: _alone(html, drawings),
        lambda: pdf.render_report(compile_report(seal.content, sha256=seal.sha256)),
        lambda: paper.finish(_as_before(html, drawings)),
        rounds=3 if quick else 7,
    )
    each = f"{pages} sider, {whole:.2f} s mot {alone:.2f} s"
    was = f"{before:.2f} s med «anywhere», skrifter dekodet for hver fil og søppel samlet underveis; de samme bytene"
    return [
        Figure("pdf-whole", "Sette sammen og tegne mot WeasyPrint alene", whole / alone, 1.15, "×", note=each),
        Figure("pdf-page", "En side av rapporten", whole / pages * 1000, MILLISECONDS, "ms", note=f"{pages} sider"),
        Figure("pdf-before", "Rapporten mot slik den ble tegnet før", before / whole, 2.5, "×", False, was),
    ]  # fmt: skip


def _alone(html: str, drawings: Mapping[str, str]) -> bytes:
    """The library by itself, with its fonts at hand."""
    document = HTML(string=html, base_url="static:", url_fetcher=paper.LocalAssets(drawings))
    return bytes(document.write_pdf(pdf_variant="pdf/a-2a", font_config=paper.no_machine_fonts()))


def _as_before(html: str, drawings: Mapping[str, str]) -> bytes:
    paper.decoded_font.cache_clear()
    return _alone(html.replace("</head>", ANYWHERE, 1), drawings)


def _same_pages(now: bytes, before: bytes) -> int:
    """How many. Raises `NotMeasured` where the two are not the same drawing, as they would not be compared."""
    if now != before:
        raise NotMeasured("the report is drawn otherwise than before")
    with pikepdf.open(io.BytesIO(now)) as file:
        return len(file.pages)


def _longest() -> SealedReport:
    """By what it says. The national edition is no report."""
    found = max(SealedReport.objects.exclude(report=None), key=lambda seal: len(seal.snapshot), default=None)
    if found is None:
        raise NotMeasured("no sealed report")
    return found
