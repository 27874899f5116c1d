"""Groups of rows (领域、一级任务, headings between rows): which columns name them, and to which each row belongs."""

from __future__ import annotations

from collections.abc import Sequence

from generator.parse.annex_cells import CONTENT, Cell, Column, RawRow, RawTable
from generator.parse.numbering import read_number

UNNUMBERED = 0
"""Rank of a heading between the rows that has no number: it ends all others."""

OUTLINE = ("first", "second")
"""Forms of numbers that head rows; bare numbers are those of rows."""


def whole_rows(table: RawTable) -> RawTable:
    """A table whose rows each say what is to be done, as far as it can be told.

    An unknown column does where the only known one names groups; a row that says nothing but by whom or by when goes on
    with the one above, whose cell reaches down over it.

    Args:
        table: The table as the file has it.

    Returns:
        The table.
    """
    columns = _with_content(table)
    rows: list[RawRow] = []
    for row in table.rows:
        if rows and _only_adds(row, columns) and not rows[-1].alone:
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(row)
    return table.model_copy(update={"columns": columns, "rows": tuple(rows)})


def _with_content(table: RawTable) -> tuple[Column, ...]:
    content = [at for at, column in enumerate(table.columns) if column.kind in CONTENT]
    if len(content) != 1:
        return table.columns
    below = [row for row in table.rows if _reached(row, content[0], table)]
    further = [at for at, column in enumerate(table.columns) if column.kind == "other" and at > content[0]]
    said = next((at for at in further if below and all(row.column(at) for row in below)), None)
    return tuple(c.model_copy(update={"kind": "text"}) if at == said else c for at, c in enumerate(table.columns))


def _only_adds(row: RawRow, columns: Sequence[Column]) -> bool:
    kinds = {columns[at].kind for at, cells in row.cells if cells and at < len(columns)}
    return bool(kinds & {"units", "deadline"}) and not kinds & {"number", "group", "value", *CONTENT}


def _joined(above: RawRow, row: RawRow) -> RawRow:
    places = sorted({at for at, _ in (*above.cells, *row.cells)})
    cells = tuple((at, (*above.column(at), *row.column(at))) for at in places)
    return above.model_copy(update={"cells": cells, "empty": above.empty - set(places)})


def grouping(table: RawTable) -> tuple[int, ...]:
    """The columns that name groups of rows and no row: by their name, or as one cell of theirs stands for several rows.

    Where the file does not tell which cells are merged, an empty one beside another content is taken for it.

    Args:
        table: The table.

    Returns:
        The columns from left to right; there is always one that names the rows on their right.
    """
    columns = table.columns
    content = [at for at, column in enumerate(columns) if column.kind in CONTENT]
    found: list[int] = []
    left = list(content)
    for at, column in enumerate(columns):
        right = [one for one in content if one > at]
        if not right:
            break
        reaches = any(_reached(row, at, table) and any(row.column(one) for one in right) for row in table.rows)
        if column.kind == "group" or (reaches and (at == left[0] or (column.kind == "other" and at < left[0]))):
            found.append(at)
            left = [one for one in left if one != at]
    return tuple(found)


def _reached(row: RawRow, at: int, table: RawTable) -> bool:
    return at in row.covered or (not table.told and at in row.empty)


def group_cells(table: RawTable, columns: Sequence[int]) -> tuple[tuple[tuple[int, Cell], ...], ...]:
    """The cells that name the groups of each row, from the widest one.

    Args:
        table: The table.
        columns: Those of its columns that name groups; an empty cell of theirs goes on with the one above.

    Returns:
        For each row the cells with their columns; -1 for a heading between the rows.
    """
    found: list[tuple[tuple[int, Cell], ...]] = []
    held: dict[int, tuple[Cell, ...]] = {}
    headings: list[tuple[int, Cell]] = []
    for index, row in enumerate(table.rows):
        if is_heading(table, index):
            cell = row.cells[0][1][0]
            mark = read_number(cell.text)
            rank = mark.rank if mark is not None else UNNUMBERED
            headings = [one for one in headings if one[0] < rank]
            found.append(tuple((-1, one) for _, one in headings))
            headings.append((rank, cell))
            held = {}
            continue
        for at in columns:
            if row.column(at):
                held = {one: cells for one, cells in held.items() if one < at} | {at: row.column(at)}
        named = ((at, cell) for at in columns for cell in held.get(at, ()))
        found.append((*((-1, cell) for _, cell in headings), *named))
    return tuple(found)


def is_heading(table: RawTable, index: int) -> bool:
    """Whether a row heads those below it: one of a single cell, or one without number before the number 1."""
    row = table.rows[index]
    numbers = [at for at, column in enumerate(table.columns) if column.kind == "number"]
    if any(row.column(at) or at in row.covered for at in numbers):
        return False
    if row.alone or (len(row.cells) == 1 and not row.covered and not table.told):
        mark = read_number(row.cells[0][1][0].text)
        if (row.alone and numbers) or (mark is not None and mark.form in OUTLINE):
            return True
    below = table.rows[index + 1] if index + 1 < len(table.rows) else None
    said = any(table.columns[at].kind in CONTENT for at, _ in row.cells if at < len(table.columns))
    first = (cell.text.strip("()（）.．、") for at in numbers for cell in (below.column(at) if below else ()))
    return said and any(number in ("1", "一") for number in first)
