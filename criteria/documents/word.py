"""The chapter as Word, ready to stand in a tender: real paragraphs, lists, numbers and header rows."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from criteria.chapter import Chapter, CriterionLine, Part
from criteria.documents.word_page import BULLETS, LEAD, NUMBERS, SOURCE, TABLE, blank
from portal import formats
from portal.files.cells import held
from portal.text import TextBlock, blocks

WIDTHS = (Cm(2.6), Cm(10.4), Cm(3))
MOST_TOGETHER = 12  # rows of a table that are kept on one page
LISTS = {"ul": BULLETS, "ol": NUMBERS}


def draw(chapter: Chapter) -> bytes:
    document = blank(held(chapter.title), chapter.made_on)
    document.add_heading(held(_("Miljøkrav: %s") % chapter.title), 0)
    document.add_paragraph(held(chapter.source))
    for part in chapter.parts:
        document.add_heading(part.label, 1)
        for line in part.lines:
            _requirement(document, line)
        if any(line.weight is not None for line in part.lines):
            _weights(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _requirement(document: DocumentType, line: CriterionLine) -> None:
    """The requirement with what belongs to it; its source stands with the last of its words."""
    document.add_heading(held(line.title), 2)
    parts = [("", line.text), (_("Dokumentasjon"), line.verification), *line.remarks]
    for label, text in parts:
        if text and label:
            document.add_paragraph(label, LEAD)
        write(document, text)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(held(". ".join(_details(line))), SOURCE)


def _details(line: CriterionLine) -> Iterator[str]:
    yield f"{line.code}, {line.group} {line.edition}"
    if line.weight is not None:
        yield _("Vekt %s prosent") % line.weight_text
    if line.is_adapted:
        yield _("Teksten er tilpasset av oppdragsgiver")


def write(document: DocumentType, text: str) -> None:
    """Paragraphs and lists. The line before a list stands with it."""
    before: Paragraph | None = None
    for block in blocks(held(text)):
        if block.kind == "p":
            before = document.add_paragraph("\n".join(block.lines))
        else:
            if before is not None:
                before.paragraph_format.keep_with_next = True
            _list(document, block)


def _list(document: DocumentType, block: TextBlock) -> None:
    items = [document.add_paragraph(line, LISTS[block.kind]) for line in block.lines]
    if block.kind == "ol":
        number = _from_one(document)
        for item in items:
            item._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def _from_one(document: DocumentType) -> int:
    """The id of a numbering like that of the style, which begins at 1 again."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[NUMBERS].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _weights(document: DocumentType, part: Part) -> None:
    document.add_heading(_("Vekting"), 2)
    table = document.add_table(rows=0, cols=len(WIDTHS), style=TABLE)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width  # LibreOffice reads these, and Word those of the cells
    header = _row(table, (_("Kode"), _("Kriterium"), _("Vekt i prosent")), bold=True)
    _mark(header, "w:tblHeader")
    for line in part.lines:
        _row(table, (line.code, line.title, line.weight_text or _("Ikke oppgitt")))
    _row(table, ("", _("Sum"), formats.decimal(part.weight_sum)), bold=True)
    for row in table.rows[:-1]:  # a table that fits on a page is not split
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = len(table.rows) <= MOST_TOGETHER


def _row(table: Table, texts: tuple[str, ...], *, bold: bool = False) -> _Row:
    """A row that is never split between pages."""
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = width
        _fill(cell, text, bold=bold)
    row.cells[-1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(held(text)).bold = bold
    paragraph.paragraph_format.space_after = 0


def _mark(row: _Row, name: str) -> None:
    """`w:tblHeader`: read as a header and repeated on each page. `w:cantSplit`: kept on one."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
