"""ODS with real numbers and dates, a frozen header and widths that fit: the few parts of OpenDocument that a table
needs, written row by row."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from portal.files.cells import Sheet, Value, held, plain, text_of
from portal.files.parts import through_file
from portal.files.workbook import MEASURED, is_long, sheet_name, widths_of

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
EMPTY = "<table:table-cell/>"
CENTIMETRES = 0.22  # of a character
URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{name}="{URN}{urn}:1.0"'
    for name, urn in {
        "config": "config", "fo": "xsl-fo-compatible", "manifest": "manifest", "number": "datastyle",
        "office": "office", "style": "style", "table": "table", "text": "text",
    }.items()
)  # fmt: skip
MANIFEST = f"""<manifest:manifest {NAMESPACES} manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
DAY = (
    '<number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>'
    '<number:text>.</number:text><number:year number:style="long"/>'
)
TIME = (
    '<number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/>'
)
LEFT = (
    '<style:table-cell-properties style:text-align-source="fix"/>'
    '<style:paragraph-properties fo:text-align="start"/>'
)
KIND = 'style:family="table-cell" style:parent-style-name="Default"'
CELL_STYLES = f"""<style:style style:name="heading" {KIND}>
<style:table-cell-properties fo:wrap-option="wrap"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="long" {KIND}>
<style:table-cell-properties fo:wrap-option="wrap"/></style:style>
<style:style style:name="on-paper" style:family="table" style:master-page-name="across"/>
<number:date-style style:name="as-day">{DAY}</number:date-style>
<number:date-style style:name="as-moment">{DAY}{TIME}</number:date-style>
<style:style style:name="day" {KIND} style:data-style-name="as-day">{LEFT}</style:style>
<style:style style:name="moment" {KIND} style:data-style-name="as-moment">{LEFT}</style:style>"""
# A4 across, as wide as the sheet and on as many pages down as it takes, with the lines between cells.
PAPER = f"""<office:document-styles {NAMESPACES} office:version="1.2">
<office:styles><style:style style:name="Default" style:family="table-cell">
<style:table-cell-properties style:vertical-align="top"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="a4">
<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"
fo:margin="1.2cm" style:scale-to-X="1" style:scale-to-Y="0" style:print="grid objects zero-values"/>
<style:header-style/><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/>
</style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="across" style:page-layout-name="a4">
<style:header style:display="false"/>
<style:footer><style:region-left><text:p><text:sheet-name>-</text:sheet-name></text:p></style:region-left>
<style:region-right><text:p>%s</text:p></style:region-right></style:footer></style:master-page></office:master-styles>
</office:document-styles>"""
FROZEN = (
    ("VerticalSplitMode", "short", 2), ("VerticalSplitPosition", "int", 1),
    ("ActiveSplitRange", "short", 2), ("PositionBottom", "int", 1),
)  # fmt: skip


def parts(sheet: Sheet, title: str) -> Iterator[bytes]:
    return through_file(lambda out: _write(sheet, title, out))


def _write(sheet: Sheet, title: str, out: IO[bytes]) -> None:
    name = quoteattr(sheet_name(title))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA, zipfile.ZIP_STORED)  # first and bare: it says what the file is
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("settings.xml", _settings(name))
        archive.writestr("styles.xml", PAPER % _page_number())
        with archive.open("content.xml", "w") as content:
            for part in _content(sheet, name):
                content.write(part.encode())


def _content(sheet: Sheet, name: str) -> Iterator[str]:
    headings: list[Value] = [held(str(heading)) for heading in sheet.headings]
    rows = ([plain(value) for value in row] for row in sheet.rows)
    first = list(islice(rows, MEASURED))
    widths = widths_of([headings, *first])
    yield f'<office:document-content {NAMESPACES} office:version="1.2"><office:automatic-styles>{CELL_STYLES}'
    yield from map(_column_style, sorted(set(widths)))
    yield "</office:automatic-styles><office:body><office:spreadsheet><table:table "
    yield f'table:name={name} table:style-name="on-paper">'
    yield from (f'<table:table-column table:style-name="width-{width}"/>' for width in widths)
    yield "<table:table-header-rows>"
    yield _row(_text(str(heading), "heading") for heading in headings)
    yield "</table:table-header-rows>"
    yield from (_row(map(_cell, row)) for row in chain(first, rows))
    yield from (_row(map(_cell, line)) for line in sheet.below)
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _column_style(width: int) -> str:
    size = f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
    return f'<style:style style:name="width-{width}" style:family="table-column">{size}</style:style>'


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells) or EMPTY}</table:table-row>"


def _cell(value: Value) -> str:
    """Only an attribute makes a formula in ODS, and none is ever written."""
    match value:
        case None:
            return EMPTY
        case str():
            return _text(value, "long" if is_long(value) else "")
        case int() | float() | Decimal():
            return _typed("float", f'office:value="{value}"', value)
    style = "moment" if isinstance(value, dt.datetime) else "day"
    return _typed("date", f'office:date-value="{value.isoformat()}" table:style-name="{style}"', value)


def _typed(kind: str, attributes: str, value: Value) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {attributes}>'
        f"<text:p>{text_of(value)}</text:p></table:table-cell>"
    )


def _text(text: str, style: str = "") -> str:
    """A paragraph for each line; tabs and doubled spaces would otherwise be lost. LibreOffice passes over a tab that
    is not in the value too."""
    lines = (escape(line, {"\t": "<text:tab/>", "  ": " <text:s/>"}) for line in text.split("\n"))
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines)
    more = f" office:string-value={quoteattr(text)}" if "\t" in text else ""
    more += f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{more}>{paragraphs}</table:table-cell>'


def _page_number() -> str:
    return _("Side %(page)s av %(pages)s") % {
        "page": "<text:page-number>1</text:page-number>",
        "pages": "<text:page-count>1</text:page-count>",
    }


def _settings(name: str) -> str:
    """The header stays where it is when the rows are scrolled, in LibreOffice and Excel."""
    items = "".join(
        f'<config:config-item config:name="{key}" config:type="{kind}">{number}</config:config-item>'
        for key, kind, number in FROZEN
    )
    return (
        f'<office:document-settings {NAMESPACES} office:version="1.2"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item-map-named config:name="Tables">'
        f"<config:config-item-map-entry config:name={name}>{items}</config:config-item-map-entry>"
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
