"""An empty Word document of the portal's own: A4, Norwegian, with the styles that are used and nothing of the
template that python-docx begins from."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

GREEN, GREY = RGBColor(0x0B, 0x3D, 0x28), RGBColor(0x4C, 0x5F, 0x54)
FONT = "Calibri"
LANGUAGE = "nb-NO"
LEAD, SOURCE = "Ledetekst", "Kilde"  # styles of our own
BULLETS, NUMBERS, TABLE = "List Bullet", "List Number", "Table Grid"
HEADINGS = ("Heading 1", "Heading 2")
SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Normal": 11}  # points
USED = {
    *SIZES,
    BULLETS,
    NUMBERS,
    TABLE,
    LEAD,
    SOURCE,
    "Footer",
    "Normal Table",
    "Default Paragraph Font",
    "No List",
}
ABSTRACT = "71"  # the id of our own numbering among the template's
# Parts of the template that say whose it was: its picture, program, theme data and styles for older Word.
LEFT_OVER = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects", "webSettings")
COMPATIBLE = "15"  # Word 2013 and later; anything less opens as an old file
SETTINGS = ("zoom", "savePreviewPicture", "rsids", "shapeDefaults", "decimalSymbol", "listSeparator", "docId")


def blank(title: str, made_on: dt.date) -> DocumentType:
    document = Document()
    _empty(document)
    _describe(document, title, made_on)
    _page(document)
    _dress(document)
    _number_headings(document)
    return document


def _empty(document: DocumentType) -> None:
    """Take out what nobody asked for."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in LEFT_OVER:
                del owner.rels[key]
    settings = document.settings.element
    for child in list(settings):
        if child.tag.rsplit("}", 1)[-1] in SETTINGS:
            settings.remove(child)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), COMPATIBLE)
    for language in settings.iter(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), LANGUAGE)


def _describe(document: DocumentType, title: str, made_on: dt.date) -> None:
    about = document.core_properties
    about.title, about.language = title, LANGUAGE
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
    about.created = about.modified = dt.datetime.combine(made_on, dt.time())
    about.revision = 1


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    footer = section.footer.paragraphs[0]
    footer.add_run(_("Side") + " ")
    _field(footer, "PAGE")
    footer.add_run(" " + _("av") + " ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _dress(document: DocumentType) -> None:
    """Styles: their fonts and colours, what keeps with what, and the language."""
    styles = document.styles
    for name, size in SIZES.items():
        _font(styles[name], size, None if name == "Normal" else GREEN)
    _rule_off(styles["Title"])
    lead = _new_style(document, LEAD, 11)
    lead.font.bold, lead.paragraph_format.keep_with_next = True, True
    lead.paragraph_format.space_after = Pt(2)
    _new_style(document, SOURCE, 9).font.color.rgb = GREY
    _font(styles["Footer"], 9, GREY)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.widow_control = True
    for style in [style for style in styles if style.name not in USED]:
        style.delete()
    for link in list(styles.element.iter(qn("w:link"))):  # to the runs' twins of paragraph styles
        link.getparent().remove(link)
    _speak(document)


def _new_style(document: DocumentType, name: str, size: int) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = document.styles["Normal"], True
    _font(style, size, None)
    return style


def _font(style: ParagraphStyle, size: int, colour: RGBColor | None) -> None:
    """A font by name: the template's are of a theme, which takes precedence."""
    font = style.font
    font.name, font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme") or name.endswith("theme")]:
        del fonts.attrib[name]
    if colour is not None:
        font.color.rgb = colour


def _rule_off(style: ParagraphStyle) -> None:
    """The template's blue line under the title."""
    border = style.element.pPr.find(qn("w:pBdr"))
    style.element.pPr.remove(border)


def _speak(document: DocumentType) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    defaults.append(language)


def _number_headings(document: DocumentType) -> None:
    """Numbers that follow when a chapter is moved."""
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
    for level, name in enumerate(HEADINGS):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number.numId


def _child(parent: OxmlElement, name: str, value: str) -> None:
    child = OxmlElement(name)
    child.set(qn("w:val"), value)
    parent.append(child)
