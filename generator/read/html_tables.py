"""Tables of web pages: their rows, merged cells laid out, and tables that only arrange the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from bs4 import Tag

from generator.read.tables import COVERED, MOST_CELLS, MOST_COLUMNS

MOST_SPAN = 1000
_PARAGRAPHS = ("p", "div", "h1", "h2", "h3", "h4", "li", "br")
_LAYOUT_PARAGRAPHS = 6
_LAYOUT_CHARS = 600


class _Skips(Protocol):
    def skips(self, tag: Tag) -> bool: ...


class TableCell(NamedTuple):
    """A cell: its text and how many rows and columns it covers."""

    text: str
    rows: int
    columns: int

    @classmethod
    def of(cls, tag: Tag, text: str) -> TableCell:
        """The cell of a `td` or `th`, with nonsensical spans read as one."""
        return cls(text, _span(tag.get("rowspan")), _span(tag.get("colspan")))


def _span(value: object) -> int:
    text = str(value or "1").strip()
    # rowspan="0" reaches to the end of the table; the grid ends with the rows anyway.
    if text == "0":
        return MOST_SPAN
    return min(int(text), MOST_SPAN) if re.fullmatch(r"[1-9]\d{0,5}", text) else 1


def own_rows(table: Tag) -> list[list[Tag]]:
    """The rows of a table, each with its cells; rows of tables inside are not its own."""
    rows: list[list[Tag]] = []
    for child in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        found = [child] if child.name == "tr" else child.find_all("tr", recursive=False)
        rows += [row.find_all(["td", "th"], recursive=False) for row in found]
    return rows


def is_layout(table: Tag, skipper: _Skips) -> bool:
    """Whether a table only arranges the page: tables inside, one cell a row, or a cell with a whole text in it."""
    if table.find("table") is not None or table.get("role") == "presentation":
        return True
    rows = own_rows(table)
    if not any(len(row) > 1 for row in rows):
        return True
    for row in rows:
        for cell in row:
            if skipper.skips(cell) or len(cell.find_all(_PARAGRAPHS, limit=_LAYOUT_PARAGRAPHS)) < _LAYOUT_PARAGRAPHS:
                continue
            # A cell of a task table may hold many short paragraphs; a whole document in a cell is long.
            if len(cell.get_text()) > _LAYOUT_CHARS and len(row) <= 3 and len(rows) <= 6:
                return True
    return False


def grid(rows: Sequence[Sequence[TableCell]]) -> list[list[str]]:
    """Lay out merged cells.

    Args:
        rows: The cells as the page lists them.

    Returns:
        A row of texts for each row: a merged cell has its text in its first place, the places it covers are
        empty, COVERED in rows below, so that every text stands in its column.
    """
    covered: dict[int, int] = {}
    laid: list[list[str]] = []
    total = 0
    for row in rows:
        texts: list[str] = []
        for cell in row:
            _skip_covered(texts, covered)
            columns = min(cell.columns, MOST_COLUMNS)
            for column in range(len(texts), len(texts) + columns):
                if cell.rows > 1:
                    covered[column] = cell.rows
            texts += [cell.text, *([""] * (columns - 1))]
            if len(texts) > MOST_CELLS:
                break
        _skip_covered(texts, covered)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        laid.append(texts)
        total += len(texts)
        if total > MOST_CELLS:
            # Beyond any real table: the rest is kept as it comes, without layout.
            return laid + [[cell.text for cell in rest] for rest in rows[len(laid) :]]
    return laid


def _skip_covered(texts: list[str], covered: dict[int, int]) -> None:
    """Fill the places that cells of earlier rows reach down to."""
    while covered.get(len(texts), 0) > 0:
        texts.append(COVERED)
