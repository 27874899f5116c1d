"""Lines of a table that are none of its rows: what goes on with the header, the header again, and notes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import Line
from generator.parse.annex_cells import Cell, Column, is_figure, is_table_note, read_column, read_header, tab_cells
from generator.vocabulary import Vocabulary


def goes_on_naming(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Whether a line below the head of a table of indicators names columns still (实际 and 目标 below two years)."""
    named = any(cell.text and read_column(cell.text, vocabulary) is not None for cell in cells)
    values = [cell for cell, column in zip(cells, columns, strict=False) if column.kind == "value"]
    indicators = any(column.kind == "indicator" for column in columns)
    return indicators and named and not any(is_figure(cell) for cell in values)


def second_header(
    lines: Sequence[Line], index: int, columns: Sequence[Column], vocabulary: Vocabulary
) -> tuple[Column, ...]:
    """The columns by a second line of the header (责任单位 over 牵头单位 and 配合单位), or nothing if there is none."""
    cells = tab_cells(lines[index]) if index < len(lines) and "\t" in lines[index].text else ()
    named = {at: read_column(cell.text, vocabulary) for at, cell in enumerate(cells) if cell.text}
    if not named or len(cells) > len(columns):
        return ()
    if any(column is None or columns[at].kind not in ("units", "other") for at, column in named.items()):
        return ()
    return tuple(named.get(at) or column for at, column in enumerate(columns))


def repeated_header(
    cells: Sequence[Cell], header: Sequence[Cell], columns: tuple[Column, ...], vocabulary: Vocabulary
) -> tuple[Column, ...] | None:
    """The columns that a line further down names anew (next page); None where it is a row.

    Args:
        cells: The line.
        header: The table's header.
        columns: What that names.
        vocabulary: Names of columns.
    """
    if [cell.text for cell in cells] == [cell.text for cell in header]:
        return columns
    return read_header(cells, vocabulary)


def is_note(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a line of a table is a note (注：…) merged over its columns, as notes right below a table are."""
    filled = [cell for cell in cells if cell.text]
    return len(filled) == 1 and is_table_note(filled[0].text, vocabulary)
