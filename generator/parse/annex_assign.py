"""Which column the cells of a row belong to where some are missing: told by what they look like."""

from __future__ import annotations

from collections.abc import Sequence

from generator.parse.annex_cells import CONTENT, Cell, Column, RawRow, is_deadline, is_names, is_number, is_units
from generator.parse.annex_flat import LONGEST_TITLE
from generator.vocabulary import Vocabulary


def below_first(row: RawRow, columns: Sequence[Column]) -> RawRow:
    """Where the first column stands before the numbers, a row that lacks it stands below the cell above."""
    if columns[0].kind == "number" or row.column(0) or not any(columns[at].kind == "number" for at, _ in row.cells):
        return row
    return row.model_copy(update={"covered": row.covered | {0}})


def assign(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> RawRow:
    """Give the cells of a row to columns: by position if none is missing, else by what they look like."""
    if len(cells) == len(columns) and fits(cells, columns, vocabulary):
        return RawRow(cells=tuple((i, (cell,)) for i, cell in enumerate(cells) if cell.text))
    filled = [cell for cell in cells if cell.text]
    taken = {at: [cell] for at, cell in _said(filled, columns, vocabulary)}
    previous = max(taken, default=None)
    for cell in filled[len(taken) :]:
        index = _column_for(cell, columns, taken, previous, vocabulary)
        if index is not None:
            taken.setdefault(index, []).append(cell)
            previous = index
    return RawRow(cells=tuple((index, tuple(taken[index])) for index in sorted(taken)))


def _said(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> list[tuple[int, Cell]]:
    """The cells of groups and contents that a row begins with, where the table names groups: what lacks, lacks left.

    A group stands in the first of its rows alone, so that a row with fewer such cells says nothing of it.
    """
    said = [at for at, column in enumerate(columns) if column.kind in (*CONTENT, "group")]
    others = [at for at, column in enumerate(columns) if column.kind in ("units", "deadline")]
    number = next((at for at, column in enumerate(columns) if column.kind == "number"), -1)
    if not any(columns[at].kind == "group" for at in said) or any(at < said[-1] for at in others):
        return []
    lead: list[Cell] = []
    for cell in cells:
        if is_units(cell, vocabulary) or is_deadline(cell, vocabulary):
            break
        lead.append(cell)
    counted = next((i for i, cell in enumerate(lead) if is_number(cell)), None) if number >= 0 else None
    parts = (lead[:counted], lead[counted + 1 :]) if counted is not None else ([], lead)
    places = ([at for at in said if at < number], [at for at in said if at > number])
    if counted is None or any(len(part) > len(at) for part, at in zip(parts, places, strict=True)):
        return []
    found = [(number, lead[counted])]
    for part, at in zip(parts, places, strict=True):
        found += zip(at[len(at) - len(part) :], part, strict=True)
    return sorted(found, key=lambda entry: entry[0])


def fits(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Whether every filled cell can stand in the column at its place."""
    for cell, column in zip(cells, columns, strict=True):
        if not cell.text:
            continue
        if column.kind == "number" and not is_number(cell):
            return False
        if column.kind == "deadline" and not is_deadline(cell, vocabulary):
            return False
        if column.kind == "units" and not is_units(cell, vocabulary):
            return False
    return True


def _column_for(
    cell: Cell, columns: Sequence[Column], taken: dict[int, list[Cell]], previous: int | None, vocabulary: Vocabulary
) -> int | None:
    """The column of a cell in a row with missing cells: the first free one of its kind after the previous cell."""
    if previous is not None and columns[previous].kind == "units" and taken[previous][-1].text.endswith("、"):
        return previous
    contents = [i for i, column in enumerate(columns) if column.kind in CONTENT]
    numbers = [i for i, column in enumerate(columns) if column.kind == "number" and i not in taken]
    if is_number(cell) and numbers and all(i < numbers[0] for i in taken):
        return numbers[0]
    if not taken and numbers[:1] == [1] and columns[0].kind == "units" and is_units(cell, vocabulary):
        return 0
    if not any(i in taken for i in contents):
        return next((i for i in contents if previous is None or i > previous), contents[0])
    looks_like = (
        ("deadline", is_deadline(cell, vocabulary)),
        ("units", is_units(cell, vocabulary)),
        ("leader", is_names(cell)),
    )
    for kind, looks in looks_like:
        free = [i for i, column in enumerate(columns) if column.kind == kind and i not in taken]
        if looks and free:
            return next((i for i in free if previous is None or i > previous), free[0])
    free = [i for i in contents if i not in taken and (previous is None or i > previous)]
    if free:
        return free[0]
    behind = ("leader", "contact", "note", "score", "other")
    rest = [i for i, c in enumerate(columns) if c.kind in behind and i not in taken]
    if rest and len(cell.text) <= LONGEST_TITLE and previous not in contents:
        return rest[-1]
    return contents[-1]
