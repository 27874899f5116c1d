"""Tables flattened to a cell a line: bars that part the cells, numbers the header does not name, and the rows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from generator.models import Line
from generator.parse.annex_cells import (
    CONTENT,
    Cell,
    Column,
    is_deadline,
    is_first_number,
    is_names,
    is_number,
    is_units,
    row_number,
)
from generator.parse.numbering import read_number
from generator.vocabulary import Vocabulary

LONGEST_TITLE = 60
BARS = "|｜│"
FEWEST_BARS = 3
CHARGING = ("units", "deadline", "leader")
NOTES = ("note", "score", "other", "contact")


def without_bars(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a table whose cells a bar ends, on its own line or behind the cell, without these bars.

    Args:
        lines: Consecutive lines.

    Returns:
        The lines; those that hold nothing but a bar are left out, unless there are few of them.
    """
    if sum(line.text.rstrip().endswith(tuple(BARS)) for line in lines) < FEWEST_BARS:
        return lines
    found: list[Line] = []
    for line in lines:
        text = line.text.rstrip()
        bare = text.rstrip(BARS).rstrip()
        if len(bare) == len(text) or any(bar in bare for bar in BARS):
            found.append(line)
        elif bare.strip():
            found.append(line.model_copy(update={"end": line.start + len(bare), "text": bare}))
    return found


def with_numbers(columns: tuple[Column, ...], cells: Sequence[Cell]) -> tuple[Column, ...]:
    """The columns of a table, and one of numbers where its rows are counted and its header does not say so.

    Args:
        columns: What the header names.
        cells: The cells below it, in order.

    Returns:
        The columns.
    """
    if any(column.kind == "number" for column in columns):
        return columns
    filled = [cell for cell in cells if cell.text]
    numbers = [(at, cell.text) for at, cell in enumerate(filled) if is_number(cell)]
    counted = [text for _, text in numbers] == [str(n + 1) for n in range(len(numbers))]
    if len(numbers) < 2 or not counted or numbers[0][0] > 1:
        return columns
    at = numbers[0][0]
    return (*columns[:at], Column(kind="number"), *columns[at:])


def _cut_before(row: list[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> list[Cell]:
    """Take what stands before a number, in columns left of it, off the end of the row above."""
    if not columns or not row or not row[-1].text:
        return []
    last = row[-1]
    units, limit = is_units(last, vocabulary), is_deadline(last, vocabulary)
    fits = units if columns[-1].kind == "units" else not (units or limit or is_number(last))
    # a row that is complete has a number, so that what stands alone was none
    return [row.pop()] if fits else []


def split_rows(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> list[list[Cell]]:
    """Cut the cells of a flattened table into rows.

    Args:
        cells: The cells below the header, a paragraph each, in order.
        columns: What the header names.
        vocabulary: What units and time limits look like.

    Returns:
        The rows: each begins at its number, or at a title where the row before is complete (group rows).
    """
    number_at = next((at for at, column in enumerate(columns) if column.kind == "number"), -1)
    numbered = number_at >= 0
    contents = sum(1 for column in columns if column.kind in CONTENT)
    notes = _last_columns(columns) if numbered else 0
    restarts = _before_restart(cells) if numbered else (False,) * len(cells)
    rows: list[list[Cell]] = []
    for cell, restart in zip(cells, restarts, strict=True):
        row = rows[-1] if rows else None
        if row is None:
            if cell.text:
                rows.append([cell])
            continue
        if cell.text and numbered and is_number(cell) and not _is_score(cell, row, columns):
            before = _cut_before(row, columns[:number_at], vocabulary)
            rows.append([*before, cell])
            if not row:
                del rows[-2]
            continue
        room = _room(row, notes, vocabulary) if cell.text and not restart else None
        opens = _opens_row(cell, row, contents, restart, vocabulary) or _is_full(cell, room, vocabulary)
        if cell.text and not _names_leader(cell, row, columns) and not _is_note(cell, room) and opens:
            rows.append([cell])
        else:
            row.append(cell)
    return rows


def _is_score(cell: Cell, row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a number is one of the points of a row: not that of the next, or the points are still to come."""
    at = next((at for at, column in enumerate(columns) if column.kind == "score"), -1)
    number = next((one for one in row if is_number(one)), None)
    if at < 0 or number is None:
        return False
    follows = row_number(cell) in (1, row_number(number) + 1)
    return not follows or len(list(itertools.islice((one for one in row if one.text), at + 1))) <= at


def _names_leader(cell: Cell, row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a cell is the person in charge, in a last column, of a row that names none yet."""
    return columns[-1].kind == "leader" and is_names(cell) and not is_names(row[-1])


def _last_columns(columns: Sequence[Column]) -> int:
    """How many columns behind the units, time limits and persons only note something (备注, 成果形式)."""
    last = max((at for at, column in enumerate(columns) if column.kind in CHARGING), default=len(columns))
    return sum(column.kind in NOTES for column in columns[last + 1 :])


def _room(row: Sequence[Cell], notes: int, vocabulary: Vocabulary) -> int | None:
    """How many of its last columns a row has still to fill; None if nobody knows."""
    behind = row[-1 - notes :]
    if not notes or not all(cell.text for cell in behind):
        return None
    charging = (is_units(cell, vocabulary) or is_deadline(cell, vocabulary) for cell in reversed(behind))
    filled = next((at for at, charges in enumerate(charging) if charges), None)
    return notes - filled if filled is not None else None


def _is_note(cell: Cell, room: int | None) -> bool:
    """Whether a cell fills one of the last columns of a row that has its units or time limit."""
    mark = read_number(cell.text) if room else None
    return bool(room) and (mark is None or mark.form not in ("first", "second"))


def _is_full(cell: Cell, room: int | None, vocabulary: Vocabulary) -> bool:
    """Whether a short cell stands behind a row that has filled its last column, and is neither units nor a limit."""
    if room != 0 or len(cell.text) > LONGEST_TITLE:
        return False
    return not (is_units(cell, vocabulary) or is_deadline(cell, vocabulary))


def _before_restart(cells: Sequence[Cell]) -> tuple[bool, ...]:
    """For each cell, whether the next row number behind it is 1 again: then a group row stands before it."""
    found: list[bool] = []
    restart = False
    for cell in reversed(cells):
        found.append(restart)
        if cell.text and is_number(cell):
            restart = is_first_number(cell)
    return tuple(reversed(found))


def _opens_row(cell: Cell, row: Sequence[Cell], contents: int, restart: bool, vocabulary: Vocabulary) -> bool:
    """Whether a cell without number begins a new row: it can only be a title, and the row before has ended.

    Print shows no empty cells; there a row has ended where all its columns of content are filled and the numbers
    begin again behind the cell.
    """
    first, last = (next((one for one in cells if one.text), row[0]) for cells in (row, reversed(row)))
    said = (one for one in row if one.text and not is_number(one))
    plain = len(list(itertools.islice(said, max(1, contents))))
    if not plain or len(cell.text) > LONGEST_TITLE or last.text.endswith("、"):
        return False
    if is_deadline(cell, vocabulary) or is_units(cell, vocabulary):
        return False
    ended = not row[-1].text or is_deadline(last, vocabulary)
    if restart and is_number(first) and plain >= contents:
        return True
    return ended or (plain >= contents and is_units(last, vocabulary))
