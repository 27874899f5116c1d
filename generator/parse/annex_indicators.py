"""Tables of indicators flattened to a cell a line: the count of their cells parts the rows."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import Line
from generator.parse.annex_cells import Cell, Column, RawRow, RawTable, is_figure, is_number

NO_FIGURE = ("-", "—", "——", "/", "－")
"""What stands in a cell that has no figure."""


def flat_indicators(cells: Sequence[Cell], columns: tuple[Column, ...], head: Sequence[Line]) -> RawTable:
    """Rows of a flattened table of indicators: only their count parts the cells, as the numbers are figures.

    A merged cell on the left (环境治理) stands in the first of its rows alone. The rows end where a value is no figure,
    an indicator is one or a cell lacks.

    Args:
        cells: The cells below the header, a paragraph each, in order.
        columns: What the header names.
        head: The lines of the header.

    Returns:
        The table.
    """
    filled = [cell for cell in cells if cell.text]
    left = next(at for at, column in enumerate(columns) if column.kind in ("number", "indicator"))
    rows: list[RawRow] = []
    at = 0
    while (first := _left_out(filled[at : at + len(columns)], columns, left)) is not None:
        width = len(columns) - first
        rows.append(RawRow(cells=tuple((first + i, (cell,)) for i, cell in enumerate(filled[at : at + width]))))
        at += width
    last = filled[at - 1].line if rows else head[-1].number
    return RawTable(columns=columns, rows=tuple(rows), first_line=head[0].number, last_line=last)


def _left_out(group: Sequence[Cell], columns: Sequence[Column], left: int) -> int | None:
    """How many columns on the left a row leaves out to fit; None if it fits nowhere."""
    for first in range(left + 1):
        cells, own = group[: len(columns) - first], columns[first:]
        if len(cells) == len(own) and all(map(_may_stand, cells, own)):
            return first
    return None


def _may_stand(cell: Cell, column: Column) -> bool:
    if column.kind == "number":
        return is_number(cell)
    if column.kind == "value":
        return is_figure(cell) or cell.text in NO_FIGURE
    return column.kind not in ("indicator", "measure") or not is_number(cell)
