"""Rows whose cells blanks part, as a table copied from a PDF file has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import Line
from generator.parse.annex_assign import assign, below_first
from generator.parse.annex_cells import (
    CONTENT,
    WIDE,
    Cell,
    Column,
    RawRow,
    RawTable,
    is_number,
    read_header,
    spaced_cells,
)
from generator.parse.annex_wrapped import go_on
from generator.parse.lines import is_blank
from generator.parse.numbering import read_number
from generator.vocabulary import Vocabulary

MOST_LINES_BETWEEN = 3
"""So many lines that are no rows (the rest of a long cell) may stand between two rows parted by blanks."""
BEFORE_NUMBER = ("group", "other")
"""What may stand before the numbers of rows, in some of them only."""


def read_spaced(
    lines: Sequence[Line], index: int, columns: tuple[Column, ...], separator: re.Pattern[str], vocabulary: Vocabulary
) -> RawTable:
    """Read the rows below a header.

    A row holds its number; without a column of numbers it has as many cells as there are columns. What stands between
    two rows goes on with the cells of the row above where it begins below them, or heads those below where it is
    numbered like a part of the outline; else it is loose.

    Args:
        lines: Consecutive lines.
        index: That of the header.
        columns: What it names.
        separator: What parts the cells.
        vocabulary: Names of columns, units and time limits.

    Returns:
        The table.
    """
    number = _number_column(columns)
    rows: list[RawRow] = []
    loose: list[int] = []
    waiting: list[Line] = []
    last = lines[index].number
    top = lines[index]
    for line in lines[index + 1 :]:
        cells = spaced_cells(line, separator)
        if is_blank(line) or read_header(cells, vocabulary) is not None:
            continue
        if _is_row(cells, columns, number):
            headings = [(between, _heading(between, columns) if number is not None else None) for between in waiting]
            rows += [heading for _, heading in headings if heading is not None]
            loose += [between.number for between, heading in headings if heading is None]
            rows.append(below_first(_row(cells, columns, vocabulary), columns))
            waiting, last, top = [], line.number, line
            continue
        follows = bool(rows) and not waiting and separator is WIDE and line.number == last + 1
        longer = go_on(rows[-1], top, line, columns) if follows else None
        if longer is not None:
            rows[-1], last = longer, line.number
            continue
        waiting.append(line)
        if len(waiting) > MOST_LINES_BETWEEN:
            break
    return RawTable(
        columns=columns, rows=tuple(rows), first_line=lines[index].number, last_line=last, loose=tuple(loose)
    )


def _number_column(columns: Sequence[Column]) -> int | None:
    """The column of numbers, where nothing but names of groups stands before it."""
    at = next((at for at, column in enumerate(columns) if column.kind == "number"), None)
    return at if at is not None and all(column.kind in BEFORE_NUMBER for column in columns[:at]) else None


def _is_row(cells: Sequence[Cell], columns: Sequence[Column], number: int | None) -> bool:
    if len(cells) < 2:
        return False
    return len(cells) == len(columns) if number is None else any(is_number(cell) for cell in cells[: number + 1])


def _heading(line: Line, columns: Sequence[Column]) -> RawRow | None:
    """A heading between the rows (一、夯实基础), None where a line is none."""
    cells = spaced_cells(line, WIDE)
    mark = read_number(cells[0].text) if len(cells) == 1 else None
    if mark is None or mark.form not in ("first", "second"):
        return None
    title = next(at for at, column in enumerate(columns) if column.kind in CONTENT)
    return RawRow(cells=((title, (cells[0],)),), alone=True)


def _row(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> RawRow:
    """By position where each column has its cell, else by what the cells look like."""
    if len(cells) == len(columns):
        return RawRow(cells=tuple((i, (cell,)) for i, cell in enumerate(cells)))
    return assign(cells, columns, vocabulary)
