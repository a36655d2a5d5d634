"""Page numbers across a whole that is joined of several files, each with numbers of its own.

They are pagination artifacts, so that nothing of the pages' tags is touched, in a font that is embedded.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from portal.pdf import decoded_font

FONT = "inter/inter-latin-500-normal.woff2"
FIRST, LAST = 32, 255  # of WinAnsiEncoding, which is Latin-1 as far as it is used here
SIZE, RIGHT, LOW = 7.5, 68, 13  # points: of the letters, from the paper's right side, and from below
COLOUR = "0.12 0.17 0.14 rg"


@dataclass(frozen=True)
class Numbering:
    """`text` has a place for the page and for the number of pages, as in "side %d av %d"; in Latin-1."""

    text: str

    def write(self, pdf: Pdf) -> None:
        font = _font(pdf)
        pages = list(pdf.pages)
        before = pdf.make_stream(b"q\n")
        for number, page in enumerate(pages, 1):
            written = _written(self.text % (number, len(pages)), float(page.mediabox[2]))
            _font_resources(page.obj)[Name.Sidetall] = font
            contents = page.obj.Contents
            streams = list(contents) if isinstance(contents, Array) else [contents]
            page.obj.Contents = Array([before, *streams, pdf.make_stream(written)])


def _written(text: str, width: float) -> bytes:
    """On white, so that it is read on a coloured cover too."""
    letters = text.encode("latin-1")
    length = sum(_widths()[letter - FIRST] for letter in letters) * SIZE / 1000
    left = width - RIGHT - length
    spoken = letters.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"\n".join(
        [
            b"Q /Artifact <</Type /Pagination /Subtype /Footer>> BDC q",
            f"1 1 1 rg {left - 4:.2f} {LOW - 4:.2f} {length + 8:.2f} {SIZE + 6:.2f} re f".encode(),
            f"{COLOUR} BT /Sidetall {SIZE} Tf {left:.2f} {LOW:.2f} Td (".encode()
            + spoken
            + b") Tj ET Q EMC\n",
        ]
    )


def _font_resources(page: Object) -> Object:
    resources = page.Resources
    if Name.Font not in resources:
        resources.Font = Dictionary()
    return resources.Font


def _font(pdf: Pdf) -> Object:
    """The letters of Latin-1 as a TrueType font of the document's own."""
    file = Stream(pdf, _letters())
    file.Length1 = len(_letters())
    font = TTFont(io.BytesIO(_letters()))
    scale = 1000 / font["head"].unitsPerEm
    head, hhea = font["head"], font["hhea"]
    box = [round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]
    name = Name("/NASJON+Inter-Medium")
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=32,
            FontBBox=Array(box),
            ItalicAngle=0,
            Ascent=round(hhea.ascent * scale),
            Descent=round(hhea.descent * scale),
            CapHeight=730,
            StemV=90,
            FontFile2=pdf.make_indirect(file),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=FIRST,
            LastChar=LAST,
            Widths=Array(_widths()),
            FontDescriptor=descriptor,
        )
    )


@cache
def _letters() -> bytes:
    """TrueType: printable Latin-1, without what shapes text, which a PDF has no use for."""
    font = TTFont(io.BytesIO(decoded_font(Path(str(finders.find(FONT))))))
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[*range(32, 127), *range(160, 256)])
    cut.subset(font)
    written = io.BytesIO()
    font.recalcTimestamp = False
    font.save(written)
    return written.getvalue()


@cache
def _widths() -> tuple[int, ...]:
    """In thousandths of the size, from `FIRST` to `LAST`."""
    font = TTFont(io.BytesIO(_letters()))
    scale, cmap, metrics = 1000 / font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    return tuple(
        round(metrics[cmap[code]][0] * scale) if code in cmap else 0 for code in range(FIRST, LAST + 1)
    )
