"""The national part of an edition, and a region's page, as PDF; `portal/pdf.py` draws them. Always in Bokmål."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.pdf import draw, finish
from reporting.charts import report as charts
from reporting.national.compile import CompiledEdition
from reporting.national.regions import RegionPage
from reporting.pdf import qr_code


@dataclass(frozen=True)
class Start:
    """Where an appendix begins in the whole."""

    region: str
    slug: str
    page: int


def render_edition(edition: CompiledEdition, appendices: Sequence[Start]) -> bytes:
    """All that comes before the appendices. The same edition gives the same bytes. Raises `RefusedAsset`."""
    context = {"edition": edition, "appendices": appendices, "made_up": settings.PORTAL_DEMO}
    drawings = {"verify": qr_code(edition.verify_at)} if edition.verify_at else {}
    with translation.override("nb"):
        return finish(draw(render_to_string("pdf/national.html", context), drawings))


def render_region(page: RegionPage, file_sha256: str, pages: int) -> bytes:
    """What stands before a region's sealed report of so many pages. Raises `RefusedAsset`."""
    original = reverse("reporting:seal-pdf", args=[page.year, page.slug, page.number])
    context = {
        "page": page,
        "file_sha256": file_sha256,
        "pages": pages,
        "original": f"{settings.PORTAL_BASE_URL}{original}",
    }
    drawings = {chart.key: charts.svg(chart) for chart in page.charts}
    with translation.override("nb"):
        return finish(draw(render_to_string("pdf/national_region.html", context), drawings))
