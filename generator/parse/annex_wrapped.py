"""Cells that go on in the next line (折行), where blanks part the cells: told by where they begin on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from generator.models import Line
from generator.parse.annex_cells import SUBTASK, WIDE, Cell, Column, RawRow, spaced_cells

NEAR = 1
"""Cells begin at one place if they are so few half-width columns apart: editors round."""
APART = 4
"""Two cells of a row must begin so far apart to be told from each other."""
LAST_WIDTH = 40
"""The last column has no other behind it; what is wider than this is a line of its own."""
PARTED = "、，,；;"
"""Marks between units; without one at the break nothing tells whether a name goes on."""
JOINED = ("title", "text", "note", "score", "other")


def go_on(row: RawRow, above: Line, line: Line, columns: Sequence[Column]) -> RawRow | None:
    """The row with what a line below it adds to its cells.

    Args:
        row: The row.
        above: The line on which its cells begin.
        line: A line below it.
        columns: The columns of the table.

    Returns:
        The row with each cell that goes on; None where a part of the line begins below no cell, below more than one,
        below a number or a time limit, is wider than its column, or may break the name of a unit.
    """
    places = {_place(above, cell): at for at, cells in row.cells for cell in cells if cell.line == above.number}
    if len(places) < 2 or any(abs(a - b) < APART for a in places for b in places if a != b):
        return None
    more: dict[int, Cell] = {}
    for cell in spaced_cells(line, WIDE):
        begins = _place(line, cell)
        at = next((at for place, at in places.items() if abs(place - begins) <= NEAR), None)
        if at is None or at in more or at >= len(columns) or not _may_go_on(row.column(at), cell, columns[at]):
            return None
        if _width(cell.text) > min((place - begins for place in places if place > begins + NEAR), default=LAST_WIDTH):
            return None
        more[at] = replace(cell, goes_on=True)
    return row.model_copy(
        update={"cells": tuple((at, (*cells, more[at]) if at in more else cells) for at, cells in row.cells)}
    )


def _may_go_on(cells: Sequence[Cell], more: Cell, column: Column) -> bool:
    before = cells[-1].text if cells else ""
    if column.kind == "units":
        return before[-1:] in PARTED or more.text[:1] in PARTED
    # a numbered part of a cell is one passage of the text
    return column.kind in JOINED and not any(SUBTASK.search(text) for text in (before, more.text))


def _place(line: Line, cell: Cell) -> int:
    """Where a cell begins, in half-width columns."""
    return _width(line.text[: cell.span[0] - line.start])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
