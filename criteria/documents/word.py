"""The chapter as Word: real styles, real numbering, tables with header rows, Norwegian."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row

from criteria.chapter import Chapter, CriterionLine, Part
from criteria.models import Type
from portal import formats

GREEN = RGBColor(0x0B, 0x3D, 0x28)
NARROW, WIDE = Cm(4), Cm(11)
LANGUAGE = "nb-NO"
ABSTRACT = "71"  # the id of our own numbering among the template's


def draw(chapter: Chapter) -> bytes:
    document = Document()
    _dress(document)
    document.core_properties.title = chapter.title
    document.core_properties.author = ""
    document.core_properties.language = LANGUAGE
    document.add_heading(_("Miljøkrav: %s") % chapter.title, 0)
    document.add_paragraph(
        _("Kravene er hentet fra Innkjøpspanelets miljøkriterier %s. Kode og utgave står ved hvert krav.")
        % formats.day(chapter.made_on)
    )
    for part in chapter.parts:
        document.add_heading(part.label, 1)
        for line in part.lines:
            _requirement(document, line)
        if part.type == Type.TILDELINGSKRITERIUM:
            _weights(document, part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _requirement(document: DocumentType, line: CriterionLine) -> None:
    document.add_heading(line.title, 2)
    document.add_paragraph(line.text)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = NARROW, WIDE
    details = [
        (_("Kode og utgave"), f"{line.code}, {line.group} {line.edition}"),
        (_("Dokumentasjon"), line.verification or "–"),
    ]
    if line.weight is not None:
        details.append((_("Vekt"), _("%s prosent") % line.weight_text))
    if line.is_adapted:
        details.append((_("Merknad"), _("Teksten er tilpasset av oppdragsgiver.")))
    for label, value in details:
        cells = table.add_row().cells
        _fill(cells[0], label, bold=True)
        _fill(cells[1], value)
        cells[0].width, cells[1].width = NARROW, WIDE
    document.add_paragraph()


def _weights(document: DocumentType, part: Part) -> None:
    document.add_heading(_("Vekting"), 2)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, label in zip(
        table.rows[0].cells, (_("Kode"), _("Kriterium"), _("Vekt i prosent")), strict=True
    ):
        _fill(cell, label, bold=True)
    _repeat(table.rows[0])
    for line in part.lines:
        cells = table.add_row().cells
        for cell, text in zip(cells, (line.code, line.title, line.weight_text or "–"), strict=True):
            _fill(cell, text)


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = bold
    paragraph.paragraph_format.space_after = Pt(2)


def _repeat(row: _Row) -> None:
    """A header row, read as such and repeated on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _dress(document: DocumentType) -> None:
    """Colours, the language, and numbers on the headings that follow when a chapter is moved."""
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12)):
        font = document.styles[name].font
        font.size, font.color.rgb, font.name = Pt(size), GREEN, "Calibri"
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    defaults.append(language)
    _number_headings(document)


def _number_headings(document: DocumentType) -> None:
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), ABSTRACT)
    _child(abstract, "w:multiLevelType", "multilevel")
    for level, (style, text) in enumerate((("Heading1", "%1"), ("Heading2", "%1.%2"))):
        step = OxmlElement("w:lvl")
        step.set(qn("w:ilvl"), str(level))
        _child(step, "w:start", "1")
        _child(step, "w:numFmt", "decimal")
        _child(step, "w:pStyle", style)
        _child(step, "w:lvlText", text)
        abstract.append(step)
    numbering.insert(0, abstract)  # before every w:num, as the format demands
    number = numbering.add_num(int(ABSTRACT))
    for level, name in enumerate(("Heading 1", "Heading 2")):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number.numId


def _child(parent: OxmlElement, name: str, value: str) -> None:
    child = OxmlElement(name)
    child.set(qn("w:val"), value)
    parent.append(child)
