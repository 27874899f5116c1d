"""A document that is one table: what the writers of all formats are given."""

from __future__ import annotations

from typing import Literal

from generator.models import Frozen

Mark = Literal["same", "insert", "delete", "moved_here", "moved_away"]
"""无变化 / 增加 / 删去 / 移到此处 / 移往他处, against the base."""


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


class Document(Frozen):
    """The whole document: title, a line on what it is, the table, and below it notes and sources, one a line."""

    title: str
    subtitle: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    marked: bool = False


def text_cell(*lines: str, bold: bool = False) -> Cell:
    """A cell of plain paragraphs; empty lines are left out."""
    return tuple(Paragraph(runs=(Run(text=line, bold=bold),)) for line in lines if line)
