"""Groups of rows (领域、一级任务, headings between rows): which columns name them, and to which each row belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.parse.annex_cells import (
    CONTENT,
    Cell,
    Column,
    ColumnKind,
    RawRow,
    RawTable,
    bare_number,
    is_first_number,
)
from generator.parse.numbering import RANKS, read_number

UNNUMBERED = 0
"""Rank of a heading between the rows that has no number: it ends all others."""

OUTLINE = ("first", "second")
"""Forms of numbers that head rows; bare numbers are those of rows."""

COUNTED = re.compile("[一二三四五六七八九十]{1,3}")
"""Numbers of headings in the column of numbers, where those of rows are 1, 2, 3."""


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
    rows: list[list[RawRow]] = []
    for row in table.rows:
        if rows and _only_adds(row, columns) and not rows[-1][0].alone:
            rows[-1].append(row)
        else:
            rows.append([row])
    return table.model_copy(update={"columns": columns, "rows": tuple(map(_joined, rows))})


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


def _joined(rows: Sequence[RawRow]) -> RawRow:
    """A row with those that go on with it."""
    if len(rows) == 1:
        return rows[0]
    held: dict[int, list[Cell]] = {}
    for at, cells in (entry for row in rows for entry in row.cells):
        held.setdefault(at, []).extend(cells)
    joined = tuple((at, tuple(held[at])) for at in sorted(held))
    return rows[0].model_copy(update={"cells": joined, "empty": rows[0].empty - set(held)})


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


def group_cells(
    table: RawTable, columns: Sequence[int], heads: Collection[int]
) -> tuple[tuple[tuple[int, Cell], ...], ...]:
    """The cells that name the groups of each row, from the widest one.

    Args:
        table: The table.
        columns: Those of its columns that name groups; an empty cell of theirs goes on with the one above.
        heads: The rows that are headings.

    Returns:
        For each row the cells with their columns; -1 for a heading between the rows.
    """
    found: list[tuple[tuple[int, Cell], ...]] = []
    held: dict[int, tuple[Cell, ...]] = {}
    headings: list[tuple[int, Cell]] = []
    for index, row in enumerate(table.rows):
        if index in heads:
            cell, rank = _heading(row, table.columns)
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


def _heading(row: RawRow, columns: Sequence[Column]) -> tuple[Cell, int]:
    """What a heading says, and how high it stands."""
    counts = [cells[0].text for at, cells in row.cells if _kind(at, columns) == "number"]
    cell = next((cells[0] for at, cells in row.cells if _kind(at, columns) != "number"), row.cells[0][1][0])
    if counts:
        return cell, RANKS.index(OUTLINE[counts[0].startswith(("(", "（"))]) + 1
    mark = read_number(cell.text)
    return cell, mark.rank if mark is not None else UNNUMBERED


def find_headings(table: RawTable) -> frozenset[int]:
    """The rows that head those below them: those of a single cell, and those without number before the number 1.

    So does one that has a number of the outline and a name (一 | 夯实基础), where rows are counted 1, 2, 3.
    """
    numbers = [at for at, column in enumerate(table.columns) if column.kind == "number"]
    found: set[int] = set()
    below: RawRow | None = None
    counts = False
    for index in range(len(table.rows) - 1, -1, -1):
        row = table.rows[index]
        if _is_counted(row, table.columns):
            found |= {index} if counts else set()
        else:
            counts = any(bare_number(cell.text).isdecimal() for at in numbers for cell in row.column(at))
            found |= {index} if _heads(row, below, numbers, table) else set()
        below = row
    return frozenset(found)


def _heads(row: RawRow, below: RawRow | None, numbers: Sequence[int], table: RawTable) -> bool:
    if any(row.column(at) or at in row.covered for at in numbers):
        return False
    if row.alone or (len(row.cells) == 1 and not row.covered and not table.told):
        mark = read_number(row.cells[0][1][0].text)
        if (row.alone and numbers) or (mark is not None and mark.form in OUTLINE):
            return True
    said = any(table.columns[at].kind in CONTENT for at, _ in row.cells if at < len(table.columns))
    return said and any(is_first_number(cell) for at in numbers for cell in (below.column(at) if below else ()))


def _kind(at: int, columns: Sequence[Column]) -> ColumnKind:
    """The kind of a column; a row may have more cells than the header has names."""
    return columns[at].kind if at < len(columns) else "other"


def _is_counted(row: RawRow, columns: Sequence[Column]) -> bool:
    """Whether a row has a number of the outline and one cell that says what is below; it may name who answers."""
    kinds = [_kind(at, columns) for at, _ in row.cells]
    if row.covered or "number" not in kinds or sum(kind in (*CONTENT, "group") for kind in kinds) != 1:
        return False
    number = next(cells[0] for at, cells in row.cells if _kind(at, columns) == "number")
    return COUNTED.fullmatch(bare_number(number.text)) is not None
