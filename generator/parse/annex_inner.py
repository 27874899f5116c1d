"""Tables within the body (专栏、重点项目表): those behind which the outline goes on with its count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from generator.models import Line
from generator.parse.annex import AnnexPart, is_mark, title_above
from generator.parse.annex_flat import without_bars
from generator.parse.annex_tables import find_header, find_tables
from generator.parse.frame import TABLE_ROW
from generator.parse.lines import is_blank
from generator.parse.numbering import NumberMark, read_number
from generator.vocabulary import Vocabulary

NUMBER = attrgetter("number")
COUNTED = ("chapter", "part", "article", "first", "second")
"""Forms by which the outline is told to go on; bare numbers are those of rows as well."""


def find_inner_tables(
    lines: Sequence[Line], vocabulary: Vocabulary, covered: Sequence[int] | None = None
) -> tuple[AnnexPart, ...]:
    """Find the tables that stand in the body.

    Args:
        lines: The lines of the document, copies left out.
        vocabulary: Names of columns, forms of titles and annex marks.
        covered: Positions of cells over which merged ones reach down (`SourceText.covered`).

    Returns:
        The tables with their titles, in order; none behind which no part of the outline follows the one before it, and
        none behind the mark of an annex.
    """
    found: list[AnnexPart] = []
    counts: dict[str, NumberMark] = {}
    filled = [line for line in without_bars(lines) if not is_blank(line)]
    at = 0
    while (begin := find_header(filled, at, vocabulary)) is not None:
        above = filled[at:begin]
        if _count(above, counts, vocabulary):
            break
        resume = _goes_on_at(filled, begin, counts, vocabulary)
        if resume is None:
            break
        part = _part(lines, above, filled[begin], filled[resume], vocabulary, covered)
        found += [part] if part is not None else []
        at = resume
    return tuple(found)


def _count(lines: Sequence[Line], counts: dict[str, NumberMark], vocabulary: Vocabulary) -> bool:
    """Go on counting the parts of the outline; whether a mark behind the first of them opens an annex."""
    for line in lines:
        mark = read_number(line.text.lstrip())
        if mark is not None and mark.form in COUNTED:
            for form in [form for form, known in counts.items() if known.rank > mark.rank]:
                del counts[form]
            counts[mark.form] = mark
        elif counts and is_mark(line, vocabulary):
            return True
    return False


def _goes_on_at(lines: Sequence[Line], begin: int, counts: dict[str, NumberMark], vocabulary: Vocabulary) -> int | None:
    """Index of the first numbered line behind a header, where it goes on with the count; None where none does."""
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if is_mark(line, vocabulary):
            return None
        mark = None if TABLE_ROW.match(line.text.strip()) else read_number(line.text.lstrip())
        if mark is not None and mark.form in COUNTED and len(line.text.strip()) > mark.end:
            before = counts.get(mark.form)
            return index if before is not None and mark.value == before.value + 1 else None
    return None


def _part(
    lines: Sequence[Line],
    above: Sequence[Line],
    header: Line,
    resume: Line,
    vocabulary: Vocabulary,
    covered: Sequence[int] | None,
) -> AnnexPart | None:
    first, last = (bisect_left(lines, line.number, key=NUMBER) for line in (header, resume))
    inside = lines[first:last]
    table = next(iter(find_tables(inside, vocabulary, covered)), None)
    if table is None or not table.rows:
        return None
    unnumbered = [line for line in above[-1:] if read_number(line.text.lstrip()) is None]
    title = title_above(unnumbered, vocabulary)
    own = [line for line in inside if line.number <= table.last_line]
    return AnnexPart(lines=tuple([title, *own] if title is not None else own), title=title, table=table)
