"""Cells and columns of annex tables (附件任务表): what a header calls a column, what a cell looks like."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.models import Line, Span
from generator.models.base import Frozen
from generator.models.kinds import Role
from generator.parse.folding import squeeze
from generator.parse.lines import trim
from generator.parse.numbering import chinese_value
from generator.patterns import compile_pattern
from generator.vocabulary import RoleLabel, Vocabulary

ColumnKind = Literal[
    "number", "title", "text", "breakdown", "units", "deadline", "leader", "contact", "note", "other",
    "group", "indicator", "measure", "value", "nature", "score",
]  # fmt: skip
TO_DO: tuple[ColumnKind, ...] = ("title", "text", "breakdown")
"""What says what is to be done."""
CONTENT: tuple[ColumnKind, ...] = (*TO_DO, "indicator")
PAIRED = ("number", "title", "units")
"""What may stand before the text in a table of two columns (序号 任务, 事项 内容, 单位 职责)."""
OF_INDICATORS = ("indicator", "measure", "nature")
"""What only tables of indicators have; elsewhere the same words name other things (单位 for those who answer)."""

ROW_NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.．、]?")
SUBTASK = re.compile(r"(?:^|(?<=[\s；;。.]))[(（]?(?P<n>\d{1,2})[)）]?[.．、](?!\d)[\s\u00a0]*")
NAME_SEPARATOR = re.compile(r"[、，,；;\s]+")
NAMES = re.compile(r"[一-龥·]{2,4}(?:[\s、，,]+[一-龥·]{1,4}){0,4}")
FIGURE = re.compile(r"[^。；;]{0,23}\d[^。；;]{0,23}")
PAIR = 2
"""A table has at least so many columns; one of two is told by its first row, too."""
LONGEST_FIGURE = 24
LONGEST_HEADER = 40
LONGEST_DEADLINE = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its trimmed span and text (both may be empty) and its line number.

    `goes_on` marks the rest of the cell above it, which a narrow column broke.
    """

    span: Span
    text: str
    line: int
    goes_on: bool = False


class Column(Frozen):
    """A column as its header names it; `role` is set for columns of units, `span` where nobody knows the name."""

    kind: ColumnKind
    role: Role = "responsible"
    label: str = ""
    span: Span | None = None


class RawRow(Frozen):
    """A row: for each column (index into the table's columns) the cells that belong to it, in order.

    `empty` holds the columns whose cell is there and empty: of merged cells only the first holds the text. `covered`
    holds those of them over which a merged cell is known to reach down. `alone` marks a row of one cell, the first.
    """

    cells: tuple[tuple[int, tuple[Cell, ...]], ...]
    empty: frozenset[int] = frozenset()
    covered: frozenset[int] = frozenset()
    alone: bool = False

    def column(self, index: int) -> tuple[Cell, ...]:
        """The cells of one column."""
        return next((cells for at, cells in self.cells if at == index), ())


class RawTable(Frozen):
    """A table: its columns and rows, the lines of its first header, and its last line.

    `loose` holds numbers of lines inside the table that belong to no row. `told` says that the file itself tells which
    cells are merged, so that an empty one is empty.
    """

    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    first_line: int
    last_line: int
    loose: tuple[int, ...] = ()
    told: bool = False


def line_cell(line: Line) -> Cell:
    """A whole line as one cell."""
    return _cell(line, 0, len(line.text))


def tab_cells(line: Line) -> tuple[Cell, ...]:
    """The cells of a line that tabs separate."""
    cells: list[Cell] = []
    start = 0
    for part in line.text.split("\t"):
        cells.append(_cell(line, start, start + len(part)))
        start += len(part) + 1
    return tuple(cells)


WIDE = re.compile("[ \u00a0\u3000\u2002\u2003]{2,}")
SINGLE = re.compile("[ \u00a0\u3000\u2002\u2003]+")
SEPARATORS = (WIDE, SINGLE)
"""What parts the cells of a table that was copied as plain text, the surer first."""


def spaced_cells(line: Line, separator: re.Pattern[str]) -> tuple[Cell, ...]:
    """The cells of a line that blanks separate; an empty cell cannot be seen."""
    cells: list[Cell] = []
    start, end = trim(line.text, 0, len(line.text))
    for gap in separator.finditer(line.text, start, end):
        cells.append(_cell(line, start, gap.start()))
        start = gap.end()
    return (*cells, _cell(line, start, end))


def _cell(line: Line, start: int, end: int) -> Cell:
    a, b = trim(line.text, start, end)
    return Cell(span=(line.start + a, line.start + b), text=line.text[a:b], line=line.number)


def read_column(header: str, vocabulary: Vocabulary, rows: str = "column") -> Column | None:
    """The column that a header cell names, white space inside ignored; None if it is no known one."""
    name = squeeze(header)
    if not name or len(name) > LONGEST_HEADER:
        return None
    for pattern, kind in _patterns(vocabulary, rows):
        if pattern.search(name):
            return Column.model_validate({"kind": kind, "label": name})
    return _of_units(name, vocabulary)


@functools.lru_cache(maxsize=8)
def _patterns(vocabulary: Vocabulary, rows: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Names of columns with the kinds they tell; each line of a document is looked at for them."""
    named = (row for row in vocabulary.annex_columns if row.name == rows)
    return tuple((compile_pattern(row.pattern), row.value) for row in named)


@functools.lru_cache(maxsize=4)
def _labels(vocabulary: Vocabulary) -> tuple[RoleLabel, ...]:
    """The labels of units, the longest first."""
    return tuple(sorted(vocabulary.role_labels, key=lambda entry: -len(entry.label)))


def _of_units(name: str, vocabulary: Vocabulary) -> Column | None:
    """The column of units that a label names."""
    for entry in _labels(vocabulary):
        if name.startswith(entry.label) and len(name) <= len(entry.label) + 12:
            return Column(kind="units", role=entry.role, label=entry.label)
    return None


def read_header(cells: Sequence[Cell], vocabulary: Vocabulary, *, parted: bool = False) -> tuple[Column, ...] | None:
    """The columns that a row of cells names.

    Args:
        cells: One row.
        vocabulary: Names of columns (annex_columns.yaml) and role labels.
        parted: Whether the file itself parts the cells, so that this is a row of a table and no prose: names that are
            only like those of columns (攻坚任务, 攻坚单位) count then, if the header says tasks and units.

    Returns:
        The columns, unknown ones as `other`; None if this is no header: it names at least three known columns,
        most of its cells, and one that says what is to be done, or an indicator with its values. Of two columns
        both are known.
    """
    columns = [read_column(cell.text, vocabulary) for cell in cells]
    kinds = {column.kind for column in columns if column is not None}
    indicators = {"indicator", "value"} <= kinds and not kinds & {"text", "breakdown"}
    if not indicators:
        scored = "score" in kinds
        columns = [_elsewhere(column, vocabulary, scored=scored) for column in columns]
        columns = _naming_tasks(_loosely(cells, columns, vocabulary) if parted else columns)
    known = [c for c in columns if c is not None and (c.kind != "value" or "indicator" in kinds)]
    if len(cells) == len(known) == PAIR:
        return tuple(known) if _is_pair(known[0], known[1]) else None
    if len(known) < 3 or len(known) * 2 <= len(cells) or not any(column.kind in CONTENT for column in known):
        return None
    return tuple(column or _unknown(cell) for column, cell in zip(columns, cells, strict=True))


def _unknown(cell: Cell) -> Column:
    return Column(kind="other", label=squeeze(cell.text), span=cell.span if cell.text else None)


def _loosely(cells: Sequence[Cell], columns: list[Column | None], vocabulary: Vocabulary) -> list[Column | None]:
    """The columns, with those that are called like some, where tasks and units are among them then."""
    found = [
        column or read_column(cell.text, vocabulary, "loose_column")
        for cell, column in zip(cells, columns, strict=True)
    ]
    kinds = {column.kind for column in found if column is not None}
    told = kinds & {"units", "score"} and kinds & {*CONTENT, "group"}
    return found if len(cells) > PAIR and told else columns


def _naming_tasks(columns: list[Column | None]) -> list[Column | None]:
    """The columns; what names groups of tasks (类别, 重点领域) names the tasks themselves where nothing else does."""
    if any(column is not None and column.kind in CONTENT for column in columns):
        return columns
    return [c and (c.model_copy(update={"kind": "title"}) if c.kind == "group" else c) for c in columns]


def _is_pair(first: Column, second: Column) -> bool:
    """Whether two columns make a table: one says what is to be done, the other which it is, by whom or by when."""
    return (first.kind in PAIRED and second.kind in TO_DO) or (
        first.kind in TO_DO and second.kind in ("units", "deadline")
    )


def _elsewhere(column: Column | None, vocabulary: Vocabulary, *, scored: bool) -> Column | None:
    """What a column is where there are no indicators with values: 单位 beside what they do (职责) are those charged.

    Indicators for which points are given (分值, 评分标准) say what is to be done.
    """
    if column is None or column.kind not in OF_INDICATORS:
        return column
    if scored and column.kind == "indicator":
        return column.model_copy(update={"kind": "title"})
    for row in vocabulary.annex_columns:
        if (row.name, row.value) == ("column", "units") and compile_pattern(row.pattern).search(column.label):
            return Column(kind="units", label=column.label)
    return _of_units(column.label, vocabulary)


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a row number and nothing else."""
    return bool(ROW_NUMBER.fullmatch(cell.text))


def row_number(cell: Cell) -> int:
    """The value of a row number; 0 where the cell is none."""
    return chinese_value(bare_number(cell.text)) if is_number(cell) else 0


def is_first_number(cell: Cell) -> bool:
    """Whether a cell holds the number of a first row."""
    return row_number(cell) == 1


def bare_number(text: str) -> str:
    """A row number without brackets and signs around it."""
    return text.strip("()（）.．、")


def is_first_pair(line: Line | None, separator: re.Pattern[str]) -> bool:
    """Whether a line is the first row of a table of two columns that blanks part; by single ones, it is counted."""
    cells = spaced_cells(line, separator) if line is not None else ()
    return len(cells) >= PAIR and (is_first_number(cells[0]) or (separator is WIDE and len(cells) == PAIR))


def is_table_note(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a note on a table (注：…)."""
    return any(pattern.fullmatch(text) for pattern in vocabulary.patterns("annex_columns", "table_note"))


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure and no sentence (85, ≥97%, 35以下)."""
    return len(cell.text) <= LONGEST_FIGURE and bool(FIGURE.fullmatch(cell.text))


def is_deadline(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell holds a time limit and hardly anything else."""
    if not cell.text or len(cell.text) > LONGEST_DEADLINE:
        return False
    patterns = [compile_pattern(entry.pattern) for entry in vocabulary.deadlines]
    patterns += vocabulary.patterns("quantities", "bare_date")
    matches = (pattern.search(cell.text) for pattern in patterns)
    return any(match is not None and len(cell.text) - len(match.group()) <= 3 for match in matches)


def is_names(cell: Cell) -> bool:
    """Whether a cell can be a list of persons: two to four characters each, and nothing else."""
    return bool(NAMES.fullmatch(cell.text))


def is_units(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell is a list of units: every name in it looks like one."""
    names = [name for name in NAME_SEPARATOR.split(cell.text) if name]
    patterns = vocabulary.patterns("annex_columns", "unit_part")
    if not names or "。" in cell.text or "《" in cell.text:
        return False
    return all(any(pattern.search(name) for pattern in patterns) for name in names)
