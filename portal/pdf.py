"""HTML to PDF: PDF/A-2a, tagged and marked PDF/UA-1, and the same bytes every time.

WeasyPrint draws; pikepdf then sets what it leaves open: the header cells' scope, the PDF/UA mark, a stable /ID.
"""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/ttf", ".ttf": "font/ttf"}
NO_FONTS = str(Path(__file__).parent / "fonts.conf")

# PDF/A wants every XMP property that it does not define itself to be described where it is used.
PDFUA_MARK = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class RefusedAsset(FatalURLFetchingError):
    """The document asked for something outside the portal's own static files."""


class LocalAssets(URLFetcher):
    """Serves `static:` (the portal's static files) and `chart:` (this document's charts), and nothing else."""

    def __init__(self, drawings: Mapping[str, str]) -> None:
        super().__init__()
        self.drawings = drawings

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if scheme == "chart" and name in self.drawings:
            return URLFetcherResponse(url, self.drawings[name], {"Content-Type": "image/svg+xml"})
        try:
            found = finders.find(name) if scheme == "static" else None
        except SuspiciousFileOperation:
            found = None
        if not isinstance(found, str):
            raise RefusedAsset(f"Not one of the portal's own files: {url[:200]}")
        path = Path(found)
        content = decoded_font(path) if path.suffix == ".woff2" else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": TYPES[path.suffix]})


@cache
def decoded_font(path: Path) -> bytes:
    """A WOFF2 file as TrueType, decoded once per process; WeasyPrint would decode it for each document."""
    decoded = io.BytesIO()
    with path.open("rb") as file:
        woff2.decompress(file, decoded)
    return decoded.getvalue()


def draw(html: str, drawings: Mapping[str, str]) -> bytes:
    """HTML to PDF/A-2a by WeasyPrint, with nothing but the portal's own files. Raises `RefusedAsset`."""
    with _collected_after():
        document = HTML(string=html, base_url="static:", url_fetcher=LocalAssets(drawings))
        return bytes(document.write_pdf(pdf_variant="pdf/a-2a", font_config=no_machine_fonts()))


@contextmanager
def _collected_after() -> Iterator[None]:
    """No garbage collection while a document is built, of which nothing is garbage yet: it is a fifth of the time.

    All that was made meanwhile is in the youngest generation, which is gone through once after.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


def no_machine_fonts() -> FontConfiguration:
    """Only the stylesheet's fonts: else a letter that they lack is drawn with whatever the machine has.

    Fontconfig reads the name of its file from the environment each time, and browsers that tests start do too.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = NO_FONTS
    try:
        return FontConfiguration()
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def finish(content: bytes) -> bytes:
    """What PDF/UA asks for and WeasyPrint leaves open."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _scope_header_cells(pdf)
        _mark_as_pdfua(pdf)
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.DisplayDocTitle = True
        pdf.Root.ViewerPreferences = preferences
        for page in pdf.pages:
            page.obj.Tabs = pikepdf.Name.S
        del pdf.trailer["/ID"]
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return finished.getvalue()


def _scope_header_cells(pdf: pikepdf.Pdf) -> None:
    """A header in the table's head speaks for its column, one in the body for its row."""
    for element, ancestors in _structure(pdf.Root.StructTreeRoot, ()):
        if element.get("/S") == pikepdf.Name.TH:
            scope = pikepdf.Name.Column if "/THead" in ancestors else pikepdf.Name.Row
            element.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)


def _structure(
    node: pikepdf.Object, ancestors: tuple[str, ...]
) -> Iterator[tuple[pikepdf.Object, tuple[str, ...]]]:
    """Every element below a node of the structure tree, with the tags above it."""
    children = node.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child, ancestors
            yield from _structure(child, (*ancestors, str(child.S)))


def _mark_as_pdfua(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"</rdf:RDF>", PDFUA_MARK.lstrip(), 1))
