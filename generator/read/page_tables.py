"""Ruled tables on printed pages: the printed lines tell the cells, the characters inside them the texts."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from generator.read.pages import Glyph, Page, Rule, TextLine, joint, read_lines
from generator.read.tables import COVERED, MOST_CELLS, blanked

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Edge = dict[str, float | str]
"""A printed line as pdfplumber's geometry takes it: x0, x1, top, bottom, width, height, orientation (h or v)."""

_MOST_RULES = 4000
_MOST_EDGES = 300
"""Of each direction, merged: finding crossings takes time by their product; more is a drawing."""

_SENTENCE_END = "。；;！!？?"
_SHORTEST_BROKEN = 8


class Table(NamedTuple):
    """A table of one page: cell texts by row, where it begins, its page (0-based)."""

    rows: list[list[str]]
    top: float
    page: int


def split_page(page: Page, number: int, autospace: bool) -> tuple[list[Table], list[TextLine]]:
    """Tell the tables of a page from its running text.

    Args:
        page: The page.
        number: Its 0-based number.
        autospace: See `sets_autospace`.

    Returns:
        The tables and the lines outside of them, each from top to bottom.
    """
    tables: list[Table] = []
    left = list(page.glyphs)
    unit = _unit(page)
    for cells in _cells(page.rules, unit):
        inside, outside = _partition(left, cells)
        rows = _rows(cells, _cell_lines(inside, number, autospace), unit)
        if sum(1 for row in rows for cell in blanked(row) if cell) > 1:
            tables.append(Table(rows=rows, top=min(box[1] for box in cells), page=number))
            left = outside
    return tables, read_lines(left, number, autospace)


def continues(before: Table, after: Table) -> bool:
    """Whether the first row of a table goes on with the last row of the one on the page before.

    A row that is broken by the page's end has no number on the next page, and breaks off inside a sentence.
    """
    last, first = map(blanked, (before.rows[-1], after.rows[0]))
    if after.page != before.page + 1 or len(last) != len(first) or first[0] or not last[0]:
        return False
    pairs = [(a, b) for a, b in zip(last, first, strict=True) if b]
    broken = any(len(a) >= _SHORTEST_BROKEN and a[-1] not in _SENTENCE_END for a, _ in pairs)
    return bool(pairs) and all(a for a, _ in pairs) and broken


def joined(before: Table, after: Table) -> Table:
    """Both tables as one whose broken row is whole; see `continues`."""
    row = [a + b for a, b in zip(before.rows[-1], blanked(after.rows[0]), strict=True)]
    return Table(rows=[*before.rows[:-1], row, *after.rows[1:]], top=before.top, page=after.page)


def _unit(page: Page) -> float:
    """The usual size of a character on this page, by which distances are judged."""
    sizes = sorted(glyph.size for glyph in page.glyphs)
    return sizes[len(sizes) // 2] if sizes else 1.0


def _cells(rules: Sequence[Rule], unit: float) -> list[list[Box]]:
    """The cells of each table, from the top."""
    if not 4 <= len(rules) <= _MOST_RULES:
        return []
    tolerance = unit * 0.25
    edges = merge_edges([_edge(rule) for rule in rules], tolerance, tolerance, tolerance, tolerance)
    edges = [edge for edge in edges if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= unit * 0.7]
    if any(sum(1 for edge in edges if edge["orientation"] == one) > _MOST_EDGES for one in ("h", "v")):
        return []
    edges += _closing(edges, tolerance)
    crossings = edges_to_intersections(edges, tolerance, tolerance)
    if len(crossings) > MOST_CELLS // 50:
        return []
    return [list(cells) for cells in cells_to_tables(intersections_to_cells(crossings))]


def _closing(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """The edges that open tables lack: below where a page ends inside a row, at the sides where none are printed.

    Two edges or more that end at one line, and that an edge across joins, make a table; nothing else does.
    """
    added: list[Edge] = []
    for edge_kind, across, ends, low, high in (
        ("v", "h", ("top", "bottom"), "x0", "x1"),
        ("h", "v", ("x0", "x1"), "top", "bottom"),
    ):
        along = [edge for edge in edges if edge["orientation"] == edge_kind]
        crossing = [edge for edge in edges if edge["orientation"] == across]
        for end in ends:
            for place in sorted({_length(edge, end) for edge in along}):
                group = [edge for edge in along if abs(_length(edge, end) - place) <= tolerance]
                first, last = min(_length(e, low) for e in group), max(_length(e, high) for e in group)
                if len(group) < 2 or last - first <= tolerance:
                    continue
                if not any(_joins(edge, group, ends, low, high, tolerance) for edge in crossing):
                    continue
                if any(abs(_length(edge, ends[0]) - place) <= tolerance for edge in crossing):
                    continue
                box = {low: first, high: last, ends[0]: place, ends[1]: place}
                added.append(_edge(Rule(box["x0"], box["top"], box["x1"], box["bottom"])))
    return added


def _joins(edge: Edge, group: Sequence[Edge], ends: tuple[str, str], low: str, high: str, tolerance: float) -> bool:
    """Whether an edge crosses two edges of a group or more."""
    at = _length(edge, ends[0])
    met = [
        one
        for one in group
        if _length(one, ends[0]) - tolerance <= at <= _length(one, ends[1]) + tolerance
        and _length(edge, low) - tolerance <= _length(one, low) <= _length(edge, high) + tolerance
    ]
    return len(met) >= 2


def _length(edge: Edge, name: str) -> float:
    return float(edge[name])


def _edge(rule: Rule) -> Edge:
    level = rule.y1 - rule.y0 <= rule.x1 - rule.x0
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
        "orientation": "h" if level else "v",
    }


def _partition(glyphs: Sequence[Glyph], cells: Sequence[Box]) -> tuple[list[tuple[Box, Glyph]], list[Glyph]]:
    inside: list[tuple[Box, Glyph]] = []
    outside: list[Glyph] = []
    left, top = min(box[0] for box in cells), min(box[1] for box in cells)
    right, bottom = max(box[2] for box in cells), max(box[3] for box in cells)
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size * 0.35
        box = None
        if left <= x <= right and top <= y <= bottom:
            box = next((one for one in cells if one[0] <= x <= one[2] and one[1] <= y <= one[3]), None)
        if box is None:
            outside.append(glyph)
        else:
            inside.append((box, glyph))
    return inside, outside


def _cell_lines(inside: Sequence[tuple[Box, Glyph]], page: int, autospace: bool) -> dict[Box, list[TextLine]]:
    held: dict[Box, list[Glyph]] = {}
    for box, glyph in inside:
        held.setdefault(box, []).append(glyph)
    return {box: read_lines(glyphs, page, autospace) for box, glyphs in held.items()}


def _rows(cells: Sequence[Box], lines: dict[Box, list[TextLine]], unit: float) -> list[list[str]]:
    """Texts by row and column; a merged cell has its text where it begins, the places it covers are empty.

    Those below it hold COVERED.
    """
    # Cells keep text off both edges alike; on the left the distance shows even where no line is full.
    padding = max(
        min((box[2] - line.x1 for box, own in lines.items() for line in own), default=0.0),
        min((line.x0 - box[0] for box, own in lines.items() for line in own), default=0.0),
    )
    lefts = sorted({box[0] for box in cells})
    tops = sorted({box[1] for box in cells})
    rows = [[""] * len(lefts) for _ in tops]
    for left, top, _, bottom in cells:
        for at in range(tops.index(top) + 1, bisect.bisect_left(tops, bottom)):
            rows[at][lefts.index(left)] = COVERED
    for box, own in lines.items():
        rows[tops.index(box[1])][lefts.index(box[0])] = _text(own, box[2] - max(padding, 0.0), unit)
    return rows


def _text(lines: Sequence[TextLine], right: float, unit: float) -> str:
    """The lines of a cell in one: a line that had room for what follows was ended on purpose."""
    text = ""
    previous: TextLine | None = None
    for line in lines:
        if previous is not None:
            ended = previous.x1 + line.first_width <= right - unit * 0.2
            text += " " if ended else joint(previous, line)
        text += line.text
        previous = line
    return text
