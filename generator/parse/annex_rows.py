"""Rows of a task table: from raw cells to title, text, subtasks, units, time limit and persons in charge."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.models import (
    PersonalData,
    ReadAnnexRow,
    ReadCell,
    ReadDeadline,
    ReadFigure,
    ReadUnit,
    Span,
    TextBody,
    Warning_,
)
from generator.models.base import Frozen
from generator.parse.annex_cells import CONTENT, SUBTASK, Cell, Column, RawRow, RawTable, bare_number, is_figure
from generator.parse.annex_gaps import charged_column, empty_cells, is_item, number_gaps
from generator.parse.annex_groups import find_headings, group_cells, grouping, whole_rows
from generator.parse.deadlines import find_deadlines, read_deadline_value
from generator.parse.duties import with_role
from generator.parse.lines import trim
from generator.parse.verb_clauses import read_labelled_units, read_spoken_units
from generator.vocabulary import Vocabulary

SHARED = ("units", "deadline", "number", "note", "score", "other")
"""What a cell merged over several rows says of each of them: who, by when, and what no other column says."""

KEPT = ("note", "score", "other", "group", *CONTENT)
"""What is kept with a row as it stands where it is neither title nor text nor group."""

TITLE_END = "。；;，,：:"
DUTY = "职责"


@dataclass(frozen=True)
class _Beside:
    """What other cells say of a row.

    Attributes:
        groups: The cells that name its groups with their columns; see `group_cells`.
        grouping: The columns that name groups.
        merged: By column the cells above that reach down over it.
    """

    groups: Sequence[tuple[int, Cell]]
    grouping: Sequence[int]
    merged: Mapping[int, Sequence[Cell]]


class RowReading(Frozen):
    """A row with the personal data in it and what was noticed."""

    row: ReadAnnexRow
    personal_data: tuple[PersonalData, ...] = ()
    warnings: tuple[Warning_, ...] = ()


def read_rows(text: str, table: RawTable, first: int, vocabulary: Vocabulary) -> tuple[RowReading, ...]:
    """Read all rows of a table.

    Args:
        text: The source text.
        table: The table.
        first: Position of its first row among all rows of the document, from 1: ids are a-1, a-2 …
        vocabulary: For units, time limits and words for persons in charge.

    Returns:
        The rows in order.
    """
    found: list[RowReading] = []
    above: dict[int, tuple[Cell, ...]] = {}
    whole = whole_rows(table)
    named = grouping(whole)
    heads = find_headings(whole)
    for index, (row, groups) in enumerate(zip(whole.rows, group_cells(whole, named, heads), strict=True)):
        merged = {at: above[at] for at in _merged(row, whole) if above.get(at) and index not in heads}
        beside = _Beside(groups, named, merged)
        found.append(_read_row(text, whole, row, f"a-{first + index}", beside, vocabulary))
        # what a heading between the rows names is its own
        goes_on = index not in heads and (bool(row.covered) or is_item(row, whole.columns))
        shared = [at for at, column in enumerate(whole.columns) if column.kind in SHARED] if goes_on else []
        above = {at: row.column(at) or merged.get(at, ()) for at in shared}
    rows = [reading.row for reading in found]
    counted = [row for row, raw in zip(rows, whole.rows, strict=True) if not _shares_number(raw, whole.columns)]
    left_out = (*_unknown(whole), *number_gaps(counted), *empty_cells(whole, rows, heads))
    return (*found[:-1], found[-1].model_copy(update={"warnings": (*found[-1].warnings, *left_out)})) if found else ()


def _shares_number(row: RawRow, columns: Sequence[Column]) -> bool:
    return any(at < len(columns) and columns[at].kind == "number" for at in row.covered)


def _merged(row: RawRow, table: RawTable) -> set[int]:
    """The columns in which a merged cell reaches down into a row, so that what stands above it holds here too.

    Where the file does not tell which cells are merged, an empty one is taken for it only in the column that no row
    leaves out.
    """
    columns = table.columns
    known = {at for at in row.covered if at < len(columns) and columns[at].kind in SHARED}
    charged = charged_column(columns)
    if table.told or charged is None or charged not in row.empty or not is_item(row, columns):
        return known
    return known | {charged}


def _read_row(
    text: str, table: RawTable, row: RawRow, row_id: str, beside: _Beside, vocabulary: Vocabulary
) -> RowReading:
    columns, merged = table.columns, beside.merged
    cells = [cell for _, part in row.cells for cell in part]
    title_column, body_column = _content_columns(row, columns, beside.grouping)
    title_cells = row.column(title_column) if title_column is not None else ()
    title = _title_span(text, title_cells[0]) if title_cells else (cells[0].span[0], cells[0].span[0])
    wrapped = [cell for cell in title_cells if cell.goes_on]
    body = row.column(body_column) if body_column is not None else ()
    breakdown = body_column is not None and columns[body_column].kind == "breakdown"
    figures = _figures(columns, row)
    numbers = [cell.text for i, c in enumerate(columns) if c.kind == "number" for cell in merged.get(i, row.column(i))]
    leaders, leader_warnings = _leaders(text, columns, row, vocabulary)
    reading = ReadAnnexRow(
        id=row_id,
        row=bare_number("".join(numbers[:1])),
        title=text[slice(*title)] + "".join(cell.text.rstrip(TITLE_END) for cell in wrapped),
        title_span=title,
        line=title_cells[0].line if title_cells else cells[0].line,
        groups=tuple(_group(text, at, cell, columns) for at, cell in beside.groups),
        others=_others(row, columns, {title_column, body_column, *beside.grouping}, merged),
        body=TextBody(
            lines=tuple(cell.line for cell in body),
            spans=tuple(cell.span for cell in body),
            paragraph_starts=tuple(at for at, cell in enumerate(body) if not cell.goes_on),
        ),
        subtasks=_subtasks(text, body, breakdown) if body else _subtasks(text, title_cells, False),
        units=_units(text, columns, row, vocabulary, merged, title_cells),
        deadlines=_deadlines(text, columns, row, body or title_cells, vocabulary, merged),
        figures=figures,
        nature=_only(row, columns, "nature") if figures else "",
        cell_spans=tuple(cell.span for cell in cells),
        span=(min(cell.span[0] for cell in cells), max(cell.span[1] for cell in cells)),
    )
    names = tuple(PersonalData(kind="name", span=span) for span in leaders)
    extra = _unassigned(row, columns)
    told = [at for at in merged if columns[at].kind == "units" and at not in row.covered]
    shared = [_shared_cell(reading, merged[at][0].text) for at in told]
    return RowReading(row=reading, personal_data=names, warnings=(*leader_warnings, *extra, *shared))


def _group(text: str, at: int, cell: Cell, columns: Sequence[Column]) -> ReadCell:
    span = _title_span(text, cell)
    return ReadCell(raw=text[slice(*span)], column=columns[at].label if at >= 0 else "", span=span)


def _others(
    row: RawRow, columns: Sequence[Column], taken: Collection[int | None], merged: Mapping[int, Sequence[Cell]]
) -> tuple[ReadCell, ...]:
    """The cells of columns that have no place of their own: notes, unknown ones, and further contents."""
    kept = [at for at, c in enumerate(columns) if c.kind in KEPT and at not in taken]
    cells = ((columns[at], cell) for at in kept for cell in merged.get(at, row.column(at)))
    return tuple(ReadCell(raw=cell.text, column=column.label, span=cell.span) for column, cell in cells)


def _content_columns(row: RawRow, columns: Sequence[Column], grouping: Sequence[int]) -> tuple[int | None, int | None]:
    """The columns of title and text; a table with one content column has its title and text in one cell.

    What names a group of rows is the title of a row that says nothing else.
    """
    said = (*CONTENT, "group", "other") if row.alone else (*CONTENT, "group")
    own = [i for i, column in enumerate(columns) if column.kind in said and row.column(i)]
    filled = [i for i in own if i not in grouping and columns[i].kind in CONTENT] or own
    kinds = {columns[i].kind: i for i in reversed(filled)}
    title = kinds.get("indicator", kinds.get("title", filled[0] if filled else None))
    others = [i for i in filled if i != title]
    texts = [i for i in others if columns[i].kind == "breakdown"] or others
    return title, texts[0] if texts else None


def _title_span(text: str, cell: Cell) -> Span:
    """The title without the full stop at its end."""
    start, end = cell.span
    while end > start + 1 and text[end - 1] in TITLE_END:
        end -= 1
    return trim(text, start, end)


def _subtasks(text: str, body: Sequence[Cell], breakdown: bool) -> tuple[Span, ...]:
    """The numbered parts of a cell (1. …; 2. …), numbers left out; an unnumbered breakdown cell is one part."""
    spans: list[Span] = []
    for cell in body:
        start, end = cell.span
        marks: list[re.Match[str]] = []
        for match in SUBTASK.finditer(text[start:end]):
            if int(match["n"]) == len(marks) + 1 and (marks or match.start() == 0):
                marks.append(match)
        if len(marks) < 2:
            spans += [cell.span] if breakdown else []
            continue
        ends = [*(mark.start() for mark in marks[1:]), end - start]
        spans += [trim(text, start + m.end(), start + e) for m, e in zip(marks, ends, strict=True)]
    return tuple(spans)


def _units(
    text: str,
    columns: Sequence[Column],
    row: RawRow,
    vocabulary: Vocabulary,
    merged: Mapping[int, Sequence[Cell]],
    said: Sequence[Cell],
) -> tuple[ReadUnit, ...]:
    """The units of all unit columns as often as they stand there; verbs in a cell (甲牵头，乙参加) give the role.

    `merged` are the cells above empty ones by column: who is charged stands once for several rows. `said` is what the
    row says: of duties (职责) the first verb gives the role.
    """
    units: list[ReadUnit] = []
    for index, column in enumerate(columns):
        for cell in merged.get(index, row.column(index)) if column.kind == "units" else ():
            spoken = read_spoken_units(text, *cell.span, vocabulary)
            units += spoken or read_labelled_units(text, *cell.span, column.role, column.label, vocabulary)[0]
    if said and any(column.kind == "text" and DUTY in column.label for column in columns):
        return with_role(text, units, said[0].span, vocabulary)
    return tuple(units)


def _figures(columns: Sequence[Column], row: RawRow) -> tuple[ReadFigure, ...]:
    """The values of a row by column; a cell that says more than a figure is none."""
    measure = _only(row, columns, "measure")
    cells = ((column, row.column(at)) for at, column in enumerate(columns) if column.kind == "value")
    return tuple(
        ReadFigure(
            raw=cell.text, column=column.label, measure="" if cell.text.endswith(measure) else measure, span=cell.span
        )
        for column, found in cells
        for cell in found
        if len(found) == 1 and is_figure(cell)
    )


def _only(row: RawRow, columns: Sequence[Column], kind: str) -> str:
    """The text of the first filled cell of a kind, "" if there is none."""
    cells = (row.column(at) for at, column in enumerate(columns) if column.kind == kind)
    return next((found[0].text for found in cells if found), "")


def _deadlines(
    text: str,
    columns: Sequence[Column],
    row: RawRow,
    body: Sequence[Cell],
    vocabulary: Vocabulary,
    merged: Mapping[int, Sequence[Cell]],
) -> tuple[ReadDeadline, ...]:
    """The row's own time limit, then those that its description states (每半年), or its title where it has none."""
    cells = [cell for i, c in enumerate(columns) if c.kind == "deadline" for cell in merged.get(i, row.column(i))]
    found = [read_deadline_value(text, *cell.span, vocabulary) for cell in cells]
    found += [deadline for cell in body for deadline in find_deadlines(text, *cell.span, vocabulary)]
    return tuple(deadline for deadline in found if deadline is not None)


def _leaders(
    text: str, columns: Sequence[Column], row: RawRow, vocabulary: Vocabulary
) -> tuple[tuple[Span, ...], list[Warning_]]:
    """Where persons in charge are named: spans only. A single character belongs to the name before it."""
    collective = vocabulary.patterns("annex_columns", "collective_leader")
    spans: list[Span] = []
    warnings: list[Warning_] = []
    for index, column in enumerate(columns):
        for cell in row.column(index) if column.kind == "leader" else ():
            names: list[Span] = []
            for match in re.finditer(r"[^\s、，,；;]+", cell.text):
                span = (cell.span[0] + match.start(), cell.span[0] + match.end())
                if any(pattern.search(match.group()) for pattern in collective):
                    continue
                if names and len(match.group()) == 1:
                    names[-1] = (names[-1][0], span[1])
                    warnings.append(_split_name(cell.line, names[-1]))
                else:
                    names.append(span)
            spans += names
    return tuple(spans), warnings


def _split_name(line: int, span: Span) -> Warning_:
    message = "负责人姓名中间有空格，按一人读；请核对"
    return Warning_(code="annex_name_split", severity="info", message=message, line=line, span=span)


def _shared_cell(row: ReadAnnexRow, text: str) -> Warning_:
    message = f"此行的责任单位一格空着，按合并单元格读作上一行的“{text}”；请核对原表"
    return Warning_(code="annex_cell_merged", severity="info", message=message, line=row.line, span=row.title_span)


def _unknown(table: RawTable) -> Iterator[Warning_]:
    """Columns whose name nobody knows, or that have none and hold something."""
    for at, column in enumerate(table.columns):
        first = next((cell for row in table.rows for cell in row.column(at)), None)
        if column.kind != "other" or (first is None and column.span is None):
            continue
        name = f"附表的“{column.label}”一栏不认识" if column.label else "附表有一栏没有栏目名"
        message = f"{name}，文字照录在各行之后，没有读作任务、单位或时限；请核对"
        if column.span is not None:
            yield Warning_(code="annex_column_unknown", message=message, line=table.first_line, span=column.span)
        elif first is not None:
            yield Warning_(code="annex_column_unknown", message=message, line=first.line, span=first.span)


def _unassigned(row: RawRow, columns: Sequence[Column]) -> list[Warning_]:
    """Cells beyond the last column of the header."""
    return [
        Warning_(
            code="annex_cell_unassigned",
            message="这一格超出表头的栏数，没有读入任何栏目；请核对原表",
            line=cell.line,
            span=cell.span,
        )
        for index, part in row.cells
        if index >= len(columns)
        for cell in part
    ]
