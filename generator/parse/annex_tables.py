"""Tables in annexes: rows whose cells tabs or blanks part, and tables flattened to one cell per paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.models import Line
from generator.models.base import Frozen
from generator.parse.annex_assign import assign, below_first, fits
from generator.parse.annex_cells import (
    CONTENT,
    PAIR,
    SEPARATORS,
    Cell,
    Column,
    RawRow,
    RawTable,
    is_first_number,
    is_first_pair,
    is_number,
    is_table_note,
    line_cell,
    read_column,
    read_header,
    spaced_cells,
    tab_cells,
)
from generator.parse.annex_flat import split_rows, with_numbers, without_bars
from generator.parse.annex_header import goes_on_naming, is_note, repeated_header, second_header
from generator.parse.annex_indicators import flat_indicators
from generator.parse.annex_spaced import read_spaced
from generator.parse.lines import is_blank
from generator.vocabulary import Vocabulary

FEWEST_HEADER_LINES = 3
MOST_COLUMNS = 20
LONGEST_SPACED_HEADER = 120


class _Header(Frozen):
    """The columns, on how many lines they stand, and what parts the cells; neither means one cell per paragraph."""

    columns: tuple[Column, ...]
    count: int
    tabbed: bool = False
    separator: re.Pattern[str] | None = None


def find_tables(
    lines: Sequence[Line], vocabulary: Vocabulary, covered: Sequence[int] | None = None
) -> tuple[RawTable, ...]:
    """Find and read all tables.

    Args:
        lines: Consecutive lines.
        vocabulary: Names of columns, units and time limits.
        covered: Positions of cells over which merged ones reach down (`SourceText.covered`), None where nobody knows.

    Returns:
        The tables in order. A header repeated further down (next page) continues its table.
    """
    tables: list[RawTable] = []
    below = frozenset(covered or ())
    lines = without_bars(lines)
    index = 0
    while index < len(lines):
        header = _header_at(lines, index, vocabulary)
        if header is None:
            index += 1
            continue
        if header.tabbed:
            table = _tabbed(lines, index, header, vocabulary, below)
            table = table.model_copy(update={"told": covered is not None})
        elif header.separator is not None:
            table = read_spaced(lines, index, header.columns, header.separator, vocabulary)
        else:
            table = _flattened(lines, index, header, vocabulary)
        tables.append(table)
        index = max(index + 1, next((i for i, line in enumerate(lines) if line.number > table.last_line), len(lines)))
    return tuple(tables)


def first_table_line(lines: Sequence[Line], vocabulary: Vocabulary, outline: Sequence[int] = ()) -> int | None:
    """Number of the line on which the first header stands, None if there is none.

    Args:
        lines: Consecutive lines.
        vocabulary: Names of columns.
        outline: Numbers of the lines that open parts of the outline: a table of two columns above one of them may be
            that of a web page (项目 内容), and is none.
    """
    lines = without_bars(lines)
    index = find_header(lines, 0, vocabulary)
    while index is not None and any(number > lines[index].number for number in outline):
        header = _header_at(lines, index, vocabulary)
        if header is None or len(header.columns) > PAIR:
            break
        index = find_header(lines, index + 1, vocabulary)
    return lines[index].number if index is not None else None


def find_header(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> int | None:
    """Index of the first line from `start` on at which the header of a table begins, None if there is none."""
    return next(
        (
            index
            for index in range(start, len(lines))
            if not is_blank(lines[index]) and _header_at(lines, index, vocabulary) is not None
        ),
        None,
    )


def _header_at(lines: Sequence[Line], index: int, vocabulary: Vocabulary) -> _Header | None:
    """The header that begins at lines[index]: a line with tabs or blanks, or paragraphs that each name a column."""
    line = lines[index]
    if "\t" in line.text:
        columns = read_header(tab_cells(line), vocabulary, parted=True)
        below = _below(lines, index) if columns is not None and len(columns) == PAIR else line
        is_header = columns is not None and below is not None and len(tab_cells(below)) >= PAIR
        return _Header(columns=columns, count=1, tabbed=True) if columns and is_header else None
    spaced = _spaced_header(lines, index, vocabulary)
    if spaced is not None:
        return spaced
    cells: list[Cell] = []
    at = index
    while at < len(lines):
        if not is_blank(lines[at]):
            if read_column(lines[at].text, vocabulary) is None:
                break
            cells.append(line_cell(lines[at]))
            if len(cells) > MOST_COLUMNS:
                return None
        elif not cells:
            return None
        at += 1
    counted = len(cells) == PAIR and at < len(lines) and is_first_number(line_cell(lines[at]))
    columns = read_header(cells, vocabulary) if len(cells) >= FEWEST_HEADER_LINES or counted else None
    if columns is None or _is_title(columns):
        return None
    last = next(i for i in range(index, at) if lines[i].number == cells[-1].line)
    return _Header(columns=columns, count=last - index + 1)


def _is_title(columns: Sequence[Column]) -> bool:
    """Whether the first line of a header is the title of the table (主要指标) above the head of that name."""
    return columns[0].kind == "indicator" and any(column.kind == "indicator" for column in columns[1:])


def _spaced_header(lines: Sequence[Line], index: int, vocabulary: Vocabulary) -> _Header | None:
    """A header whose names blanks part; where single blanks do, every word has to be the name of a column.

    Two names are a header where the row below has two cells, the first of them the number 1 behind a single blank.
    """
    line = lines[index]
    if len(line.text) > LONGEST_SPACED_HEADER or len(line.text.split()) < PAIR:
        return None
    below = _below(lines, index)
    for separator in SEPARATORS:
        cells = spaced_cells(line, separator)
        if len(cells) < PAIR or (len(cells) == PAIR and not is_first_pair(below, separator)):
            continue
        columns = read_header(cells, vocabulary, parted=separator is SEPARATORS[0])
        if columns is not None and (separator is SEPARATORS[0] or all(column.kind != "other" for column in columns)):
            return _Header(columns=columns, count=1, separator=separator)
    return None


def _below(lines: Sequence[Line], index: int) -> Line | None:
    """The next line that holds anything."""
    return next((lines[at] for at in range(index + 1, len(lines)) if not is_blank(lines[at])), None)


def _tabbed(
    lines: Sequence[Line], index: int, header: _Header, vocabulary: Vocabulary, covered: Collection[int]
) -> RawTable:
    """Rows with tabs until the lines have no tabs any more; a line without tabs between rows is loose."""
    rows: list[RawRow] = []
    loose: list[int] = []
    waiting: list[int] = []
    columns = header.columns
    below = second_header(lines, index + 1, columns, vocabulary)
    columns = below or columns
    last = lines[index + bool(below)].number
    head = tab_cells(lines[index])
    for line in lines[index + 1 + bool(below) :]:
        if is_blank(line):
            continue
        if "\t" not in line.text:
            waiting.append(line.number)
            if len(waiting) > 1:
                break
            continue
        loose += waiting
        waiting = []
        last = line.number
        cells = tab_cells(line)
        repeated = repeated_header(cells, head, header.columns, vocabulary)
        if repeated is not None:
            columns = repeated if len(repeated) != len(columns) else columns
            continue
        if is_note(cells, vocabulary) or (not rows and goes_on_naming(cells, columns, vocabulary)):
            continue
        rows.append(_tab_row(cells, columns, vocabulary, covered))
    return RawTable(
        columns=below or header.columns,
        rows=tuple(rows),
        first_line=lines[index].number,
        last_line=last,
        loose=tuple(loose),
    )


def _tab_row(
    cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary, covered: Collection[int]
) -> RawRow:
    """By position; a row with cells missing (merged cells) only as far as its cells look like their columns."""
    if len(cells) < len(columns) and not fits(cells, columns[: len(cells)], vocabulary):
        return assign(cells, columns, vocabulary)
    cells = _in_place(cells, columns)
    filled = [cell for cell in cells if cell.text]
    empty = frozenset(i for i, cell in enumerate(cells) if not cell.text)
    below = frozenset(i for i in empty if cells[i].span[0] in covered)
    alone = len(filled) == 1 and not is_number(filled[0]) and bool(cells[0].text) and not below
    if alone and columns[0].kind == "number":
        # a heading between the rows, merged over all columns
        title = next(i for i, column in enumerate(columns) if column.kind in CONTENT)
        return RawRow(cells=((title, (filled[0],)),), alone=True)
    own = tuple((i, (cell,)) for i, cell in enumerate(cells) if cell.text)
    return RawRow(cells=own, empty=empty, covered=below, alone=alone)


def _in_place(cells: Sequence[Cell], columns: Sequence[Column]) -> Sequence[Cell]:
    """The cells of a row that lacks some on the left of its number: those that the file adds at its end go there."""
    number = next((at for at, column in enumerate(columns) if column.kind == "number"), 0)
    own = next((at for at, cell in enumerate(cells[: number + 1]) if is_number(cell)), number)
    lacking = number - own
    if not lacking or len(cells) != len(columns) or any(cell.text for cell in cells[-lacking:]):
        return cells
    return (*cells[:own], *cells[-lacking:], *cells[own:-lacking])


def _flattened(lines: Sequence[Line], index: int, header: _Header, vocabulary: Vocabulary) -> RawTable:
    """Rows put together from one-cell paragraphs; a line of white space is an empty cell, an empty line is none."""
    head = lines[index : index + header.count]
    spaced = any(not line.text for line in head)
    marks = vocabulary.patterns("annex_columns", "mark") + vocabulary.patterns("boilerplate", "imprint")
    marks += vocabulary.patterns("boilerplate", "related_reading")
    cells: list[Cell] = []
    # what a column of notes says may look like one
    noted = any(column.kind == "note" for column in header.columns)
    at = index + header.count
    while at < len(lines):
        line = lines[at]
        if not is_blank(line) and any(pattern.fullmatch(line.text.strip()) for pattern in marks):
            break
        again = _header_at(lines, at, vocabulary) if not is_blank(line) else None
        if again is not None:
            at += again.count
            continue
        if (line.text or not spaced) and (noted or not is_table_note(line.text.strip(), vocabulary)):
            cells.append(line_cell(line))
        at += 1
    if any(column.kind == "indicator" for column in header.columns):
        return flat_indicators(cells, header.columns, head)
    columns = with_numbers(header.columns, cells)
    rows = [assign(group, columns, vocabulary) for group in split_rows(cells, columns, vocabulary)]
    rows = [below_first(row, columns) for row in rows if row.cells]
    filled = [cell.line for row in rows for _, part in row.cells for cell in part]
    last = max(filled, default=head[-1].number)
    return RawTable(columns=columns, rows=tuple(rows), first_line=head[0].number, last_line=last)
