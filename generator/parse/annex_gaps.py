"""What a task table leaves out: numbers in the sequence of its rows, and cells that nobody filled."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

from generator.models import ReadAnnexRow, Warning_
from generator.parse.annex_cells import CONTENT, Column, RawRow, RawTable


def charged_column(columns: Sequence[Column]) -> int | None:
    """The column of those who are charged first: the leading or responsible units; None if there is none."""
    return next((at for at, c in enumerate(columns) if c.kind == "units" and c.role != "cooperate"), None)


def is_item(row: RawRow, columns: Sequence[Column]) -> bool:
    """Whether a row is one of the table, and not a heading between its rows: numbered, with something to do."""
    kinds = {columns[at].kind for at, cells in row.cells if cells and at < len(columns)}
    return "number" in kinds and bool(kinds & set(CONTENT))


def number_gaps(rows: Sequence[ReadAnnexRow]) -> Iterator[Warning_]:
    """Rows of one table whose number jumps over others (5, 7) or stands twice; one that begins again at 1 does neither.

    Args:
        rows: The rows in order.

    Yields:
        `numbering_gap`, at the row behind the gap; 1 after 1 may be two headings with a row each.
    """
    numbered = [row for row in rows if row.row.isdecimal()]
    for before, row in itertools.pairwise(numbered):
        first, last = int(before.row) + 1, int(row.row) - 1
        if int(row.row) == int(before.row) != 1 and row.title != before.title:
            message = f"附表序号{row.row}与上一行重复"
            yield Warning_(code="numbering_gap", message=message, line=row.line, span=row.title_span)
        if first <= last:
            lacking = f"{first}" if first == last else f"{first}至{last}"
            message = f"附表序号{row.row}之前缺第{lacking}项"
            yield Warning_(code="numbering_gap", message=message, line=row.line, span=row.title_span)


def empty_cells(table: RawTable, rows: Sequence[ReadAnnexRow], heads: Collection[int]) -> Iterator[Warning_]:
    """Rows that leave open who is charged or by when, in columns that most rows fill.

    Args:
        table: The table; an empty cell of it over which a merged one reaches down is not open.
        rows: What was read of its rows, in order; a cell that was read as merged is not open either.
        heads: Those of them that are headings.

    Yields:
        `annex_cell_empty` (information), one for each such cell.
    """
    charged = charged_column(table.columns)
    listed = zip(table.rows, rows, strict=True)
    items = [pair for at, pair in enumerate(listed) if at not in heads and is_item(pair[0], table.columns)]
    for at, column in enumerate(table.columns):
        filled = sum(bool(raw.column(at)) or at in raw.covered for raw, _ in items)
        if (at != charged and column.kind != "deadline") or filled * 2 <= len(items):
            continue
        name = "完成时限" if column.kind == "deadline" else {"lead": "牵头单位"}.get(column.role, "责任单位")
        for raw, row in items:
            said = row.units if column.kind == "units" and not table.told else ()
            if at in raw.empty - raw.covered and not said:
                message = f"附表{f'第{row.row}行' if row.row else ''}的{name}一格空着"
                yield Warning_(
                    code="annex_cell_empty", severity="info", message=message, line=row.line, span=row.title_span
                )
