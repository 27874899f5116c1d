"""From printed lines back to paragraphs, by indents, line widths, distances and the ends of sentences."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.number_signs import SIGNS
from generator.read.page_frame import without_running_lines
from generator.read.page_tables import Table, continues, joined, split_page
from generator.read.pages import NBSP, Page, TextLine, joint, sets_autospace
from generator.read.tables import table_lines

_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+[编章节条]|[（(]?[一二三四五六七八九十百]{1,4}[）)、．.]|[（(]?\d{1,2}[）)、．.](?!\d)"
    rf"|[{SIGNS}]|附\s*件|抄送)"
)
_ENDS = "。；;！!？?：:”）)】》"
_SHORTEST_FULL = 0.75
"""Of the type area's width: a line that reaches less far never was broken by the margin."""


_NARROW = 0.7
"""Of the page's width: type areas reach further."""


class _Page(NamedTuple):
    """What is common to the lines of a document: size, margins, line distance, whether paragraphs are indented."""

    size: float
    left: float
    right: float
    pitch: float
    indented: bool


def document_lines(pages: Sequence[Page]) -> list[str]:
    """The text of a document's pages.

    Args:
        pages: All pages, in order.

    Returns:
        Paragraphs and table rows in reading order, without line ends. A page that only shows a picture is
        named in a line of its own, so that nobody takes the text for complete.
    """
    autospace = sets_autospace(pages)
    split = [split_page(page, number, autospace) for number, page in enumerate(pages)]
    kept = without_running_lines([lines for _, lines in split], [page.height for page in pages])
    form = _form([line for lines in kept for line in lines if line.text != NBSP], pages[0].width if pages else 0.0)
    done: list[str] = []
    paragraph: list[TextLine] = []
    table: Table | None = None
    for block in _in_order(pages, [tables for tables, _ in split], kept):
        if isinstance(block, TextLine):
            done += _rows(table)
            table = None
            if paragraph and _breaks(paragraph[-1], block, form):
                done.append(_joined(paragraph))
                paragraph = []
            paragraph.append(block)
            continue
        done += [_joined(paragraph)] if paragraph else []
        paragraph = []
        if isinstance(block, Table) and table is not None and continues(table, block):
            table = joined(table, block)
            continue
        done += _rows(table)
        table = block if isinstance(block, Table) else None
        done += [] if isinstance(block, Table) else [block]
    return done + _rows(table) + ([_joined(paragraph)] if paragraph else [])


def _in_order(
    pages: Sequence[Page], tables: Sequence[Sequence[Table]], lines: Sequence[Sequence[TextLine]]
) -> Iterable[TextLine | Table | str]:
    for number, page in enumerate(pages):
        blocks: list[TextLine | Table] = [*tables[number], *lines[number]]
        if not blocks and page.picture:
            yield f"［第{number + 1}页是图片，没有文字层］"
        yield from sorted(blocks, key=lambda block: block.top if isinstance(block, Table) else block.base)


def _rows(table: Table | None) -> list[str]:
    return table_lines(table.rows) if table is not None else []


def _joined(lines: Sequence[TextLine]) -> str:
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        text += joint(before, line) + line.text
    return text


def _form(lines: Sequence[TextLine], width: float) -> _Page:
    """Measure the document: everything by what most characters have; `width` of its first page."""
    if not lines:
        return _Page(1.0, 0.0, 0.0, 1.0, False)
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    size = weights.most_common(1)[0][0] or 1.0
    body = [line for line in lines if abs(line.size - size) <= size * 0.12] or list(lines)
    left = _margin([line.x0 for line in body], size)
    right = -_margin([-line.x1 for line in body], size)
    if right < _NARROW * width:
        # No line is full: the right margin is taken to be as wide as the left one.
        right = max(right, width - left)
    gaps = [b.base - a.base for a, b in itertools.pairwise(body) if a.page == b.page and b.base > a.base]
    pitch = sorted(gaps)[len(gaps) // 4] if gaps else size * 1.5
    indents = sum(1 for line in body if 1.4 * size <= line.x0 - left <= 2.6 * size)
    return _Page(size, left, right, pitch, indents >= 2 and indents * 10 >= len(body))


def _margin(edges: Sequence[float], size: float) -> float:
    """The outermost place at which several lines begin (or, negated, end)."""
    ordered = sorted(edges)
    needed = 2 if len(ordered) < 40 else 3
    for index, edge in enumerate(ordered):
        if sum(1 for other in ordered[index:] if other - edge <= size * 0.6) >= needed:
            return edge
    return ordered[0]


def _breaks(before: TextLine, line: TextLine, form: _Page) -> bool:
    """Whether `line` begins a new paragraph."""
    em = form.size
    if NBSP in (before.text, line.text):
        return True
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    if before.page == line.page and line.base - before.base > 1.4 * max(form.pitch, line.size):
        return True
    if _is_title(before, form) and _is_title(line, form):
        return False
    if before.x1 - form.left < _SHORTEST_FULL * (form.right - form.left):
        return True
    if before.x1 + line.first_width <= form.right - 0.3 * em:
        return True
    if line.x0 >= form.left + 0.8 * em:
        # In a text without indents a block may stand off the margin as a whole.
        return form.indented or abs(line.x0 - before.x0) > 0.3 * em
    return before.text[-1] in _ENDS and _NUMBER.match(line.text) is not None


def _is_title(line: TextLine, form: _Page) -> bool:
    """Set in larger type, in the middle of the page: a title may break where its author liked."""
    middle = abs((line.x0 - form.left) - (form.right - line.x1)) <= 1.5 * line.size
    return line.size >= 1.15 * form.size and middle
