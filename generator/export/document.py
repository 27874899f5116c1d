"""A document that is one table: what the writers of all formats are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from generator.models import Frozen

Mark = Literal["same", "insert", "delete", "moved_here", "moved_away"]
"""无变化 / 增加 / 删去 / 移到此处 / 移往他处, against the base."""

LEGEND: Final[Mapping[Mark, str]] = MappingProxyType(
    {"insert": "增加", "delete": "删去", "moved_here": "移到此处", "moved_away": "移往他处"}
)
"""The marks as readers are told of them, in this order."""

COLOURS: Final[Mapping[Mark, str]] = MappingProxyType(
    {"insert": "1F4E9E", "delete": "A4262C", "moved_here": "2E6B34", "moved_away": "2E6B34"}
)
"""The colour of marked text (RRGGBB) in office files; each sets it off by more than that."""


class Run(Frozen):
    """A stretch of text under one mark; `bold` for headings inside a cell."""

    text: str
    mark: Mark = "same"
    bold: bool = False


class Paragraph(Frozen):
    """A paragraph of a cell; `quiet` ones (notes) are set smaller."""

    runs: tuple[Run, ...]
    quiet: bool = False


Cell = tuple[Paragraph, ...]


class Column(Frozen):
    """A column: its heading, a second line below it, and its width as a share of the table."""

    title: str
    subtitle: str = ""
    width: float = 1.0


class Row(Frozen):
    """A row; a `heading` row has one cell that spans the table."""

    cells: tuple[Cell, ...]
    heading: bool = False


class Place(Frozen):
    """A passage of a source: its number ("" for the whole), and its full address, "" where none is known."""

    label: str = ""
    address: str = ""


class Source(Frozen):
    """What the table is taken from: a document by title and number, and the passages in it."""

    name: str
    places: tuple[Place, ...] = ()

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """What stands behind the name on its line: text, and whether it is an address."""
        told = [place for place in self.places if place.label or place.address]
        between = "：" if self.name else ""
        for place in told:
            yield f"{between}{place.label}{' ' if place.label and place.address else ''}", False
            if place.address:
                yield place.address, True
            between = "；"

    @property
    def text(self) -> str:
        """The source on one line, addresses written out."""
        return self.name + "".join(text for text, _ in self.pieces)


class Document(Frozen):
    """The whole document: title, a line on what it is, the table, and below it notes and sources, one a line."""

    title: str
    subtitle: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    marked: bool = False


def text_cell(*lines: str, bold: bool = False) -> Cell:
    """A cell of plain paragraphs; empty lines are left out."""
    return tuple(Paragraph(runs=(Run(text=line, bold=bold),)) for line in lines if line)
