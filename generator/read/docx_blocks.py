"""The walk over a Word document: paragraphs, tables, text boxes, tracked changes, fields and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from generator.read.docx_numbering import Numbering
from generator.read.tables import COVERED, MOST_COLUMNS, table_lines
from generator.read.xml_names import attribute, child, children, integer, is_on, local

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
"""Hold blocks, rows or cells without changing what they are; insertions are shown as part of the text."""

_NO_TEXT = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "instrText", "rt", "tblPr", "sdtPr", "sdtEndPr"}
)
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_BREAKS = frozenset({"br", "cr"})
_SPACES = frozenset({"tab", "ptab"})
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_BLANK = re.compile(r"[ \t\r\f\v]+")
_EDGES = " \t"


class _Inline:
    """The text of one paragraph while it is read: its parts, and the text boxes that hang on it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []
        self.fields: list[bool] = []
        """For each field that is open: whether its instruction (which is not printed) is being read."""


class Walker:
    """Turns blocks into lines; numbers and notes are counted through the whole document."""

    def __init__(self, numbering: Numbering) -> None:
        """Begin a document whose lists `numbering` knows."""
        self._numbering = numbering
        self._referenced: list[tuple[str, str]] = []
        self._carried = ""

    def lines(self, container: etree._Element) -> list[str]:
        """The lines of a body, cell, text box or note.

        Args:
            container: The element that holds the blocks.

        Returns:
            Paragraphs and table rows, without line ends; paragraphs without text are left out.
        """
        found: list[str] = []
        for block in _unwrapped(container, "p", "tbl"):
            found += self._paragraph(block) if local(block) == "p" else self._table(block)
        if self._carried.strip():
            found += _cut("", self._carried)
        self._carried = ""
        return found

    def notes(self, footnotes: etree._Element | None, endnotes: etree._Element | None) -> list[str]:
        """The notes that the text refers to, in the order of the references, each on lines of its own."""
        texts: dict[tuple[str, str], etree._Element] = {}
        for root, kind in ((footnotes, "footnote"), (endnotes, "endnote")):
            for note in children(root, kind) if root is not None else ():
                texts[kind, attribute(note, "id") or ""] = note
        found: list[str] = []
        for reference in dict.fromkeys(self._referenced):
            if reference in texts:
                text = " ".join(self.lines(texts[reference])).strip()
                found += [f"注{len(found) + 1}：{text}"] if text else []
        return found

    def _paragraph(self, paragraph: etree._Element, cell: bool = False) -> list[str]:
        properties = child(paragraph, "pPr")
        inline = _Inline()
        self._read(paragraph, inline, drawing=False)
        text = self._carried + "".join(inline.parts)
        self._carried = ""
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
            # The mark between this paragraph and the next is deleted: they are one, with the next one's number.
            self._carried = text
            lines = []
        else:
            lines = _cut(self._numbering.label(properties), text, cell)
        carried, self._carried = self._carried, ""
        for box in inline.boxes:
            lines += self.lines(box)
        self._carried = carried
        return lines

    def _read(self, element: etree._Element, inline: _Inline, drawing: bool) -> None:
        for node in element:
            name = local(node)
            if name == "txbxContent":
                inline.boxes.append(node)
            elif name in _NO_TEXT or not name:
                continue
            elif name == "AlternateContent":
                chosen = child(node, "Choice")
                chosen = chosen if chosen is not None and _has_text(chosen) else child(node, "Fallback")
                if chosen is not None:
                    self._read(chosen, inline, drawing)
            elif name == "fldChar":
                _field(attribute(node, "fldCharType"), inline)
            elif name == "r" and is_on(child(node, "rPr", "vanish")):
                continue
            elif name in _REFERENCES:
                self._referenced.append((_REFERENCES[name], attribute(node, "id") or ""))
            elif len(node) or name in _DRAWINGS:
                self._read(node, inline, drawing or name in _DRAWINGS)
            elif not drawing and not any(inline.fields):
                inline.parts.append(_text(node, name))

    def _table(self, table: etree._Element) -> list[str]:
        rows = [row for row in _unwrapped(table, "tr") if child(row, "trPr", "del") is None]
        cells = [list(_unwrapped(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):
            # A frame around paragraphs (imprint, page arranged by a table): they stay paragraphs.
            return [line for cell in chain.from_iterable(cells) for line in self.lines(cell)]
        return table_lines([self._row(row, own) for row, own in zip(rows, cells, strict=True)])

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> list[str]:
        before = integer(attribute(child(row, "trPr", "gridBefore")), 0) or 0
        texts = [""] * max(0, min(before, MOST_COLUMNS))
        for cell in cells:
            properties = child(cell, "tcPr")
            below = _continues(child(properties, "vMerge"))
            beside = _continues(child(properties, "hMerge"))
            deleted = child(properties, "cellDel") is not None
            text = COVERED if below else "" if beside or deleted else self._cell(cell)
            span = integer(attribute(child(properties, "gridSpan")), 1) or 1
            texts += [text, *([""] * (max(1, min(span, MOST_COLUMNS)) - 1))]
        return texts[: MOST_COLUMNS * 2]

    def _cell(self, cell: etree._Element) -> str:
        parts: list[str] = []
        for block in _unwrapped(cell, "p", "tbl"):
            if local(block) == "p":
                parts += self._paragraph(block, cell=True)
            else:
                parts += [line.replace("\t", " ").replace(COVERED, "") for line in self._table(block)]
        if self._carried.strip():
            parts += _cut("", self._carried)
        self._carried = ""
        return " ".join(part for part in parts if part)


def _unwrapped(container: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, also those inside content controls, insertions and the like."""
    for node in container:
        name = local(node)
        if name in names:
            yield node
        elif name in _WRAPPERS:
            yield from _unwrapped(node, *names)
        elif name == "AlternateContent":
            chosen = child(node, "Choice")
            chosen = chosen if chosen is not None else child(node, "Fallback")
            if chosen is not None:
                yield from _unwrapped(chosen, *names)


def _cut(label: str, text: str, cell: bool = False) -> list[str]:
    """The lines of a paragraph; a number without text is printed in cells only (a column of row numbers)."""
    lines = [_BLANK.sub(_narrow, line).strip(_EDGES) for line in text.split("\n")]
    filled = [line for line in lines if line]
    if not filled:
        return [label.strip()] if cell and label else []
    return [label + filled[0], *filled[1:]]


def _narrow(match: re.Match[str]) -> str:
    """Tabs and line ends inside running text become a space; spaces stay as many as they are."""
    return match.group() if match.group().strip(" ") == "" else " "


def _text(node: etree._Element, name: str) -> str:
    if name == "t":
        return (node.text or "").replace("\n", " ")
    if name in _BREAKS:
        return "\n"
    if name in _SPACES:
        return " "
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        code = attribute(node, "char") or ""
        value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
        # Signs of symbol fonts have private codes that mean nothing without the font.
        return chr(value) if 0x20 < value < 0xD800 else "□"
    return ""


def _field(kind: str | None, inline: _Inline) -> None:
    if kind == "begin":
        inline.fields.append(True)
    elif kind == "separate" and inline.fields:
        inline.fields[-1] = False
    elif kind == "end" and inline.fields:
        inline.fields.pop()


def _continues(merge: etree._Element | None) -> bool:
    """Whether a cell is covered by the merged cell above or before it."""
    return merge is not None and attribute(merge) in (None, "continue")


def _has_text(element: etree._Element) -> bool:
    return any(local(node) in ("t", "txbxContent") for node in element.iter())
