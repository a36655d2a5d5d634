"""The national part of an edition, and a region's page, as PDF; `portal/pdf.py` draws them. Always in Bokmål."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.links import reverse
from portal.pdf import draw, finish
from reporting.charts import report as charts
from reporting.national.compile import CompiledEdition
from reporting.national.keys import FIGURES, WORDS
from reporting.national.regions import RegionPage
from reporting.pdf import qr_code


@dataclass(frozen=True)
class Entry:
    """A line of the contents, whose link leads to a name of the whole."""

    title: str
    target: str
    page: int


def render_front(edition: CompiledEdition, starts: Mapping[str, int]) -> bytes:
    """Cover, contents and receipt. `starts` are the pages of all that has a name. Raises `RefusedAsset`."""
    context = {
        "edition": edition,
        "chapters": [Entry(title, name, starts[name]) for title, name in _chapters(edition)],
        "appendices": [Entry(each.region, each.slug, starts[each.slug]) for each in edition.delivered],
        "made_up": settings.PORTAL_DEMO,
    }
    drawings = {"verify": qr_code(edition.verify_at)} if edition.verify_at else {}
    return _drawn("pdf/national.html", context, drawings)


def _chapters(edition: CompiledEdition) -> Iterator[tuple[str, str]]:
    for number, (title, _text) in enumerate(edition.texts, 1):
        yield title, f"{WORDS}-tekst-{number}"
    yield "Hvem som har levert", f"{FIGURES}-levert"
    yield "Nøkkeltall for landet", f"{FIGURES}-landet"
    if edition.ages:
        yield "Puljene ved samme alder", f"{FIGURES}-alder"
    yield "Nøkkeltall region for region", f"{FIGURES}-regioner"


def render_piece(edition: CompiledEdition, name: str) -> bytes:
    """DIFI's words, or the figures. The same input gives the same bytes. Raises `RefusedAsset`."""
    return _drawn("pdf/national_piece.html", {"edition": edition, "has_words": name == WORDS}, {})


def _drawn(template: str, context: Mapping[str, object], drawings: Mapping[str, str]) -> bytes:
    with translation.override("nb"):
        return finish(draw(render_to_string(template, dict(context)), drawings))


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
    return _drawn("pdf/national_region.html", context, drawings)
