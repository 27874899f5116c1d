"""A document as a Word file (.docx): A4 landscape, one real table, its heading repeated on every page."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree
from lxml.etree import _Element

from generator.export.document import COLOURS, LEGEND, Cell, Document, Mark, Paragraph, Row, Run, Source
from generator.export.package import FIXED_TIME, packed

WIDTH, HEIGHT, MARGIN = 297, 210, 15
"""A4 landscape in millimetres."""

TWIPS: Final = 56.6929
"""Twentieths of a point in a millimetre, the unit of widths in a table."""

LATIN = "Times New Roman"
SONG, FANGSONG, HEI = "宋体", "仿宋", "黑体"
"""East Asian typefaces that every office machine has: title, text, headings (after GB/T 9704-2012)."""

LANGUAGE: Final = "zh-CN"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES: Final = {"w": _W[1:-1]}
_BODY, _CORE = "word/document.xml", "docProps/core.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINK_COLOUR: Final = "0563C1"
_TITLE = "policykb-title"

MARKS: Final[dict[Mark, tuple[str, str]]] = {
    "insert": ("u", "single"),
    "moved_here": ("u", "double"),
    "delete": ("strike", "true"),
    "moved_away": ("dstrike", "true"),
}
"""Mark -> element and value that set it off: never by colour alone."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def as_word(document: Document) -> bytes:
    """The document as a Word file.

    Args:
        document: Title, table, notes and sources.

    Returns:
        The bytes of the file; the same document gives the same bytes.
    """
    parts = dict(_shell())
    root = etree.fromstring(parts[_BODY])
    body = root[0]
    body.remove(body[0])
    end = body[-1]
    links = _Links()
    for element in _content(document, links):
        end.addprevious(element)
    parts[_BODY] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    parts[_RELATIONS] = links.added_to(parts[_RELATIONS])
    parts[_CORE] = parts[_CORE].replace(_TITLE.encode(), escape(_clean(document.title)[:250]).encode())
    return packed(parts)


@functools.cache
def _shell() -> tuple[tuple[str, bytes], ...]:
    """The parts of a Word file that has styles, page and footer, and one empty paragraph: made once, for it is slow."""
    word = docx.Document()
    properties = word.core_properties
    properties.author = properties.last_modified_by = "policykb"
    properties.title = _TITLE
    properties.language = LANGUAGE
    properties.comments = ""
    properties.created = properties.modified = FIXED_TIME
    properties.revision = 1
    _set_page(word)
    _set_styles(word)
    word.add_paragraph()
    out = io.BytesIO()
    word.save(out)
    with zipfile.ZipFile(out) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


class _Links:
    """Addresses that the text leads to; the package lists them beside the text (ECMA-376 part 2, 9.3)."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def to(self, address: str) -> _Element:
        """A link that shows its address; what stands behind # is given apart, as Word writes it."""
        page, _, anchor = address.partition("#")
        name = self._ids.setdefault(page, f"rIdLink{len(self._ids) + 1}")
        element = etree.Element(f"{_W}hyperlink", {f"{{{_OFFICE}}}id": name}, nsmap={**_NAMES, "r": _OFFICE})
        if anchor:
            element.set(f"{_W}anchor", anchor)
        run = _run(Run(text=address))
        properties = _element("rPr")
        properties.extend([_element("color", val=_LINK_COLOUR), _element("u", val="single")])
        run.insert(0, properties)
        element.append(run)
        return element

    def added_to(self, relations: bytes) -> bytes:
        root = etree.fromstring(relations)
        for page, name in self._ids.items():
            target = {"Id": name, "Type": f"{_OFFICE}/hyperlink", "Target": page, "TargetMode": "External"}
            root.append(etree.Element(f"{{{root.nsmap[None]}}}Relationship", target))
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _content(document: Document, links: _Links) -> Iterator[_Element]:
    yield _line(document.title, "Title")
    if document.subtitle:
        yield _line(document.subtitle, "Note")
    if document.marked:
        yield _legend()
    if document.rows:
        yield _table(document)
    for note in document.notes:
        yield _line(note, "Note")
    if document.sources:
        heading = _line("来源：", "Note")
        heading[0].append(_element("keepNext"))  # Never alone at the end of a page.
        yield heading
    for number, source in enumerate(document.sources, start=1):
        yield _source(number, source, links)


def _source(number: int, source: Source, links: _Links) -> _Element:
    """The line of a source, its addresses as links."""
    element = _line(f"{number}. {source.name}", "Note")
    element.extend(links.to(text) if address else _run(Run(text=text)) for text, address in source.pieces)
    return element


def _line(text: str, style: str) -> _Element:
    element = _styled(style)
    element.append(_run(Run(text=text)))
    return element


def _legend() -> _Element:
    element = _styled("Note")
    element.append(_run(Run(text="标记：")))
    for mark, text in LEGEND.items():
        element.extend([_run(Run(text=text, mark=mark)), _run(Run(text="　"))])
    return element


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _set_styles(word: WordDocument) -> None:
    styles = word.styles
    styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    # Without it programs take East Asian text for that of no place, and set its marks in the middle of their square.
    for element in (*styles.element.iter(qn("w:lang")), *word.settings.element.iter(qn("w:themeFontLang"))):
        element.set(qn("w:eastAsia"), LANGUAGE)
    for name, size, typeface, bold in (
        ("Normal", 10.5, FANGSONG, False),
        ("Title", 18, SONG, True),
        ("Note", 9, FANGSONG, False),
        ("Cell", 9.5, FANGSONG, False),
    ):
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.bold, style.font.name = Pt(size), bold, LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The theme's fonts of the blank template would win over the names.
        for key in [key for key in fonts.attrib if "heme" in str(key)]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), LATIN)
        fonts.set(qn("w:eastAsia"), typeface)
        style.paragraph_format.space_before = Pt(2 if name == "Note" else 0)
        style.paragraph_format.space_after = Pt(2 if name != "Title" else 6)
        style.paragraph_format.line_spacing = 1.15
        if name == "Title":
            style.paragraph_format.alignment = 1
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)


def _element(name: str, **attributes: str) -> _Element:
    return etree.Element(f"{_W}{name}", {f"{_W}{key}": value for key, value in attributes.items()}, nsmap=_NAMES)


def _table(document: Document) -> _Element:
    """The table, built from elements: the library's own cells take a hundred times as long."""
    total = sum(column.width for column in document.columns)
    widths = [round((WIDTH - 2 * MARGIN) * TWIPS * column.width / total) for column in document.columns]
    table = _element("tbl")
    properties = _element("tblPr")
    borders = _element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(side, val="single", sz="4", space="0", color="808080"))
    margins = _element("tblCellMar")
    margins.extend([_element(side, w="85", type="dxa") for side in ("top", "left", "bottom", "right")])
    width = _element("tblW", w=str(sum(widths)), type="dxa")
    properties.extend([width, borders, _element("tblLayout", type="fixed"), margins])
    grid = _element("tblGrid")
    grid.extend([_element("gridCol", w=str(width)) for width in widths])
    table.extend([properties, grid, _head(document, widths)])
    table.extend([_row(row, widths) for row in document.rows])
    return table


def _head(document: Document, widths: list[int]) -> _Element:
    row = _element("tr")
    properties = _element("trPr")
    properties.extend([_element("cantSplit"), _element("tblHeader")])
    row.append(properties)
    for column, width in zip(document.columns, widths, strict=True):
        lines = [Paragraph(runs=(Run(text=column.title, bold=True),))]
        if column.subtitle:
            lines.append(Paragraph(runs=(Run(text=column.subtitle),), quiet=True))
        row.append(_cell(tuple(lines), width, shade="E8EBEF"))
    return row


def _row(row: Row, widths: list[int]) -> _Element:
    element = _element("tr")
    if row.heading:
        properties = _element("trPr")
        properties.append(_element("cantSplit"))
        element.append(properties)
        element.append(_cell(row.cells[0], sum(widths), span=len(widths), shade="F4F5F7", keep=True))
        return element
    element.extend([_cell(cell, width) for cell, width in zip(row.cells, widths, strict=True)])
    return element


def _cell(cell: Cell, width: int, *, span: int = 1, shade: str = "", keep: bool = False) -> _Element:
    element = _element("tc")
    properties = _element("tcPr")
    properties.append(_element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(_element("gridSpan", val=str(span)))
    if shade:
        properties.append(_element("shd", val="clear", color="auto", fill=shade))
    element.append(properties)
    element.extend([_paragraph(paragraph, keep) for paragraph in cell] or [_paragraph(Paragraph(runs=()), keep)])
    return element


def _paragraph(paragraph: Paragraph, keep: bool) -> _Element:
    element = _styled("Note" if paragraph.quiet else "Cell")
    if keep:
        element[0].append(_element("keepNext"))
    element.extend([_run(run) for run in paragraph.runs])
    return element


def _styled(style: str) -> _Element:
    element = _element("p")
    properties = _element("pPr")
    properties.append(_element("pStyle", val=style))
    element.append(properties)
    return element


def _run(run: Run) -> _Element:
    element = _element("r")
    properties = _element("rPr")
    if run.bold:
        properties.append(_element("rFonts", eastAsia=HEI))
        properties.append(_element("b"))
    if run.mark in MARKS:
        name, value = MARKS[run.mark]
        mark, colour = _element(name, val=value), _element("color", val=COLOURS[run.mark])
        # The schema's order: strikes before the colour, underline behind it.
        properties.extend([colour, mark] if name == "u" else [mark, colour])
    if len(properties):
        element.append(properties)
    element.extend(_text(_clean(run.text)))
    return element


def _text(text: str) -> Iterator[_Element]:
    for number, line in enumerate(re.split("[\n\u2028\u2029]", text)):
        if number:
            yield _element("br")
        element = _element("t")
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        element.text = line
        yield element


def _clean(text: str) -> str:
    """The text without what XML does not allow."""
    return _CONTROL.sub("\ufffd", text.replace("\r", "\n"))
