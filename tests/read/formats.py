"""Writers of web pages, Word files, PDFs and OFDs for tests: a plain text in, the bytes of a file out.

Lines with tabs become rows of a real table, all other filled lines paragraphs.
"""

from __future__ import annotations

import html
import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Block = str | list[list[str]]
"""A paragraph, or the rows of a table."""

CLOSING = "”’）)〕］]】》〉」』、，。；：！？,.;:!?%"
OPENING = "“‘（(〔［[【《〈「『"


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs and tables of a text; a line of white space that is not empty stays (an empty cell)."""
    lines = (line for line in text.splitlines() if line.strip(" "))
    for tabbed, group in itertools.groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            yield [line.split("\t") for line in group]
        else:
            yield from group


def write_html(text: str, encoding: str = "utf-8") -> bytes:
    """A page as sites make them: a menu above, a foot below, paragraphs and tables between."""
    menu = "".join(f'<li><a href="/{n}.html">栏目{n}</a></li>' for n in range(8))
    parts = [
        f'<html><head><meta charset="{encoding}"><title>政策</title><style>p{{color:red}}</style></head><body>',
        f'<div class="nav"><ul>{menu}</ul></div><script>document.write("<p>脚本</p>")</script><div id="zoom">',
    ]
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>\n")
        else:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>")
    parts.append('</div><div class="footer">主办：某市人民政府　备案号：123</div></body></html>')
    return "".join(parts).encode(encoding)


def write_docx(text: str) -> bytes:
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=max(map(len, block)))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, content in zip(row.cells, texts, strict=False):
                cell.text = content
    return bytes_of(document)


def bytes_of(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def wrap(text: str, first: float, full: float, size: float) -> list[str]:
    """Break a paragraph as Chinese word processors do: anywhere but inside a word and before closing marks."""
    units: list[str] = []
    for character in text:
        glued = units and (
            character in CLOSING
            or units[-1][-1] in OPENING
            or (units[-1][-1].isascii() and units[-1][-1].isalnum() and character.isascii() and character.isalnum())
        )
        if glued:
            units[-1] += character
        else:
            units.append(character)
    lines: list[str] = []
    line = ""
    for unit in units:
        room = full if lines else first
        if line and _width(line + unit, size) > room:
            lines.append(line)
            line = ""
        line += unit
    return [*lines, line]


def _width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, "STSong-Light", size))


class Print(NamedTuple):
    """A text at a place of a page: left and baseline in points from the lower left corner."""

    x: float
    y: float
    size: float
    text: str


class Sheet(NamedTuple):
    """A page of A4: its texts and rectangles (x, y, width, height), all in points."""

    prints: list[Print]
    boxes: list[tuple[float, float, float, float]]


class Printer:
    """Sets paragraphs and ruled tables on pages with running heads and page numbers."""

    SIZE, LEADING, LEFT, RIGHT, TOP, BOTTOM = 16.0, 28.0, 80.0, 520.0, 740.0, 100.0

    def __init__(self, head: str = "某市政策汇编") -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.head = head
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._begin()

    def _begin(self) -> None:
        self.sheets.append(Sheet([], []))
        if self.head:
            self.put(self.LEFT, 800, 12, self.head)
        self.put(280, 50, 12, f"— {len(self.sheets)} —")
        self.y = self.TOP

    def put(self, x: float, y: float, size: float, text: str) -> None:
        self.sheets[-1].prints.append(Print(x, y, size, text))

    def _room(self, height: float) -> None:
        if self.y - height < self.BOTTOM:
            self._begin()

    def paragraph(self, text: str, indent: float = 2.0, after: float = 0.0) -> None:
        first = self.RIGHT - self.LEFT - indent * self.SIZE
        for number, line in enumerate(wrap(text.strip(" "), first, self.RIGHT - self.LEFT, self.SIZE)):
            self._room(self.LEADING)
            self.put(self.LEFT + (0 if number else indent * self.SIZE), self.y, self.SIZE, line)
            self.y -= self.LEADING
        self.y -= after

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        count = max(map(len, rows))
        size, pad = 9.0, 3.0
        shares = [max(2.0, min(14.0, max(len(row[i]) for row in rows if i < len(row)) / 2)) for i in range(count)]
        widths = [share / sum(shares) * (self.RIGHT - self.LEFT) for share in shares]
        for row in rows:
            cells = [wrap(text, w - 2 * pad, w - 2 * pad, size) for text, w in zip(row, widths, strict=False)]
            height = max(map(len, cells)) * size * 1.3 + 2 * pad
            self._room(height)
            x = self.LEFT
            top = self.y + self.LEADING * 0.7
            for lines, width in zip(cells, widths, strict=False):
                self.sheets[-1].boxes.append((x, top - height, width, height))
                for number, line in enumerate(lines):
                    self.put(x + pad, top - pad - size - number * size * 1.3, size, line)
                x += width
            self.y -= height
        self.y -= self.LEADING


def print_text(text: str, indent: float = 2.0, after: float = 0.0) -> list[Sheet]:
    """Set a document; `indent` in characters and `after` in points are how its paragraphs are told apart."""
    printer = Printer()
    for block in blocks(text):
        if isinstance(block, str):
            printer.paragraph(block, indent, after)
        else:
            printer.table(block)
    return printer.sheets


def pdf_of(sheets: Iterable[Sheet]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for sheet in sheets:
        for box in sheet.boxes:
            canvas.rect(*box)
        for x, y, size, text in sheet.prints:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def write_pdf(text: str) -> bytes:
    return pdf_of(print_text(text))


def write_pdf_without_indents(text: str) -> bytes:
    return pdf_of(print_text(text, indent=0, after=12))


def write_zip(entries: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def write_ofd(text: str) -> bytes:
    return ofd_of(print_text(text))


def ofd_of(sheets: Sequence[Sheet]) -> bytes:
    """The file that converters make of printed pages: millimetres from the upper left corner, an object a line."""
    entries: dict[str, str | bytes] = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    for number, sheet in enumerate(sheets):
        objects = "".join(_path_object(*box) for box in sheet.boxes) + "".join(map(_text_object, sheet.prints))
        entries[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(sheets)))
    entries["Doc_0/Document.xml"] = (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
    return write_zip(entries)


MM = 25.4 / 72


def _text_object(shown: Print) -> str:
    size, x, base = shown.size * MM, shown.x * MM, 297 - shown.y * MM
    deltas = " ".join(f"{_width(character, size):.3f}" for character in shown.text[:-1])
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {base - size:.3f} 200 {size * 1.2:.3f}" Font="1" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{deltas}">{html.escape(shown.text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _path_object(x: float, y: float, width: float, height: float) -> str:
    w, h = width * MM, height * MM
    return (
        f'<ofd:PathObject ID="8" Boundary="{x * MM:.3f} {297 - y * MM - h:.3f} {w:.3f} {h:.3f}" LineWidth="0.25">'
        f"<ofd:AbbreviatedData>M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C</ofd:AbbreviatedData></ofd:PathObject>"
    )
